/// The weights of the samples within a frame.
///
/// Periodic windows, for spectra, are those of one sample more without the last; symmetric ones end as they begin. Windows
/// are periodic by their plain names, but for Kaldi's; `.blackman.symmetric` is the other kind.
///
///     Window.hann.weights(4)                      // [0, 0.5, 1, 0.5]
///     Window.kaiser(beta: 8).symmetric.rawValue   // "kaiserSymmetric(8.0)"
public struct Window: Hashable, Sendable {
    /// What the weights follow, with u = n / N, N samples to a period (N − 1 of a symmetric window).
    enum Form: Hashable, Sendable {
        case rectangular, bartlett, cosine, povey
        /// a₀ − a₁ cos(2πu) + a₂ cos(4πu) − …
        case cosines(String, [Double])
        /// Kaldi's Blackman: a − 0.5 cos(2πu) + (0.5 − a) cos(4πu).
        case blackman(coefficient: Double)
        case kaiser(beta: Double)
        case gaussian(deviation: Double)
        case tukey(taper: Double)
    }

    let form: Form
    /// Whether the window ends as it begins.
    public let isSymmetric: Bool

    init(_ form: Form, isSymmetric: Bool = false) {
        self.form = form
        // Ones are ones either way, and must compare equal.
        self.isSymmetric = isSymmetric && form != .rectangular
    }

    /// The window that ends as it begins: of N − 1 samples a period.
    public var symmetric: Window { Window(form, isSymmetric: true) }

    /// The window for spectra: of N samples a period.
    public var periodic: Window { Window(form) }

    /// All 1; the default of `python_speech_features`.
    public static let rectangular = Window(.rectangular)
    /// 0.5 − 0.5 cos(2πu); the default of librosa.
    public static let hann = Window(.cosines("hann", [0.5, 0.5]))
    /// The same over N − 1, as `numpy.hanning`.
    public static let hannSymmetric = hann.symmetric
    /// 0.54 − 0.46 cos(2πu).
    public static let hamming = Window(.cosines("hamming", [0.54, 0.46]))
    /// The same over N − 1, as `numpy.hamming`.
    public static let hammingSymmetric = hamming.symmetric
    /// 0.42 − 0.5 cos(2πu) + 0.08 cos(4πu).
    public static let blackman = Window(.cosines("blackman", [0.42, 0.5, 0.08]))
    /// Four cosines, side lobes of −92 dB (Harris 1978).
    public static let blackmanHarris = Window(.cosines("blackmanHarris", [0.35875, 0.48829, 0.14128, 0.01168]))
    /// Four cosines, side lobes of −98 dB (Nuttall 1981).
    public static let nuttall = Window(.cosines("nuttall", [0.3635819, 0.4891775, 0.1365995, 0.0106411]))
    /// Five cosines, for amplitudes of tones between bins; negative at its ends.
    public static let flatTop = Window(
        .cosines("flatTop", [0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368]))
    /// The triangle 1 − |2u − 1|.
    public static let bartlett = Window(.bartlett)
    /// Half a sine wave, sin(π (n + ½) / (N + 1)).
    public static let cosine = Window(.cosine)
    /// Kaldi's: a symmetric Hann window to the power of 0.85.
    public static let povey = Window(.povey, isSymmetric: true)

    /// I₀(β √(1 − (2u − 1)²)) / I₀(β): the larger β ≥ 0, the lower the side lobes and the wider the main one.
    public static func kaiser(beta: Double) -> Window { Window(.kaiser(beta: beta)) }
    /// exp(−½ ((n − N / 2) / σ)²) with σ > 0 in samples.
    public static func gaussian(deviation: Double) -> Window { Window(.gaussian(deviation: deviation)) }
    /// 1 in the middle with flanks of half a Hann window; `taper` (0…1) of the window is flank.
    public static func tukey(taper: Double) -> Window { Window(.tukey(taper: taper)) }
    /// Kaldi's Blackman window of another coefficient: a − 0.5 cos(2πu) + (0.5 − a) cos(4πu), symmetric.
    public static func blackman(coefficient a: Double) -> Window {
        Window(.blackman(coefficient: a), isSymmetric: true)
    }

    /// Requires the window's own number to be in its range.
    func check(_ operation: String) throws(SignalError) {
        switch form {
        case .kaiser(let beta):
            try require(
                beta >= 0 && beta.isFinite, operation, "the window's beta", found: "\(beta)", expected: "at least 0")
        case .gaussian(let deviation):
            try require(
                deviation > 0 && deviation.isFinite, operation, "the window's deviation", found: "\(deviation) samples",
                expected: "more than 0 samples")
        case .tukey(let taper):
            try require((0...1).contains(taper), operation, "the window's taper", found: "\(taper)", expected: "0…1")
        case .blackman(let coefficient):
            try require(
                coefficient.isFinite, operation, "the window's coefficient", found: "\(coefficient)",
                expected: "a finite number")
        case .rectangular, .bartlett, .cosine, .povey, .cosines: break
        }
    }
}
