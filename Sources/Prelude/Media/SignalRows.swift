import Foundation
import Media
import Plotting
import Script
import Signals
import Tensors

/// The rows of spectra and filter banks.
enum SignalRows {
    static var banks: [NativeRow] {
        [
            native(
                "logFilterBank(_:window:step:fftSize:bands:lowFrequency:highFrequency:scale:preemphasis:windowFunction:)",
                defaults: [
                    "window": 0.02, "step": 0.01, "fftSize": 1024, "bands": 40, "lowFrequency": 0, "highFrequency": nil,
                    "scale": "mel",
                    "preemphasis": 0.97, "windowFunction": "rectangular",
                ],
                doc: """
                    Log energies in mel bands, `[frames, bands]`, windows and steps in seconds, cut-offs in Hz; as python_speech_features, the \
                    paper's front-end. Scales: "mel" (HTK's) and "slaney".
                    """
            ) {
                (
                    w: Waveform, window: Double, step: Double, fftSize: Int, bands: Int, low: Double, high: Double?,
                    scale: String,
                    preemphasis: Double, function: String
                ) throws -> Tensor in
                try logFilterBank(
                    w.samples, sampleRate: Double(w.sampleRate), window: window, step: step, fftSize: fftSize, bands: bands,
                    lowFrequency: low, highFrequency: high, scale: named(scale, "scale"), preemphasis: preemphasis,
                    windowFunction: try self.window(function))
            },
            native(
                "kaldiFilterBank(_:bands:lowFrequency:highFrequency:window:step:windowFunction:preemphasis:snipsEdges:)",
                defaults: [
                    "bands": 23, "lowFrequency": 20, "highFrequency": 0, "window": 0.025, "step": 0.01, "windowFunction": "povey",
                    "preemphasis": 0.97, "snipsEdges": true,
                ],
                doc:
                    "Kaldi's log filter bank, `[frames, bands]`; a high cut-off of 0 Hz or less counts from half the sample rate."
            ) {
                (
                    w: Waveform, bands: Int, low: Double, high: Double, window: Double, step: Double, function: String,
                    preemphasis: Double, snips: Bool
                ) throws -> Tensor in
                var options = KaldiOptions()
                options.window = window
                options.step = step
                options.windowFunction = try self.window(function)
                options.preemphasis = preemphasis
                options.snipsEdges = snips
                return try kaldiFilterBank(
                    w.samples, sampleRate: Double(w.sampleRate), bands: bands, lowFrequency: low, highFrequency: high,
                    options: options)
            },
            native(
                "spectrogram(_:step:sampleRate:title:)", defaults: ["step": 0.01, "sampleRate": 16_000, "title": "Spectrogram"],
                doc: "Draws log mel energies `[frames, bands]`, `step` seconds apart, of sound at `sampleRate` Hz."
            ) { (energies: Tensor, step: Double, rate: Int, title: String) throws -> HeatMap in
                guard energies.rank == 2, energies.count > 0, step > 0, rate > 0 else {
                    throw NativeError("spectrogram: found a tensor of shape \(energies.shape), expected [frames, bands]")
                }
                return melPicture(energies, step: step, nyquist: Double(rate) / 2, title: title)
            },
            native("spectrogram(_:)", doc: "The power spectrum of a sound in dB, over seconds and hertz.") {
                (w: Waveform) throws -> HeatMap in try powerPicture(of: w)
            },
        ]
    }

    /// A choice of the library by its name.
    static func named<Choice: RawRepresentable & CaseIterable>(
        _ name: String, _ what: String
    ) throws -> Choice where Choice.RawValue == String {
        if let choice = Choice(rawValue: name) { return choice }
        let all = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        throw NativeError("\(what): found \"\(name)\", expected one of \(all)")
    }

    /// A window by its name: "hann", "povey", "hammingSymmetric", "kaiser(8.6)".
    static func window(_ name: String) throws -> Window {
        if let window = Window(rawValue: name) { return window }
        throw NativeError(
            "window: found \"\(name)\", expected a name such as \"hann\", \"povey\", \"hammingSymmetric\" or \"kaiser(8.6)\"")
    }

    /// 80 dB of power spectrum: window 0.025 s, every 0.01 s.
    private static func powerPicture(of wave: Waveform) throws -> HeatMap {
        let rate = wave.sampleRate
        let hop = max(rate / 100, 1)
        let size = 1 << Int(log2(Double(max(rate / 40, 16))).rounded(.up))
        let power = try powerSpectrum(wave.samples, fftSize: size, hopLength: hop)
        let levels = try decibels(power, reference: .maximum, range: 80)
        return HeatMap(
            levels.transposed().scalars.map(Double.init), rows: levels.shape[1], columns: levels.shape[0],
            title: "Spectrogram", x: Axis("time", unit: "s"), y: Axis("frequency", unit: "Hz"),
            xExtent: 0...(Double(levels.shape[0] * hop) / Double(rate)), yExtent: 0...(Double(rate) / 2),
            value: Axis("power", unit: "dB"))
    }
}
