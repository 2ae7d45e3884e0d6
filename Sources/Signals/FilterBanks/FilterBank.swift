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
        /// At the frequencies themselves, with flanks that are straight on the frequency scale and not in Hz (Kaldi).
        case exactOnScale
    }

    /// How high the triangles are.
    public enum Normalisation: String, Hashable, Sendable, CaseIterable {
        /// 1 at the tip.
        case none
        /// An area of about 1: 2 / (width in Hz) at the tip (librosa's `norm="slaney"`).
        case area
    }

    /// The number of filters.
    public let bands: Int
    /// Samples a transform.
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

    /// The bands, from 0 on, that are narrower than a bin and hold none: their energy is 0 whatever the sound.
    ///
    ///     try FilterBank(bands: 60, fftSize: 256, sampleRate: 16_000).emptyBands    // [0, 3, 5, 8, 11]
    public var emptyBands: [Int] { filters.emptyRows }

    /// Bands that hold no bin are told to `withNotices`, by name.
    ///
    /// - Parameters:
    ///   - bands: 1…65 536.
    ///   - fftSize: samples a transform, 1…2²⁴.
    ///   - sampleRate: Hz.
    ///   - lowFrequency: Hz, where the first band begins, ≥ 0.
    ///   - highFrequency: Hz, where the last band ends, at most (and by default) half the sample rate.
    ///   - scale: how the bands are spread.
    ///   - corners: where the corners lie.
    ///   - normalisation: how high the triangles are.
    /// - Throws: `SignalError.parameter` for values out of range.
    public init(
        bands: Int = 40, fftSize: Int, sampleRate: Double, lowFrequency: Double = 0, highFrequency: Double? = nil,
        scale: FrequencyScale = .mel, corners kind: Corners = .wholeBins, normalisation: Normalisation = .none
    ) throws(SignalError) {
        try self.init(
            for: "FilterBank", bands: bands, fftSize: fftSize, sampleRate: sampleRate, lowFrequency: lowFrequency,
            highFrequency: highFrequency, scale: scale, corners: kind, normalisation: normalisation)
    }

    /// The same; `operation` is whose bank it is, for what is told of empty bands, and `warp` moves the corners (Hz).
    init(
        for operation: String, bands: Int, fftSize: Int, sampleRate: Double, lowFrequency: Double,
        highFrequency: Double?, scale: FrequencyScale, corners kind: Corners, normalisation: Normalisation,
        warp: (Double) -> Double = { $0 }
    ) throws(SignalError) {
        let name = "FilterBank"
        try require(
            (1...65_536).contains(bands), name, "bands", found: "\(bands)", expected: "1…65 536")
        try require(
            (1...FrameAnalysis.sizeLimit).contains(fftSize), name, "fftSize", found: "\(fftSize)",
            expected: "1…\(FrameAnalysis.sizeLimit)")
        try requireRate(sampleRate, name)
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
        let edges = scale.frequencies(bands + 2, from: lowFrequency, to: high).map(warp)
        corners = edges
        let triangles = Triangles(edges, fftSize: fftSize, sampleRate: sampleRate, scale: scale, kind)
        filters = BandedMatrix(columns: fftSize / 2 + 1, rows: bands) { band in
            let (start, values) = triangles.band(band)
            guard normalisation == .area else { return (start, values) }
            let width = edges[band + 2] - edges[band]
            return (start, values.map { width > 0 ? $0 * (2 / width) : 0 })
        }
        tellEmptyBands(operation)
    }

    /// The bank as a matrix `[bands, bins]`, the shape of `librosa.filters.mel` and of `get_filterbanks`.
    public var matrix: Tensor { filters.dense }
}

/// The weights of a mel filter bank as a matrix `[bands, fftSize / 2 + 1]`: `FilterBank(…).matrix`.
///
///     try melFilterBank(bands: 128, fftSize: 2048, sampleRate: 22_050, scale: .slaney, corners: .exact,
///         normalisation: .area)    // librosa.filters.mel(sr=22050, n_fft=2048)
///
/// - Parameters: as those of `FilterBank`.
/// - Returns: `[bands, fftSize / 2 + 1]`.
/// - Throws: `SignalError` for values out of range or a matrix larger than this machine's memory.
public func melFilterBank(
    bands: Int = 40, fftSize: Int, sampleRate: Double, lowFrequency: Double = 0, highFrequency: Double? = nil,
    scale: FrequencyScale = .mel, corners: FilterBank.Corners = .wholeBins,
    normalisation: FilterBank.Normalisation = .none
) throws(SignalError) -> Tensor {
    let bank = try FilterBank(
        for: "melFilterBank", bands: bands, fftSize: fftSize, sampleRate: sampleRate, lowFrequency: lowFrequency,
        highFrequency: highFrequency, scale: scale, corners: corners, normalisation: normalisation)
    _ = try resultShape([bank.bands, bank.bins], "melFilterBank")
    return bank.matrix
}
