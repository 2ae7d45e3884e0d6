/// How a signal is cut into frames, and what happens at its ends.
public enum Framing: String, Hashable, Sendable, CaseIterable {
    /// The first frame begins with the first sample; zeros fill up the last one (`python_speech_features`). A signal of
    /// S samples has 1 + ⌈(S − length) / hop⌉ frames, and at least one.
    case paddedEnd
    /// Frame t is centred at sample t · hop, zeros outside of the signal (librosa's `center=True`): 1 + ⌊S / hop⌋
    /// frames, for S − 1 samples when the length is odd.
    case centred
    /// The same with the signal mirrored at its ends (`pad_mode="reflect"`).
    case centredReflecting
    /// The same with the first and last sample repeated at the ends (`pad_mode="edge"`, torch's `"replicate"`).
    case centredRepeating
    /// Whole frames only (`center=False`): 1 + ⌊(S − length) / hop⌋ of them; a shorter signal is an error.
    case complete

    /// Whether frame t has sample t · hop in its middle.
    var isCentred: Bool { self == .centred || self == .centredReflecting || self == .centredRepeating }

    /// The number of frames of a signal.
    ///
    /// - Parameters:
    ///   - samples: ≥ 1.
    ///   - length: samples a frame, ≥ 1.
    ///   - hop: samples from one frame to the next, ≥ 1; any that an `Int` holds.
    /// - Throws: `SignalError.empty` without samples, `.tooShort` for `.complete` frames longer than the signal.
    package func count(
        samples: Int, length: Int, hop: Int, operation: String = "framing"
    ) throws(SignalError) -> Int {
        guard samples > 0 else { throw .empty(operation: operation) }
        switch self {
        case .paddedEnd: return samples <= length ? 1 : 2 + (samples - length - 1) / hop
        case .centred, .centredReflecting, .centredRepeating:
            return 1 + (samples - length % 2) / hop  // an odd frame reaches one further
        case .complete:
            guard samples >= length else { throw .tooShort(operation: operation, samples: samples, needed: length) }
            return 1 + (samples - length) / hop
        }
    }
}
