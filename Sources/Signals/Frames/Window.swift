import Foundation

/// The weights of the samples within a frame.
///
/// Periodic windows, for spectra, are those of one sample more without the last; symmetric ones end as they begin.
public enum Window: String, Hashable, Sendable, CaseIterable {
    /// All 1; the default of `python_speech_features`.
    case rectangular
    /// 0.5 − 0.5 cos(2πn / N), periodic; the default of librosa.
    case hann
    /// The same over N − 1, as `numpy.hanning`.
    case hannSymmetric
    /// 0.54 − 0.46 cos(2πn / N), periodic.
    case hamming
    /// The same over N − 1, as `numpy.hamming`.
    case hammingSymmetric
    /// 0.42 − 0.5 cos(2πn / N) + 0.08 cos(4πn / N), periodic.
    case blackman

    /// The `count` ≥ 0 weights, 0…1.
    ///
    ///     Window.hann.weights(4)    // [0, 0.5, 1, 0.5]
    public func weights(_ count: Int) -> [Float] {
        precondition(count >= 0, "Window.weights: found \(count), expected at least 0")
        guard count > 1 else { return [Float](repeating: 1, count: count) }
        let period = Double(isSymmetric ? count - 1 : count)
        return (0..<count).map { index in
            let angle = 2 * Double.pi * Double(index) / period
            return switch self {
            case .rectangular: 1
            case .hann, .hannSymmetric: Float(0.5 - 0.5 * cos(angle))
            case .hamming, .hammingSymmetric: Float(0.54 - 0.46 * cos(angle))
            case .blackman: Float(0.42 - 0.5 * cos(angle) + 0.08 * cos(2 * angle))
            }
        }
    }

    private var isSymmetric: Bool { self == .hannSymmetric || self == .hammingSymmetric }
}
