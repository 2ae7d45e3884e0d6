import Media
import Script
import Signals
import Tensors

/// The rows of cepstral coefficients and of their changes.
enum CepstrumRows {
    static var all: [NativeRow] {
        [
            native(
                "mfcc(_:coefficients:window:step:fftSize:bands:lowFrequency:highFrequency:preemphasis:windowFunction:lifter:)",
                defaults: [
                    "coefficients": 13, "window": 0.025, "step": 0.01, "fftSize": nil, "bands": 26, "lowFrequency": 0,
                    "highFrequency": nil, "preemphasis": 0.97, "windowFunction": "rectangular", "lifter": 22,
                ],
                doc:
                    "Mel-frequency cepstral coefficients, `[frames, coefficients]`, as python_speech_features; windows in seconds."
            ) {
                (
                    w: Waveform, coefficients: Int, window: Double, step: Double, fftSize: Int?, bands: Int, low: Double,
                    high: Double?, preemphasis: Double, function: String, lifter: Double
                ) throws -> Tensor in
                try mfcc(
                    w.samples, sampleRate: Double(w.sampleRate), coefficients: coefficients, window: window, step: step,
                    fftSize: fftSize, bands: bands, lowFrequency: low, highFrequency: high, preemphasis: preemphasis,
                    windowFunction: SignalRows.window(function), lifter: lifter)
            },
            native(
                "melCepstrum(_:coefficients:fftSize:hopLength:bands:)",
                defaults: ["coefficients": 20, "fftSize": 2048, "hopLength": 512, "bands": 128],
                doc: "Mel-frequency cepstral coefficients, `[frames, coefficients]`, as librosa; lengths in samples."
            ) { (w: Waveform, coefficients: Int, fftSize: Int, hop: Int, bands: Int) throws -> Tensor in
                try melCepstrum(
                    w.samples, sampleRate: Double(w.sampleRate), coefficients: coefficients, fftSize: fftSize, hopLength: hop,
                    bands: bands)
            },
            native(
                "kaldiMFCC(_:coefficients:bands:)", defaults: ["coefficients": 13, "bands": 23],
                doc: "Kaldi's cepstral coefficients, `[frames, coefficients]`."
            ) { (w: Waveform, coefficients: Int, bands: Int) throws -> Tensor in
                try kaldiMFCC(w.samples, sampleRate: Double(w.sampleRate), coefficients: coefficients, bands: bands)
            },
            native(
                "deltas(_:width:order:)", defaults: ["width": 5, "order": 1],
                doc: "How features `[frames, F]` change over time: regression over `width` frames, `order` times."
            ) { (features: Tensor, width: Int, order: Int) throws -> Tensor in
                try deltas(features, width: width, order: order)
            },
        ]
    }
}
