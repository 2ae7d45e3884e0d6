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
    public static func synthetic(
        _ scale: Scale, in root: DataFolder = .standard, progress: ((String, WorkProgress) -> Void)? = nil,
        poll: @escaping PollHandler = {}
    ) throws -> PretrainingData {
        let world = WorldScale(scale)
        let splits = try SyntheticWorld.pretrain(
            train: world.train, validation: world.validation, test: world.test, specification: world.specification,
            into: root, progress: progress.map { progress in { progress("making videos", $0) } }, poll: poll)
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
