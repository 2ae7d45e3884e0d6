import Datasets

/// How many synthetic videos a scale learns from, and how hard they are to see and hear.
public struct WorldScale: Sendable {
    public var train: Int
    public var validation: Int
    public var test: Int
    public var specification: WorldSpecification

    /// The world of a scale (Documentation/World.md says what each number of a specification does).
    public init(_ scale: Scale) {
        switch scale {
        case .smoke: (train, validation, test) = (48, 12, 16)
        case .mini: (train, validation, test) = (1500, 150, 250)
        case .study, .paper: (train, validation, test) = (4000, 300, 500)
        }
        specification = WorldSpecification(difficulty: .clean)
    }
}

extension PretrainingData {
    /// The synthetic world at a scale: generated when it is not there yet, and decoded.
    ///
    /// - Parameter eightfold: takes a training set of eight times as many videos, other ones, as AudioSet is to Kinetics.
    public static func synthetic(
        _ scale: Scale, eightfold: Bool = false, in root: DataFolder = .standard,
        progress: ((String, WorkProgress) -> Void)? = nil, poll: @escaping PollHandler = {}
    ) throws -> PretrainingData {
        let world = WorldScale(scale)
        let make = eightfold ? SyntheticWorld.pretrainEightfold : SyntheticWorld.pretrain
        let splits = try make(
            world.train, world.validation, world.test, world.specification, root,
            progress.map { progress in { progress("making videos", $0) } }, poll)
        return try PretrainingData(
            splits, configuration: Configuration(scale: scale), in: root, progress: progress, poll: poll)
    }

    /// Any folder of videos: a tenth of the files validates, a fifth tests.
    ///
    /// The folder must hold at least ten videos with sound, each long enough for a hard negative.
    public static func folder(
        _ path: String, configuration: Configuration, in root: DataFolder = .standard,
        progress: ((String, WorkProgress) -> Void)? = nil, poll: @escaping PollHandler = {}
    ) throws -> PretrainingData {
        let splits = try VideoFolder(path).videos().split(validation: 0.1, test: 0.2, seed: 0)
        return try PretrainingData(splits, configuration: configuration, in: root, progress: progress, poll: poll)
    }
}
