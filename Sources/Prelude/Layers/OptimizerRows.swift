import Layers
import Optimizers
import Script
import Tensors

/// Rules that change parameters by their gradients, and learning rates over time.
enum OptimizerRows {
    static var all: [NativeRow] { rules + steps(SGD.self) + steps(Adam.self) + clipping + schedules }

    private static var rules: [NativeRow] {
        [
            native(
                static: SGD.self, "init(_:momentum:weightDecay:nesterov:)",
                defaults: ["momentum": 0, "weightDecay": 0, "nesterov": false],
                doc: "Stochastic gradient descent, as PyTorch's: 0 ≤ momentum < 1, weightDecay ≥ 0."
            ) { (parameters: [Parameter], momentum: Double, weightDecay: Double, nesterov: Bool) throws -> SGD in
                try SGD.check(momentum: momentum, weightDecay: weightDecay, nesterov: nesterov)
                try distinct(parameters, "SGD")
                return SGD(parameters, momentum: momentum, weightDecay: weightDecay, nesterov: nesterov)
            },
            native(
                static: Adam.self, "init(_:epsilon:weightDecay:decoupledDecay:)",
                defaults: ["epsilon": 1e-8, "weightDecay": 0, "decoupledDecay": false],
                doc: "Adam with β = (0.9, 0.999), as PyTorch's; with `decoupledDecay` AdamW. Source: Kingma and Ba 2015."
            ) { (parameters: [Parameter], epsilon: Double, weightDecay: Double, decoupled: Bool) throws -> Adam in
                try Adam.check(betas: (0.9, 0.999), epsilon: epsilon, weightDecay: weightDecay)
                try distinct(parameters, "Adam")
                return Adam(parameters, epsilon: epsilon, weightDecay: weightDecay, decoupledDecay: decoupled)
            },
        ]
    }

    /// A parameter that stands twice would be moved twice a step.
    private static func distinct(_ parameters: [Parameter], _ rule: String) throws {
        guard !parameters.isEmpty else { throw NativeError("\(rule): found no parameters, expected at least one") }
        guard Set(parameters.map(ObjectIdentifier.init)).count == parameters.count else {
            throw NativeError("\(rule): found a parameter twice, expected each once")
        }
    }

    private static func steps<Rule: Optimizer & NativeValue>(_ type: Rule.Type) -> [NativeRow] {
        [
            native(
                "step(_:learningRate:)", on: type,
                doc: "Changes the parameters by their gradients, which stand in the order of `parameters`."
            ) { (rule: Rule, gradients: [Tensor], learningRate: Double) throws in
                guard learningRate.isFinite, learningRate >= 0 else {
                    throw NativeError("step: found learning rate \(learningRate), expected a number of at least 0")
                }
                try rule.check(gradients)
                rule.step(gradients, learningRate: learningRate)
            },
            property(on: type, "parameters", doc: "What it changes.") { (rule: Rule) in rule.parameters },
        ]
    }

    private static var clipping: [NativeRow] {
        [
            native(
                "clipped(_:toNorm:)",
                doc:
                    "Gradients scaled down together where their global norm is above `toNorm` (> 0), as PyTorch's clip_grad_norm_."
            ) { (gradients: [Tensor], maximum: Double) throws -> [Tensor] in
                guard maximum > 0 else { throw NativeError("clipped: found toNorm \(maximum), expected more than 0") }
                var clipped = gradients
                clipGradients(&clipped, toNorm: maximum)
                return clipped
            }
        ]
    }

    private static var schedules: [NativeRow] {
        [
            native(static: Schedule.self, "constant(_:)", doc: "The same rate for ever.") {
                (rate: Double) -> Schedule in .constant(rate)
            },
            native(
                static: Schedule.self, "cosine(from:to:steps:)", defaults: ["to": 0],
                doc: "Half a cosine from `from` to `to` over `steps` steps (at least 1)."
            ) { (from: Double, to: Double, steps: Int) throws -> Schedule in
                try checked(.cosine(from: from, to: to, steps: steps))
            },
            native(
                static: Schedule.self, "step(from:factor:every:)", defaults: ["factor": 0.1],
                doc: "Multiplied by `factor` every so many steps."
            ) { (from: Double, factor: Double, every: Int) throws -> Schedule in
                try checked(.step(from: from, factor: factor, every: every))
            },
            native(
                static: Schedule.self, "warmUp(steps:then:)",
                doc: "Rises from zero over `steps` steps, then `then` from its own step 0."
            ) { (steps: Int, then: Schedule) throws -> Schedule in try checked(.warmUp(steps: steps, then: then)) },
            native("rate(at:)", on: Schedule.self, doc: "The learning rate at a step, from 0 on.") {
                (schedule: Schedule, step: Int) throws -> Double in
                guard step >= 0 else { throw NativeError("rate: found step \(step), expected at least 0") }
                return schedule.rate(at: step)
            },
        ]
    }

    private static func checked(_ schedule: Schedule) throws -> Schedule {
        try schedule.check()
        return schedule
    }
}
