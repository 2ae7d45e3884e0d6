import Datasets
import Foundation
import Media
import Plotting
import Signals
import Tensors
import Work

/// Draws log mel energies `[frames, bands]`, `step` seconds apart, of sound at `sampleRate` Hz.
///
///     spectrogram(try logFilterBank(sound, bands: 40))
public func spectrogram(
    _ energies: Tensor, step: Double = 0.01, sampleRate: Int = 16_000, title: String = "Spectrogram"
) -> HeatMap {
    Failing.unless(
        energies.rank == 2 && energies.count > 0 && step > 0 && sampleRate > 0,
        "spectrogram: found a tensor of shape \(energies.shape), \(step) s apart, at \(sampleRate) Hz, expected [frames, bands], more than 0"
    )
    return melPicture(energies, step: step, nyquist: Double(sampleRate) / 2, title: title)
}

/// The power spectrum of a sound in dB below its largest, 80 dB of it, over seconds and hertz: windows of 25 ms, every 10 ms.
///
/// - Throws: `SignalError` for a sound too short for a window.
public func spectrogram(_ sound: Waveform) throws -> HeatMap {
    try spectrogram(of: sound, hop: max(sound.sampleRate / 100, 1))
}

/// The same of a sound of any length: its windows are so far apart that the picture has a thousand columns at most.
func boundedSpectrogram(_ sound: Waveform) throws -> HeatMap {
    try spectrogram(of: sound, hop: max(sound.sampleRate / 100, sound.samples.count / 1000, 1))
}

private func spectrogram(of sound: Waveform, hop: Int) throws -> HeatMap {
    let rate = sound.sampleRate
    let size = 1 << Int(log2(Double(max(rate / 40, 16))).rounded(.up))
    let levels = try decibels(
        powerSpectrum(sound.samples, fftSize: size, hopLength: hop), reference: .maximum, range: 80)
    return HeatMap(
        levels.transposed().scalars.map(Double.init), rows: levels.shape[1], columns: levels.shape[0],
        title: "Spectrogram", x: Axis("time", unit: "s"), y: Axis("frequency", unit: "Hz"),
        xExtent: sound.start...(sound.start + Double(levels.shape[0] * hop) / Double(rate)), yExtent: 0...(Double(rate) / 2),
        value: Axis("power", unit: "dB"))
}

/// The log filter bank of a video's whole sound, as the audio network receives it.
///
/// - Throws: `DatasetError` for a bank that cannot be read.
public func spectrogram(_ videos: DecodedVideos, video: Int) throws -> HeatMap {
    let sound = videos.format.sound
    return melPicture(
        try videos.bank(video), step: sound?.rowSeconds ?? 0.01, nyquist: Double(sound?.sampleRate ?? 16_000) / 2,
        title: "Log mel energies of \(videos.set.items[video].id)")
}

/// A log filter bank `[frames, bands]` as a picture: seconds across, hertz on a mel axis upwards.
private func melPicture(_ energies: Tensor, step: Double, nyquist: Double, title: String) -> HeatMap {
    let rows = energies.shape[0]
    return HeatMap(
        energies.transposed().scalars.map(Double.init), rows: energies.shape[1], columns: rows, title: title,
        x: Axis("time", unit: "s"), y: Axis("frequency", unit: "Hz", scale: .mel), xExtent: 0...(Double(rows) * step),
        yExtent: 0...nyquist, value: Axis("log energy"))
}
