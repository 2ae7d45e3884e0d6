/// What lies before the first and after the last frame when changes over time are taken.
public enum DeltaEnds: String, Hashable, Sendable, CaseIterable {
    /// The end frame, repeated (`python_speech_features`, torchaudio's `"replicate"`, SciPy's `"nearest"`).
    case repeated
    /// Nothing: at the ends the polynomial of the nearest whole window holds (librosa's and SciPy's `"interp"`).
    case interpolated
    /// The frames in a mirror that stands in the end frame (`"mirror"`, torchaudio's `"reflect"`).
    case mirrored
    /// Zeros (`"constant"`).
    case zeros
    /// The frames of the other end (`"wrap"`, torchaudio's `"circular"`).
    case wrapped
}

extension DeltaEnds {
    /// The frame that stands at a place, inside or outside; nil for zeros.
    func row(_ place: Int, of frames: Int) -> Int? {
        if place >= 0, place < frames { return place }
        switch self {
        case .repeated, .interpolated: return max(0, min(frames - 1, place))
        case .zeros: return nil
        case .wrapped: return ((place % frames) + frames) % frames
        case .mirrored:
            guard frames > 1 else { return 0 }
            let period = 2 * (frames - 1)
            let index = ((place % period) + period) % period
            return index < frames ? index : period - index
        }
    }
}
