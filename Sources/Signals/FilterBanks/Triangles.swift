/// The shapes of a bank's filters, each computed over its own bins only: a bank of any size costs what it holds.
struct Triangles {
    private let places: [Double]
    /// Where bin k lies, in the units of `places`.
    private let place: (Int) -> Double
    private let bin: (Double) -> Double
    private let bins: Int
    private let isExact: Bool

    /// - Parameter edges: the corners in Hz, ascending.
    init(_ edges: [Double], fftSize: Int, sampleRate: Double, scale: FrequencyScale, _ kind: FilterBank.Corners) {
        bins = fftSize / 2 + 1
        isExact = kind != .wholeBins
        switch kind {
        case .exact:
            places = edges.map { $0 * Double(fftSize) / sampleRate }
            place = { Double($0) }
            bin = { $0 }
        case .wholeBins:
            places = edges.map { (Double(fftSize + 1) * $0 / sampleRate).rounded(.down) }
            place = { Double($0) }
            bin = { $0 }
        case .exactOnScale:
            let width = sampleRate / Double(fftSize)
            places = edges.map(scale.position)
            place = { scale.position(ofHertz: Double($0) * width) }
            bin = { scale.hertz(at: $0) / width }
        }
    }

    /// The weights of a band over the bins that it may reach, and the first of these.
    func band(_ band: Int) -> (start: Int, values: [Double]) {
        let (left, tip, right) = (places[band], places[band + 1], places[band + 2])
        // A bin more at either side, for what rounding moves.
        let start = max(0, min(bins, Int(bin(left).rounded(.down)) - 1))
        let end = max(start, min(bins, Int(bin(right).rounded(.up)) + 2))
        let values = (start..<end).map { index in
            let place = place(index)
            let rise = (place - left) / (tip - left), fall = (right - place) / (right - tip)
            // A flank without width is a step: 0 / 0 would be at its corner.
            if isExact { return max(0, min(rise.isNaN ? 1 : rise, fall.isNaN ? 1 : fall)) }
            // Half-open flanks: a flank without width has no bins, and nothing is divided by zero.
            if place >= left, place < tip { return rise }
            return place >= tip && place < right ? fall : 0
        }
        return (start, values)
    }
}
