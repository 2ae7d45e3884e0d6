import Layers
import Tensors

/// Stochastic gradient descent with momentum, as PyTorch's (no dampening).
///
/// With `g = gradient + weightDecay · p`: `v ← momentum · v + g`, then `p ← p − learningRate · v`
/// (`p ← p − learningRate · (g + momentum · v)` with `nesterov`). The first `v` is `g`.
public final class SGD: Optimizer {
    /// The groups with their settings.
    public let groups: [ParameterGroup]
    /// How much of the last velocity stays, 0 ≤ momentum < 1.
    public let momentum: Double
    /// The decay of groups that decay, ≥ 0.
    public let weightDecay: Double
    /// Whether the gradient is looked up ahead.
    public let nesterov: Bool

    private var velocities: [Tensor]
    private var steps = 0

    /// A rule for groups of parameters.
    public init(_ groups: [ParameterGroup], momentum: Double = 0, weightDecay: Double = 0, nesterov: Bool = false) {
        SettingRule.trap { () throws(SettingError) in
            try SGD.check(momentum: momentum, weightDecay: weightDecay, nesterov: nesterov)
        }
        SettingRule.distinct(groups)
        self.groups = groups
        self.momentum = momentum
        self.weightDecay = weightDecay
        self.nesterov = nesterov
        // Zeros give the right first step: momentum · 0 + g is g.
        velocities = momentum == 0 ? [] : groups.flatMap(\.parameters).map { .zeros($0.shape) }
    }

    /// Refuses settings that make no rule.
    public static func check(momentum: Double, weightDecay: Double, nesterov: Bool) throws(SettingError) {
        try SettingRule.fraction(momentum, "SGD momentum")
        try SettingRule.notNegative(weightDecay, "SGD weightDecay")
        if nesterov && momentum == 0 {
            throw SettingError("SGD momentum", found: momentum, expected: "more than 0 with nesterov")
        }
    }

    /// A rule for one group.
    public convenience init(
        _ parameters: [Parameter], momentum: Double = 0, weightDecay: Double = 0, nesterov: Bool = false
    ) {
        self.init([ParameterGroup(parameters)], momentum: momentum, weightDecay: weightDecay, nesterov: nesterov)
    }

    /// Changes the parameters.
    public func step(_ gradients: [Tensor], learningRate: Double) {
        SettingRule.trap { () throws(SettingError) in try SettingRule.notNegative(learningRate, "learning rate") }
        forEachMoving(gradients) { index, parameter, gradient, group in
            let rule = Tensor.Descent(
                rate: Float(learningRate * group.learningRateMultiplier), momentum: Float(momentum),
                decay: group.decays ? Float(weightDecay) : 0, nesterov: nesterov)
            guard momentum != 0 else { return parameter.value.descend(along: gradient, by: rule) }
            parameter.value.descend(along: gradient, velocity: &velocities[index], by: rule)
        }
        steps += 1
    }

    private var rule: String {
        "SGD(momentum: \(momentum), weightDecay: \(weightDecay), nesterov: \(nesterov))"
    }

    /// The velocities.
    public var state: OptimizerState {
        let named = velocities.enumerated().map { ("velocity.\($0)", $1) }
        return OptimizerState(rule: rule, step: steps, tensors: Dictionary(uniqueKeysWithValues: named))
    }

    /// Takes up velocities.
    public func restore(_ state: OptimizerState) throws(OptimizerStateError) {
        try state.check(rule: rule)
        if momentum != 0 { velocities = try state.moments("velocity", shapes: parameters.map(\.shape)) }
        steps = state.step
    }
}
