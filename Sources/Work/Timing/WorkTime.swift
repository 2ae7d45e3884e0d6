/// Where the time of a training's steps went, in seconds.
public struct WorkTime: Codable, Sendable, Equatable {
    /// Steps that it is the time of.
    public var steps = 0
    /// Waiting for batches to be read, decoded and put together.
    public var data = 0.0
    /// From a batch to its loss.
    public var forward = 0.0
    /// From the loss to the gradient.
    public var backward = 0.0
    /// Exchanging gradients among ranks, as far as it was waited for.
    public var exchange = 0.0
    /// Clipping and changing the parameters.
    public var update = 0.0
    /// Between steps: evaluations, checkpoints, those who watch.
    public var between = 0.0

    /// No time.
    public init() {}

    /// All of it.
    public var total: Double { data + forward + backward + exchange + update + between }

    /// Adds another's steps.
    public static func += (sum: inout WorkTime, other: WorkTime) {
        sum.steps += other.steps
        for part in Self.parts { sum[keyPath: part.path] += other[keyPath: part.path] }
    }

    /// The parts in the order of a step, as a person calls them.
    package static var parts: [(name: String, path: WritableKeyPath<WorkTime, Double>)] {
        [
            ("waiting for data", \.data), ("forward", \.forward), ("backward", \.backward), ("exchange", \.exchange),
            ("update", \.update), ("between steps", \.between),
        ]
    }
}
