import Layers
import Optimizers
import Tensors

/// Trains a model by gradient descent; it knows steps, checkpoints and observers, and nothing of what is learned.
///
/// ```swift
/// let trainer = Trainer(model, optimizer: SGD(model.parameters, momentum: 0.9), schedule: .constant(0.1))
/// trainer.observers.append(ProgressDisplay(label: "digits"))
/// try trainer.resume()                                  // from the newest checkpoint, if there is one
/// try trainer.fit(upTo: 1_000, prefetching: { step in makeBatch(seed: 1, step: step) }) { batch in
///     let loss = (model(batch.x) - batch.y).square().mean()
///     return (loss, ["error": Double(loss.scalar)])
/// }
/// ```
///
/// A batch is a pure function of its step. So a training that was killed and goes on from a checkpoint ends with the same
/// weights, bit for bit, as one that was not, given the same number of threads.
public final class Trainer {
    /// What is trained.
    public let model: any Module
    /// The rule of the updates; its parameters are the ones trained.
    public let optimizer: any Optimizer
    /// The learning rate over the steps.
    public let schedule: Schedule
    /// How often and where checkpoints are written, and the like.
    public let options: Options
    /// Who is told what happens; the running work unless others are put in its place.
    public var observers: [any TrainingObserver] = [WorkObserver()]

    /// Whether the closures of a training compute on this rank's part of a batch, with ``RowShare``: gradients are those of all ranks then. Otherwise
    /// each rank does the whole work.
    package var isDivided = false

    /// How many updates have been made; the next batch is that of this step.
    public internal(set) var step = 0
    /// What was recorded: `loss`, `learningRate`, the metrics of each step, and what `record` was given.
    public internal(set) var history = History()

    var scheduleState = ScheduleState()
    var observed = RunningMean()
    var hooks: [(every: Int, body: (Int) throws -> Void)] = []
    /// The first hook that the last step still owes, nil when the step is done with.
    var owedHook: Int?
    /// Whether the running `fit` is to end after this step.
    var isStopping = false
    /// When the last checkpoint was written, or `fit` began.
    var checkpointed = ContinuousClock.now

    /// A trainer at step 0.
    public init(_ model: any Module, optimizer: any Optimizer, schedule: Schedule, options: Options = Options()) {
        SettingRule.trap { () throws(SettingError) in
            try schedule.check()
            try options.check()
        }
        self.model = model
        self.optimizer = optimizer
        self.schedule = schedule
        self.options = options
    }

    /// The learning rate of the next step.
    public var learningRate: Double { schedule.rate(at: step, state: scheduleState) }

    /// Calls `body` with the number of steps made after every `steps` steps, before a checkpoint of the same step: the place to
    /// evaluate and `record`.
    public func every(_ steps: Int, _ body: @escaping (Int) throws -> Void) {
        require(steps > 0, "every: found \(steps) steps, expected 1 or more")
        hooks.append((steps, body))
    }

    /// Has the running `fit` end after the step under way, with a checkpoint, as if it had been asked for no more: for hooks.
    public func stop() { isStopping = true }

    /// Adds a figure to the history at the present step and tells the observers.
    public func record(_ name: String, _ value: Double) {
        history.record(name, at: step, value)
        emit(.metric(name: name, step: step, value: value))
    }

    /// Shows the schedule a figure that should fall, such as a validation loss; for a `plateau` without `observeEvery`.
    public func observe(_ value: Double) {
        schedule.observe(value, at: step, state: &scheduleState)
    }

    func emit(_ event: TrainingEvent) {
        for observer in observers { observer.receive(event) }
    }
}
