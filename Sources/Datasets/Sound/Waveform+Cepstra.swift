import Media
import Signals
import Tensors

/// Mel-frequency cepstral coefficients, `[frames, coefficients]`, as python_speech_features; windows in seconds, cut-offs in Hz.
public func mfcc(
    _ sound: Waveform, coefficients: Int = 13, window: Double = 0.025, step: Double = 0.01, fftSize: Int? = nil,
    bands: Int = 26, lowFrequency: Double = 0, highFrequency: Double? = nil, preemphasis: Double = 0.97,
    windowFunction: Window = .rectangular, lifter: Double = 22
) throws(SignalError) -> Tensor {
    try mfcc(
        sound.samples, sampleRate: Double(sound.sampleRate), coefficients: coefficients, window: window, step: step,
        fftSize: fftSize, bands: bands, lowFrequency: lowFrequency, highFrequency: highFrequency, preemphasis: preemphasis,
        windowFunction: windowFunction, lifter: lifter)
}

/// Mel-frequency cepstral coefficients, `[frames, coefficients]`, as librosa; lengths in samples.
public func melCepstrum(
    _ sound: Waveform, coefficients: Int = 20, fftSize: Int = 2048, hopLength: Int = 512, bands: Int = 128
) throws(SignalError) -> Tensor {
    try melCepstrum(
        sound.samples, sampleRate: Double(sound.sampleRate), coefficients: coefficients, fftSize: fftSize,
        hopLength: hopLength, bands: bands)
}

/// Kaldi's log filter bank, `[frames, bands]`; a high cut-off of 0 Hz or less counts from half the sample rate.
public func kaldiFilterBank(
    _ sound: Waveform, bands: Int = 23, lowFrequency: Double = 20, highFrequency: Double = 0,
    options: KaldiOptions = KaldiOptions()
) throws(SignalError) -> Tensor {
    try kaldiFilterBank(
        sound.samples, sampleRate: Double(sound.sampleRate), bands: bands, lowFrequency: lowFrequency,
        highFrequency: highFrequency, options: options)
}

/// Kaldi's cepstral coefficients, `[frames, coefficients]`.
public func kaldiMFCC(_ sound: Waveform, coefficients: Int = 13, bands: Int = 23) throws(SignalError) -> Tensor {
    try kaldiMFCC(sound.samples, sampleRate: Double(sound.sampleRate), coefficients: coefficients, bands: bands)
}
