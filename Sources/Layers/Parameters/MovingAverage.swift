import Tensors
import Work

/// The parameters of a model as an average that forgets: `a ← d · a + (1 − d) · p` after each step (Polyak averaging; PyTorch's
/// `AveragedModel` with an exponential average).
///
/// ```swift
/// let average = MovingAverage(of: model, decay: 0.999)
/// trainer.every(1) { _ in average.update() }
/// let accuracy = average.applied { model.evaluating { score(model) } }
/// ```
///
/// It is a module whose buffers are the averages, so that it is saved, loaded and checkpointed as one: `ModuleGroup(["model": model, "average":
/// average])`. What batch normalisation has seen is the model's own.
public final class MovingAverage: Module {
    /// How much of the average stays at each update, from 0 and below 1.
    public let decay: Float
    private let parts: [(name: String, parameter: Parameter, average: Buffer)]
    /// 1 once there was an update: the first one takes the parameters as they are.
    private let begun = Buffer(.zeros([]))

    /// The parameters as they are now.
    public init(of model: any Module, decay: Float = 0.999) {
        require(decay >= 0 && decay < 1, "MovingAverage: found a decay of \(decay), expected at least 0 and below 1")
        self.decay = decay
        var seen: Set<ObjectIdentifier> = []
        parts = model.namedParameters().filter { seen.insert(ObjectIdentifier($0.parameter)).inserted }.map { name, parameter in
            (name.replacing(".", with: "/"), parameter, Buffer(parameter.value.detached()))
        }
    }

    /// The averages, under the parameters' names with `/` for `.`, and `begun`.
    public var members: [ModuleMember] { parts.map { .buffer($0.name, $0.average) } + [.buffer("begun", begun)] }

    /// Takes the parameters as they are now into the average.
    public func update() {
        let isFirst = begun.value.scalar == 0
        for (_, parameter, average) in parts {
            let value = parameter.value.detached()
            average.value = isFirst ? value : average.value * decay + value * (1 - decay)
        }
        begun.value = .ones([])
    }

    /// Runs `body` with the averages in the parameters' places.
    public func applied<Result>(_ body: () throws -> Result) rethrows -> Result {
        nonisolated(unsafe) let before = parts.map { ($0.parameter, $0.parameter.value) }
        for (_, parameter, average) in parts { parameter.value = average.value }
        let restore: @Sendable () -> Void = { for (parameter, value) in before { parameter.value = value } }
        defer { restore() }
        return try Work.current.undoing(by: restore, body)
    }
}
