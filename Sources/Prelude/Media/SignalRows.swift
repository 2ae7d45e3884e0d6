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
                "logFilterBank(_:window:step:fftSize:bands:)",
                defaults: ["window": 0.02, "step": 0.01, "fftSize": 1024, "bands": 40],
                doc: """
                    Log energies in mel bands, `[frames, bands]`, windows and steps in seconds; as python_speech_features, the paper's \
                    front-end.
                    """
            ) { (w: Waveform, window: Double, step: Double, fftSize: Int, bands: Int) throws -> Tensor in
                try logFilterBank(
                    w.samples, sampleRate: Double(w.sampleRate), window: window, step: step, fftSize: fftSize, bands: bands)
            },
            native(
                "mfcc(_:coefficients:)", defaults: ["coefficients": 13],
                doc: "Mel-frequency cepstral coefficients, `[frames, coefficients]`."
            ) { (w: Waveform, coefficients: Int) throws -> Tensor in
                try mfcc(w.samples, sampleRate: Double(w.sampleRate), coefficients: coefficients)
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
