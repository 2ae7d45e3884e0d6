import Media
import Script
import Signals
import Tensors

/// The rows of Fourier transforms, of what is made of them, and of the ways back.
enum SpectrumRows {
    static var all: [NativeRow] { transforms + scales + inverses }

    private static var transforms: [NativeRow] {
        [
            native(
                "stft(_:fftSize:windowLength:hopLength:window:framing:)",
                defaults: ["fftSize": 2048, "windowLength": nil, "hopLength": nil, "window": "hann", "framing": "centred"],
                doc: """
                    The short-time Fourier transform of a sound: `magnitude`, `power`, `real` and `imaginary`, each `[frames, fftSize / 2 + 1]`; \
                    lengths in samples. Framings: "centred", "centredReflecting", "centredRepeating", "paddedEnd", "complete".
                    """
            ) {
                (w: Waveform, size: Int, length: Int?, hop: Int?, window: String, framing: String) throws -> Spectrum in
                try stft(
                    w.samples, fftSize: size, windowLength: length, hopLength: hop, window: SignalRows.window(window),
                    framing: SignalRows.named(framing, "framing"))
            },
            property(on: Spectrum.self, "magnitude", doc: "`[frames, bins]`, at least 0.") { (s: Spectrum) in s.magnitude },
            property(on: Spectrum.self, "power", doc: "Squares of the magnitudes, `[frames, bins]`.") { (s: Spectrum) in s.power
            },
            property(on: Spectrum.self, "real", doc: "Real parts, `[frames, bins]`.") { (s: Spectrum) in s.real },
            property(on: Spectrum.self, "imaginary", doc: "Imaginary parts, `[frames, bins]`.") { (s: Spectrum) in s.imaginary },
            native(
                "melSpectrogram(_:fftSize:hopLength:bands:lowFrequency:highFrequency:scale:window:framing:windowLength:exponent:)",
                defaults: [
                    "fftSize": 2048, "hopLength": 512, "bands": 128, "lowFrequency": 0, "highFrequency": nil, "scale": "slaney",
                    "window": "hann", "framing": "centred", "windowLength": nil, "exponent": 2,
                ],
                doc: "Power in mel bands, `[frames, bands]`, as librosa's; lengths in samples, cut-offs in Hz."
            ) {
                (
                    w: Waveform, size: Int, hop: Int, bands: Int, low: Double, high: Double?, scale: String, window: String,
                    framing: String, length: Int?, exponent: Double
                ) throws -> Tensor in
                try melSpectrogram(
                    w.samples, sampleRate: Double(w.sampleRate), fftSize: size, hopLength: hop, bands: bands, lowFrequency: low,
                    highFrequency: high, scale: SignalRows.named(scale, "scale"), window: SignalRows.window(window),
                    framing: SignalRows.named(framing, "framing"), windowLength: length, exponent: exponent)
            },
        ]
    }

    private static var scales: [NativeRow] {
        [
            native(
                "decibels(_:range:)", defaults: ["range": 80],
                doc: "Powers in dB below their largest, at least `range` dB of them; as librosa's power_to_db with ref=max."
            ) { (power: Tensor, range: Double) throws -> Tensor in try decibels(power, reference: .maximum, range: range) },
            native(
                "amplitudeDecibels(_:range:)", defaults: ["range": 80],
                doc: "Amplitudes in dB below their largest; as librosa's amplitude_to_db with ref=max."
            ) { (amplitude: Tensor, range: Double) throws -> Tensor in
                try amplitudeDecibels(amplitude, reference: nil, range: range)
            },
        ]
    }

    private static var inverses: [NativeRow] {
        [
            native(
                "istft(_:length:)", defaults: ["length": nil], doc: "The signal `[samples]` of a spectrum: the inverse of `stft`."
            ) { (spectrum: Spectrum, length: Int?) throws -> Tensor in try istft(spectrum, length: length) },
            native(
                "griffinLim(_:hopLength:iterations:momentum:seed:)",
                defaults: ["hopLength": nil, "iterations": 32, "momentum": 0.99, "seed": nil],
                doc:
                    "A signal `[samples]` with the given magnitudes `[frames, bins]`; phases begin at zero, or by chance where a seed is given."
            ) { (magnitude: Tensor, hop: Int?, iterations: Int, momentum: Double, seed: Int?) throws -> Tensor in
                try griffinLim(
                    magnitude, hopLength: hop, iterations: iterations, momentum: momentum,
                    stream: seed.map { RandomStream(seed: UInt64(bitPattern: Int64($0))) })
            },
            native(
                "resampled(_:to:)", doc: "A sound at another rate (Hz): windowed sinc, as torchaudio's."
            ) { (w: Waveform, rate: Int) throws -> Waveform in
                try MediaRows.positive(Double(rate), "sampleRate")
                return Waveform(samples: try resampled(w.samples, from: w.sampleRate, to: rate), sampleRate: rate, start: w.start)
            },
            native(
                "resampled(_:from:to:)", doc: "A tensor at another rate (Hz); time is the last axis."
            ) { (samples: Tensor, from: Int, to: Int) throws -> Tensor in try resampled(samples, from: from, to: to) },
        ]
    }
}

extension Spectrum: NativeValue, SummarizedValue {
    public var scriptSummary: String { "Spectrum, \(real.shape[0]) frames of \(real.shape[1]) bins" }
}
