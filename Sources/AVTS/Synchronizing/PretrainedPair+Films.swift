import Datasets
import Work

extension PretrainedPair {
    /// How far a film's sound is out of step with its picture, as these networks hear and see it.
    ///
    /// ```swift {.noeval reason="needs a model and a film"}
    /// let pair = try PretrainedPair(from: "talking.safetensors")
    /// try pair.synchronization(of: "interview.mp4", reach: 2).answer     // .delay(0.28), or .cannotTell(.clipsDisagree)
    /// ```
    /// - Parameters:
    ///   - start, end: the part of the film that is looked at (s).
    ///   - reach: largest offset to either side (s).
    ///   - step: from one offset to the next (s), rounded to whole rows of the filter bank.
    ///   - clips: how many clips are looked at, at most, spread evenly.
    ///   - root: where the decoded film is kept.
    /// - Throws: `ConfigurationError`, `MediaError` or `DatasetError` for what cannot be compared.
    public func synchronization(
        of film: String, from start: Double = 0, to end: Double? = nil, reach: Double = 1, step: Double = 0.05, clips: Int = 400,
        in root: DataFolder = .standard
    ) throws -> FilmSynchronization {
        guard start >= 0, end.map({ $0 > start }) ?? true else {
            throw ConfigurationError(
                "part of the film", found: "\(start) to \(end ?? 0) s", expected: "an end behind the start")
        }
        guard reach > 0, step > 0, reach.isFinite, step.isFinite else {
            throw ConfigurationError("reach", found: "\(reach) s in steps of \(step) s", expected: "more than 0")
        }
        guard clips > 0 else { throw ConfigurationError("clips", found: "\(clips)", expected: "at least 1") }
        return try FilmSynchronization(
            of: film, from: start, to: end, network: network, geometry: configuration.geometry, normalization: normalization,
            reach: reach, step: step, clips: clips, in: root)
    }
}
