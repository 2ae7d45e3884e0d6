import Media
import Signals
import Tensors

// The spectra of Signals, of sounds that know their own rate.

/// Log energies in mel bands, `[frames, bands]`, windows and steps in seconds, cut-offs in Hz; as python_speech_features, the paper's front-end.
///
///     let energies = try logFilterBank(film.waveform(from: 0, duration: 4, sampleRate: 16_000))   // [399, 40]
public func logFilterBank(
    _ sound: Waveform, window: Double = 0.02, step: Double = 0.01, fftSize: Int = 1024, bands: Int = 40,
    lowFrequency: Double = 0, highFrequency: Double? = nil, scale: FrequencyScale = .mel, preemphasis: Double = 0.97,
    windowFunction: Window = .rectangular
) throws(SignalError) -> Tensor {
    try logFilterBank(
        sound.samples, sampleRate: Double(sound.sampleRate), window: window, step: step, fftSize: fftSize, bands: bands,
        lowFrequency: lowFrequency, highFrequency: highFrequency, scale: scale, preemphasis: preemphasis,
        windowFunction: windowFunction)
}

/// Power in mel bands, `[frames, bands]`, as librosa's; lengths in samples, cut-offs in Hz.
public func melSpectrogram(
    _ sound: Waveform, fftSize: Int = 2048, hopLength: Int = 512, bands: Int = 128, lowFrequency: Double = 0,
    highFrequency: Double? = nil, scale: FrequencyScale = .slaney, window: Window = .hann, framing: Framing = .centred,
    windowLength: Int? = nil, exponent: Double = 2
) throws(SignalError) -> Tensor {
    try melSpectrogram(
        sound.samples, sampleRate: Double(sound.sampleRate), fftSize: fftSize, hopLength: hopLength, bands: bands,
        lowFrequency: lowFrequency, highFrequency: highFrequency, scale: scale, window: window, framing: framing,
        windowLength: windowLength, exponent: exponent)
}

/// The short-time Fourier transform of a sound, each part `[frames, fftSize / 2 + 1]`; lengths in samples.
public func stft(
    _ sound: Waveform, fftSize: Int = 2048, windowLength: Int? = nil, hopLength: Int? = nil, window: Window = .hann,
    framing: Framing = .centred
) throws(SignalError) -> Spectrum {
    try stft(
        sound.samples, fftSize: fftSize, windowLength: windowLength, hopLength: hopLength, window: window, framing: framing)
}

/// A sound at another rate (Hz): windowed sinc, as torchaudio's.
public func resampled(_ sound: Waveform, to rate: Int) throws(SignalError) -> Waveform {
    Waveform(
        samples: try resampled(sound.samples, from: sound.sampleRate, to: rate), sampleRate: rate, start: sound.start)
}

/// A signal `[samples]` with the given magnitudes `[frames, bins]`, its phases begun by chance.
///
/// - Parameter seed: of the first phases.
public func griffinLim(
    _ magnitude: Tensor, hopLength: Int? = nil, iterations: Int = 32, momentum: Double = 0.99, seed: Int
) throws(SignalError) -> Tensor {
    try griffinLim(
        magnitude, hopLength: hopLength, iterations: iterations, momentum: momentum,
        stream: RandomStream(seed: UInt64(bitPattern: Int64(seed))))
}
