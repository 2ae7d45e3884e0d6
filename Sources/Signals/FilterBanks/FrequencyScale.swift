import Foundation
import Work

/// How the bands of a filter bank are spread over the frequencies.
public enum FrequencyScale: String, Hashable, Sendable, CaseIterable {
    /// Equally wide in Hz.
    case linear
    /// Equally wide in mel: 2595 · log₁₀(1 + f / 700) (O'Shaughnessy 1987; HTK, `python_speech_features`).
    case mel
    /// Linear below 1000 Hz (66.67 Hz a step), logarithmic above (Slaney's Auditory Toolbox 1998; librosa's default).
    case slaney

    private static let step = 200.0 / 3
    private static let knee = 1000.0
    private static let logStep = log(6.4) / 27

    /// The place on the scale of a frequency ≥ 0 in Hz.
    public func position(ofHertz hertz: Double) -> Double {
        switch self {
        case .linear: hertz
        case .mel: 2595 * log10(1 + hertz / 700)
        case .slaney:
            hertz < Self.knee ? hertz / Self.step : Self.knee / Self.step + log(hertz / Self.knee) / Self.logStep
        }
    }

    /// The frequency in Hz at a place on the scale.
    public func hertz(at position: Double) -> Double {
        switch self {
        case .linear: return position
        case .mel: return 700 * (pow(10, position / 2595) - 1)
        case .slaney:
            let knee = Self.knee / Self.step
            return position < knee ? position * Self.step : Self.knee * exp(Self.logStep * (position - knee))
        }
    }

    /// `count` ≥ 2 frequencies in Hz, equally spaced on the scale, from `low` to `high`.
    public func frequencies(_ count: Int, from low: Double, to high: Double) -> [Double] {
        Failing.holdable(count, "frequencies")
        let a = position(ofHertz: low), b = position(ofHertz: high)
        return (0..<count).map { hertz(at: a + (b - a) * Double($0) / Double(max(1, count - 1))) }
    }
}
