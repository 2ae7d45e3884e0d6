import Foundation
import Tensors

/// A spectrum played faster or slower: magnitudes between frames are interpolated, and each bin's phase goes on at the speed it had
/// (Flanagan and Golden 1966). It is `librosa.phase_vocoder`, of a table turned.
///
///     try istft(phaseVocoder(stft(samples), rate: 1.5))    // two thirds as long, the pitch as it was
///
/// - Parameters:
///   - spectrum: `[frames, bins]`, complex.
///   - rate: how much faster, above 0; below 1 slower.
/// - Returns: ⌈frames / rate⌉ frames, taken as the spectrum was.
/// - Throws: `SignalError` for a rate out of range or more frames than memory holds, or an interruption.
public func phaseVocoder(_ spectrum: Spectrum, rate: Double) throws(SignalError) -> Spectrum {
    let name = "phaseVocoder"
    try require(rate > 0 && rate.isFinite, name, "rate", found: "\(rate)", expected: "a number above 0")
    let (frames, bins) = (spectrum.real.shape[0], spectrum.real.shape[1])
    try require(
        Double(frames) / rate < Double(1 << 31), name, "rate", found: "\(rate)", expected: "one that leaves fewer than 2³¹ frames"
    )
    let count = max(1, Int((Double(frames) / rate).rounded(.up)))
    let shape = try resultShape([count, bins], name)
    let (real, imaginary) = (spectrum.real.scalars, spectrum.imaginary.scalars)
    // Beyond the last frame there is silence.
    func magnitude(_ frame: Int, _ bin: Int) -> Double {
        frame < frames ? hypot(Double(real[frame * bins + bin]), Double(imaginary[frame * bins + bin])) : 0
    }
    func angle(_ frame: Int, _ bin: Int) -> Double {
        frame < frames ? atan2(Double(imaginary[frame * bins + bin]), Double(real[frame * bins + bin])) : 0
    }
    // How far a bin's own frequency turns from one frame to the next.
    let advance = (0..<bins).map { 2 * Double.pi * Double($0) * Double(spectrum.hopLength) / Double(spectrum.fftSize) }
    var phase = (0..<bins).map { angle(0, $0) }
    var turned = Tensor.zeros(shape)
    var isCompleted = true
    var work = PacedWork()
    let kept = Tensor(onHost: shape) { real in
        turned.withMutableHostValues { imaginary in
            for step in 0..<count {
                // A bin's sine, cosine, angles and roots are some fifty steps.
                guard work.mayGoOn(for: 50 * bins) else {
                    isCompleted = false
                    return
                }
                let place = Double(step) * rate, frame = Int(place), share = place - Double(frame)
                for bin in 0..<bins {
                    let size = (1 - share) * magnitude(frame, bin) + share * magnitude(frame + 1, bin)
                    real[step * bins + bin] = Float(size * cos(phase[bin]))
                    imaginary[step * bins + bin] = Float(size * sin(phase[bin]))
                    var change = angle(frame + 1, bin) - angle(frame, bin) - advance[bin]
                    change -= 2 * .pi * (change / (2 * .pi)).rounded(.toNearestOrEven)
                    phase[bin] += advance[bin] + change
                }
            }
        }
    }
    try requireCompleted(isCompleted, name)
    return try Spectrum(
        real: kept, imaginary: turned, fftSize: spectrum.fftSize, hopLength: spectrum.hopLength,
        windowLength: spectrum.windowLength,
        window: spectrum.window, framing: spectrum.framing)
}
