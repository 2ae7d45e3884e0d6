import Datasets
import Work

/// Decoded videos to learn from, to choose a threshold with, and to be tested on: three sets that share no video.
public struct PretrainingData: Sendable {
    /// Videos to learn from.
    public let train: DecodedVideos
    /// Videos to choose a threshold with.
    public let validation: DecodedVideos
    /// Videos to be tested on.
    public let test: DecodedVideos

    /// Decodes the three sets of a split; frames and filter banks are normalised by the training set's statistics.
    ///
    /// Videos too short for a hard negative, and files that cannot be used, are left out and listed.
    /// - Parameter progress: told what is being done, and how far it is.
    public init(
        _ splits: Splits, configuration: Configuration, in root: DataFolder = .standard,
        progress: ((String, WorkProgress) -> Void)? = WorkProgress.teller, poll: @escaping PollHandler = Work.poller
    ) throws {
        let geometry = configuration.geometry
        let minimum = 2 * geometry.duration + configuration.gap
        func decode(_ set: VideoSet, _ normalization: Normalization?) throws -> DecodedVideos {
            try DecodedVideos(
                set, format: geometry.format, minimumDuration: minimum, gridStep: geometry.grid,
                normalization: normalization, in: root,
                progress: progress.map { progress in { progress("decoding \(set.name)", $0) } }, poll: poll)
        }
        train = try decode(splits.train, nil)
        validation = try decode(splits.validation, train.normalization)
        test = try decode(splits.test, train.normalization)
    }

    /// The grid of start times, the same for all three.
    public var grid: StartGrid { train.grid }

    /// Files of the three sets that could not be used.
    public var skipped: [SkippedFiles] { [train.skipped, validation.skipped, test.skipped].filter { !$0.isEmpty } }

    /// One line a set, then the files that were skipped.
    public var summary: String {
        ([train.summary, validation.summary, test.summary] + skipped.map(\.description)).joined(separator: "\n")
    }
}
