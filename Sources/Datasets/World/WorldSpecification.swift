import Tensors

/// The numbers a synthetic set is made from: two equal specifications make byte-identical files.
public struct WorldSpecification: Codable, Hashable, Sendable {
    /// Raised whenever the same numbers would give other pixels or samples, so that old folders are not mistaken for new ones.
    public static let edition = 1

    /// The edition that these numbers were meant for.
    public var edition = WorldSpecification.edition
    /// Name of the set, e.g. `pretrain`; sets of different names share no video.
    public var name: String
    /// What every random choice of the set is drawn from.
    public var seed: UInt64
    /// How hard the videos are to see and hear.
    public var difficulty: Difficulty
    /// The colours that bodies and backgrounds take.
    public var palette: Palette
    /// Frames a second.
    public var frameRate: Int
    /// Side of the square frames, pixels.
    public var frameSide: Int
    /// Length of a video, seconds.
    public var duration: Double
    /// Samples a second.
    public var sampleRate: Int
    /// Shortest and longest gap between strikes, seconds.
    public var gap: Difficulty.Span

    /// A specification; the defaults are the pre-training videos of the `mini` scale.
    public init(
        name: String = "pretrain", seed: UInt64 = 1, difficulty: Difficulty = .noisy, palette: Palette = .vivid,
        frameRate: Int = 24, frameSide: Int = 64, duration: Double = 4, sampleRate: Int = 16000,
        gap: Difficulty.Span = .init(0.28, 1.1)
    ) {
        require(
            frameRate > 0 && frameSide >= 16 && frameSide.isMultiple(of: 2), "frames: at least 1 a second, side even and ≥ 16")
        require(duration > 0 && sampleRate >= 8000, "duration must be positive, sample rate at least 8000 Hz")
        require(gap.lower * Double(frameRate) >= 1, "strikes need at least a frame between them")
        self.name = name
        self.seed = seed
        self.difficulty = difficulty
        self.palette = palette
        self.frameRate = frameRate
        self.frameSide = frameSide
        self.duration = duration
        self.sampleRate = sampleRate
        self.gap = gap
    }

    /// The stream all draws of one partition's video come from.
    func stream(_ partition: String, _ index: Int) -> RandomStream {
        RandomStream(seed: seed).split("world").split(name).split(partition).split(index)
    }

    /// The stream of a place named by words: a class, a group, a clip.
    func stream(_ path: [String]) -> RandomStream {
        path.reduce(RandomStream(seed: seed).split("world").split(name)) { $0.split($1) }
    }

    /// The class of a partition's video: every run of as many videos as there are classes holds each class once.
    package func action(_ partition: String, _ index: Int) -> ActionClass {
        require(index >= 0, "\(name): found video \(index), expected at least 0")
        var classes = ActionClass.allCases
        var stream = stream(partition, index / classes.count).split("order")
        stream.shuffle(&classes)
        return classes[index % classes.count]
    }
}

/// Which colours a set's bodies and backgrounds are drawn from.
public enum Palette: String, Codable, Sendable {
    /// Saturated bodies before muted backgrounds.
    case vivid
    /// Muted bodies before tinted backgrounds.
    case earthen
}
