import Datasets
import Work

/// How many synthetic videos a scale learns from, and how hard they are to see and hear.
public struct WorldScale: Sendable {
    /// Videos to learn from.
    public var train: Int
    /// Videos to choose a threshold with.
    public var validation: Int
    /// Videos to be tested on.
    public var test: Int
    /// The numbers that the videos are made from.
    public var specification: WorldSpecification

    /// The world of a scale (Documentation/World.md says what each number of a specification does).
    ///
    /// - Parameter world: its number; worlds of different numbers share no video.
    public init(_ scale: Scale, difficulty: Difficulty = .clean, world: Int = 0) {
        switch scale {
        case .smoke: (train, validation, test) = (48, 12, 16)
        case .mini: (train, validation, test) = (1500, 150, 250)
        case .study, .paper: (train, validation, test) = (4000, 300, 500)
        }
        specification = WorldSpecification(seed: 1 &+ UInt64(seed: world), difficulty: difficulty)
    }
}

extension PretrainingData {
    /// The synthetic world at a scale: generated when it is not there yet, and decoded.
    ///
    /// - Parameters:
    ///   - difficulty: how hard the videos are to see and to hear.
    ///   - eightfold: takes a training set of eight times as many videos, other ones, as AudioSet is to Kinetics.
    ///   - world: its number: what was chosen in one world is confirmed on the videos of another.
    public static func synthetic(
        scale: Scale, difficulty: Difficulty = .clean, eightfold: Bool = false, world: Int = 0, in root: DataFolder = .standard,
        progress: ((String, WorkProgress) -> Void)? = WorkProgress.teller, poll: @escaping PollHandler = Work.poller
    ) throws -> PretrainingData {
        let world = WorldScale(scale, difficulty: difficulty, world: world)
        let make = eightfold ? SyntheticWorld.pretrainEightfold : SyntheticWorld.pretrain
        let splits = try make(
            world.train, world.validation, world.test, world.specification, root,
            progress.map { progress in { progress("making videos", $0) } }, poll)
        return try PretrainingData(
            splits, configuration: Configuration(scale: scale), in: root, progress: progress, poll: poll)
    }

    /// A set on disk in its official layout, any folder of videos, or a list of one's own (`layout: .list`).
    ///
    /// Each of the three parts must hold at least two videos with sound, each long enough for a hard negative.
    /// - Throws: `DatasetError` for what is missing, empty or not understood.
    public static func files(
        _ root: String, layout: VideoLayout = .folder, configuration: Configuration, in folder: DataFolder = .standard,
        progress: ((String, WorkProgress) -> Void)? = WorkProgress.teller, poll: @escaping PollHandler = Work.poller
    ) throws -> PretrainingData {
        try PretrainingData(
            try layout.splits(root: root), configuration: configuration, in: folder, progress: progress, poll: poll)
    }

    /// One long film, divided by time: the first 70 % train, then 10 % validate, the last 20 % test, with 5 s between them.
    ///
    /// - Parameters:
    ///   - start, end: the part that is used (s).
    ///   - configuration: of the clips; pieces are 8 s, or long enough for a hard negative.
    public static func film(
        _ path: String, start: Double = 0, end: Double? = nil, configuration: Configuration, in root: DataFolder = .standard,
        progress: ((String, WorkProgress) -> Void)? = WorkProgress.teller, poll: @escaping PollHandler = Work.poller
    ) throws -> PretrainingData {
        let piece = max(8, 2 * configuration.geometry.duration + configuration.gap)
        let splits = try Film(path, start: start, end: end, piece: piece).splits()
        return try PretrainingData(splits, configuration: configuration, in: root, progress: progress, poll: poll)
    }

    /// The same training and validation videos, tested on another film altogether, which shares nothing with them.
    public func tested(
        onFilm path: String, configuration: Configuration, in root: DataFolder = .standard,
        progress: ((String, WorkProgress) -> Void)? = WorkProgress.teller, poll: @escaping PollHandler = Work.poller
    ) throws -> PretrainingData {
        let pieces = try Film(path, piece: max(8, 2 * configuration.geometry.duration + configuration.gap)).pieces
        return try PretrainingData(
            try Splits(train: train.set, validation: validation.set, test: pieces), configuration: configuration, in: root,
            progress: progress, poll: poll)
    }
}
