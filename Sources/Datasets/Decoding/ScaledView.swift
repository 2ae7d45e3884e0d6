/// Scales a square part of a frame of bytes, `[height, width, 3]`, to another size: bilinear, pixels being squares whose colour is that of their middle.
struct ScaledView {
    /// For each target column, and each target row: the two source pixels and the weight of the second.
    private let columns: [(first: Int, second: Int, weight: Float)]
    private let rows: [(first: Int, second: Int, weight: Float)]

    init(_ view: ClipView, side: Int, width: Int, height: Int) {
        func places(_ count: Int, from origin: Int, reversed: Bool) -> [(first: Int, second: Int, weight: Float)] {
            let places = (0..<count).map { index in
                let place = min(max((Float(index) + 0.5) * Float(side) / Float(count) - 0.5, 0), Float(side - 1))
                let first = min(Int(place), max(0, side - 2))
                return (first: origin + first, second: origin + min(first + 1, side - 1), weight: place - Float(first))
            }
            return reversed ? places.reversed() : places
        }
        columns = places(width, from: view.x, reversed: view.isMirrored)
        rows = places(height, from: view.y, reversed: false)
    }

    /// Writes one frame, `[height, width, 3]`, from `place` on: each value times a factor and plus an offset of its channel.
    func write(
        _ frame: Span<UInt8>, stride: Int, to out: inout MutableSpan<Float>, at place: Int, factors: [Float], offsets: [Float]
    ) {
        var at = place
        for row in rows {
            let (above, below) = (row.first * stride * 3, row.second * stride * 3)
            for column in columns {
                for channel in 0..<3 {
                    let (left, right) = (column.first * 3 + channel, column.second * 3 + channel)
                    let (a, b) = (Float(frame[above + left]), Float(frame[above + right]))
                    let (c, d) = (Float(frame[below + left]), Float(frame[below + right]))
                    let (upper, lower) = (a + column.weight * (b - a), c + column.weight * (d - c))
                    out[at] = (upper + row.weight * (lower - upper)) * factors[channel] + offsets[channel]
                    at += 1
                }
            }
        }
    }
}
