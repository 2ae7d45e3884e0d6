import Work

/// What a trainer tells its observers, in the order in which it happens.
public enum TrainingEvent: Sendable {
    /// `fit` begins: the next step, the step at which it will end, and the number of trained scalars.
    case started(step: Int, end: Int, parameters: Int)
    /// An update has been made.
    case step(StepReport)
    /// A figure measured outside the steps, such as a validation accuracy.
    case metric(name: String, step: Int, value: Double)
    /// A checkpoint is safely on disk.
    case checkpoint(step: Int, path: String)
    /// The training goes on from a checkpoint, written at a moment (ISO 8601, UTC) by a revision of the library, where that is known.
    case resumed(step: Int, path: String, made: String, revision: String?)
    /// What was recorded before the checkpoint that the training goes on from.
    case recalled(History)
    /// Something the user should know that does not stop the training.
    case warning(String)
    /// `fit` has ended at its last step.
    case finished(step: Int, seconds: Double)
    /// `fit` has ended early, by an error or an interrupt; it can be called again to continue.
    case interrupted(step: Int, reason: String)
}

/// One update.
public struct StepReport: Sendable {
    /// How many updates have been made, this one included.
    public var step: Int
    /// The step at which `fit` will end.
    public var end: Int
    /// The loss before the update.
    public var loss: Double
    /// The rate of the update.
    public var learningRate: Double
    /// The global norm of the gradient before clipping; nil when nothing clips.
    public var gradientNorm: Double?
    /// The figures the loss closure gave beside the loss.
    public var metrics: [String: Double]
    /// Clips a second, averaged over the last steps (0 before the first can be known).
    public var clipsPerSecond: Double
    /// Seconds to the end of `fit` at the present pace.
    public var secondsRemaining: Double
    /// Where the time of this step went, and of what stood between it and the one before.
    public var time: WorkTime

    /// A report of all these figures.
    public init(
        step: Int, end: Int, loss: Double, learningRate: Double, gradientNorm: Double? = nil,
        metrics: [String: Double] = [:], clipsPerSecond: Double = 0, secondsRemaining: Double = 0, time: WorkTime = WorkTime()
    ) {
        self.step = step
        self.end = end
        self.loss = loss
        self.learningRate = learningRate
        self.gradientNorm = gradientNorm
        self.metrics = metrics
        self.clipsPerSecond = clipsPerSecond
        self.secondsRemaining = secondsRemaining
        self.time = time
    }
}

/// One who is told what a trainer does; called on the thread that trains.
public protocol TrainingObserver: AnyObject {
    /// Takes an event.
    func receive(_ event: TrainingEvent)
}

/// An observer made of a closure.
public final class ClosureObserver: TrainingObserver {
    private let body: (TrainingEvent) -> Void

    /// An observer that calls `body` with every event.
    public init(_ body: @escaping (TrainingEvent) -> Void) { self.body = body }

    /// Takes an event.
    public func receive(_ event: TrainingEvent) { body(event) }
}
