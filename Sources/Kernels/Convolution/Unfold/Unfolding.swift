/// Rows of a convolution seen as a matrix product: row p holds the `depth` inputs that output point p sums.
struct Unfolding {
    let geometry: ConvolutionGeometry

    /// Output points of the whole batch.
    var points: Int { geometry.batch * geometry.output.count }

    /// Writes rows `points` of the unfolded input: `[points.count, depth]`.
    func unfold(_ points: Range<Int>, of input: UnsafePointer<Float>, into rows: UnsafeMutablePointer<Float>) {
        var row = rows
        let run = geometry.kernel.width * geometry.inputChannels
        forEachRun(of: points) { source, before, inside in
            row.update(repeating: 0, count: before)
            (row + before).update(from: input + source, count: inside)
            (row + before + inside).update(repeating: 0, count: run - before - inside)
            row += run
        }
    }

    /// Adds rows `[points.count, depth]` back to where `unfold` took them from.
    func fold(_ points: Range<Int>, from rows: UnsafePointer<Float>, addingTo input: UnsafeMutablePointer<Float>) {
        var row = rows
        let run = geometry.kernel.width * geometry.inputChannels
        forEachRun(of: points) { source, before, inside in
            let target = input + source
            let values = row + before
            for i in 0..<inside { target[i] += values[i] }
            row += run
        }
    }

    /// Visits, for each point, the kT · kH runs of kW · channels inputs: where the part inside the input starts,
    /// how many floats of the run lie before it, how many inside.
    @inline(__always)
    private func forEachRun(of points: Range<Int>, _ body: (_ source: Int, _ before: Int, _ inside: Int) -> Void) {
        let (g, size, out) = (geometry, geometry.input, geometry.output)
        for point in points {
            let w = point % out.width
            let h = point / out.width % out.height
            let t = point / (out.width * out.height) % out.time
            let n = point / out.count
            let (firstT, firstH) = (t * g.stride.time - g.padding.time, h * g.stride.height - g.padding.height)
            let firstW = w * g.stride.width - g.padding.width
            let from = min(max(firstW, 0), size.width)
            let to = max(min(firstW + g.kernel.width, size.width), from)
            let before = max(min(from - firstW, g.kernel.width), 0) * g.inputChannels
            for kt in 0..<g.kernel.time {
                for kh in 0..<g.kernel.height {
                    let (it, ih) = (firstT + kt, firstH + kh)
                    if it >= 0 && it < size.time && ih >= 0 && ih < size.height {
                        let line = ((n * size.time + it) * size.height + ih) * size.width
                        body((line + from) * g.inputChannels, before, (to - from) * g.inputChannels)
                    } else {
                        body(0, 0, 0)
                    }
                }
            }
        }
    }
}
