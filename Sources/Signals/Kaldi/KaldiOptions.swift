import Tensors

/// How Kaldi cuts and weights its frames: the options of `torchaudio.compliance.kaldi`, with its defaults.
///
///     var options = KaldiOptions()
///     options.snipsEdges = false
///     try kaldiFilterBank(samples, sampleRate: 16_000, bands: 80, options: options)
public struct KaldiOptions: Hashable, Sendable {
    /// Seconds a frame; cut to whole samples, of which it has at least 2. Kaldi's `frame_length`, 25 ms.
    public var window = 0.025
    /// Seconds from one frame to the next; cut to whole samples. `frame_shift`, 10 ms.
    public var step = 0.01
    /// The weights within a frame. Kaldi's windows are symmetric: its `hanning` is `.hannSymmetric`, its `blackman`
    /// `.blackman(coefficient: 0.42)`.
    public var windowFunction = Window.povey
    /// x[n] − preemphasis · x[n − 1] within each frame, its first sample minus preemphasis times itself; 0…1.
    public var preemphasis = 0.97
    /// Whole frames only, 1 + ⌊(S − length) / hop⌋. Otherwise frame t is centred at (t + ½) · hop, the signal mirrored at
    /// its ends, and there are ⌊(S + hop / 2) / hop⌋. `snip_edges`.
    public var snipsEdges = true
    /// Takes the mean off each frame. `remove_dc_offset`.
    public var removesOffset = true
    /// Transforms of the least power of two that holds a window; otherwise of the window, of an even number of samples.
    /// `round_to_power_of_two`.
    public var roundsToPowerOfTwo = true
    /// Takes a frame's energy before pre-emphasis and window. `raw_energy`.
    public var usesRawEnergy = true
    /// The smallest energy whose logarithm is given, ≥ 0; 0 for none. `energy_floor`.
    public var energyFloor = 1.0
    /// Standard deviation of the noise added to each frame, ≥ 0. Unlike Kaldi's it comes of a seed. `dither`.
    public var dither = 0.0
    /// The seed of that noise.
    public var ditherSeed: UInt64 = 0
    /// Takes each column's mean over the frames off; frames of NaN do not count. `subtract_mean`.
    public var subtractsMean = false
    /// Puts the logarithm of the energy into a column of its own, or in the place of the first coefficient. `use_energy`.
    public var usesEnergy = false
    /// Puts the energy (or the first coefficient, times √2) last. `htk_compat`.
    public var isHTKCompatible = false
    /// Moves the bands by the length of a speaker's vocal tract.
    public var warp = KaldiWarp()

    /// Kaldi's own options.
    public init() {}
}
