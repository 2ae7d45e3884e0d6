import Tensors

/// Overlapping triangular filters over the bins of a transform.
///
///     let bank = try FilterBank(bands: 40, fftSize: 1024, sampleRate: 16_000)
///     let energies = matmul(power, bank.matrix.transposed())    // [frames, 513] → [frames, 40]
public struct FilterBank: Hashable, Sendable {
    /// Where the corners of the triangles lie.
    public enum Corners: String, Hashable, Sendable, CaseIterable {
        /// At the frequencies themselves; bins are weighted by where they lie between them (librosa).
        case exact
        /// Moved down to whole bins, ⌊(fftSize + 1) · f / sampleRate⌋ (`python_speech_features`).
        case wholeBins
    }

    /// How high the triangles are.
    public enum Normalisation: String, Hashable, Sendable, CaseIterable {
        /// 1 at the tip.
        case none
        /// An area of about 1: 2 / (width in Hz) at the tip (librosa's `norm="slaney"`).
        case area
    }

    public let bands: Int
    public let fftSize: Int
    /// The corners in Hz, `bands + 2` of them: band b rises from corner b to b + 1 and falls to b + 2.
    public let corners: [Double]
    /// How the bands are spread.
    public let scale: FrequencyScale
    /// The bins of each band and their weights; bands narrower than a bin may be empty.
    let filters: BandedMatrix

    /// The number of bins, `fftSize / 2 + 1`.
    public var bins: Int { fftSize / 2 + 1 }

    /// The frequencies in Hz between which the bands lie as equally high rows of a picture: half a step outside of the tips
    /// of the first and last triangle.
    public var extent: ClosedRange<Double> {
        let places = corners.map(scale.position)
        let half = (places[places.count - 1] - places[0]) / Double(2 * (bands + 1))
        return scale.hertz(at: places[0] + half)...scale.hertz(at: places[places.count - 1] - half)
    }

    /// - Parameters:
    ///   - bands: ≥ 1.
    ///   - fftSize: samples a transform, ≥ 1.
    ///   - sampleRate: Hz.
    ///   - lowFrequency: Hz, where the first band begins, ≥ 0.
    ///   - highFrequency: Hz, where the last band ends, at most (and by default) half the sample rate.
    /// - Throws: `SignalError.parameter` for values out of range.
    public init(
        bands: Int = 40, fftSize: Int, sampleRate: Double, lowFrequency: Double = 0, highFrequency: Double? = nil,
        scale: FrequencyScale = .mel, corners kind: Corners = .wholeBins, normalisation: Normalisation = .none
    ) throws(SignalError) {
        let name = "FilterBank"
        try require(
            (1...65_536).contains(bands), name, "bands", found: "\(bands)", expected: "1…65 536")
        try require(
            (1...FrameAnalysis.sizeLimit).contains(fftSize), name, "fftSize", found: "\(fftSize)",
            expected: "1…\(FrameAnalysis.sizeLimit)")
        try require(
            sampleRate.isFinite && sampleRate > 0, name, "sampleRate", found: "\(sampleRate) Hz",
            expected: "more than 0 Hz")
        let high = highFrequency ?? sampleRate / 2
        try require(
            high > 0 && high <= sampleRate / 2, name, "highFrequency", found: "\(high) Hz",
            expected: "more than 0 and at most half the sample rate, \(sampleRate / 2) Hz")
        try require(
            lowFrequency >= 0 && lowFrequency < high, name, "lowFrequency", found: "\(lowFrequency) Hz",
            expected: "at least 0 and below highFrequency, \(high) Hz")
        self.bands = bands
        self.fftSize = fftSize
        self.scale = scale
        let edges = scale.frequencies(bands + 2, from: lowFrequency, to: high)
        corners = edges
        let bins = fftSize / 2 + 1
        let places: [Double] =
            switch kind {
            case .exact: edges.map { $0 * Double(fftSize) / sampleRate }
            case .wholeBins: edges.map { (Double(fftSize + 1) * $0 / sampleRate).rounded(.down) }
            }
        filters = BandedMatrix(columns: bins, rows: bands) { band in
            let tip = normalisation == .area ? 2 / (edges[band + 2] - edges[band]) : 1
            return Self.triangle(places[band], places[band + 1], places[band + 2], bins: bins, isExact: kind == .exact)
                .map { $0 * tip }
        }
    }

    /// The weights of a triangle, from the first bin on; places are in bins.
    private static func triangle(
        _ left: Double, _ tip: Double, _ right: Double, bins: Int, isExact: Bool
    ) -> [Double] {
        (0..<bins).map { bin in
            let place = Double(bin)
            let rise = (place - left) / (tip - left), fall = (right - place) / (right - tip)
            if isExact { return max(0, min(rise, fall)) }
            // Half-open flanks: a flank without width has no bins, and nothing is divided by zero.
            if place >= left, place < tip { return rise }
            return place >= tip && place < right ? fall : 0
        }
    }

    /// The bank as a matrix `[bands, bins]`, the shape of `librosa.filters.mel` and of `get_filterbanks`.
    public var matrix: Tensor { filters.dense }
}

/// The weights of a mel filter bank as a matrix `[bands, fftSize / 2 + 1]`: `FilterBank(…).matrix`.
///
/// - Parameters: as those of `FilterBank`.
/// - Throws: `SignalError.parameter` for values out of range.
public func melFilterBank(
    bands: Int = 40, fftSize: Int, sampleRate: Double, lowFrequency: Double = 0, highFrequency: Double? = nil,
    scale: FrequencyScale = .mel, corners: FilterBank.Corners = .wholeBins,
    normalisation: FilterBank.Normalisation = .none
) throws(SignalError) -> Tensor {
    try FilterBank(
        bands: bands, fftSize: fftSize, sampleRate: sampleRate, lowFrequency: lowFrequency,
        highFrequency: highFrequency, scale: scale, corners: corners, normalisation: normalisation
    ).matrix
}
