import Foundation
import Layers
import Tensors

/// Adam (Kingma and Ba 2015), and AdamW (Loshchilov and Hutter 2019) with `decoupledDecay`; both as PyTorch's.
///
/// `m ← β₁ m + (1 − β₁) g`, `v ← β₂ v + (1 − β₂) g²`,
/// `p ← p − learningRate · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)`.
/// The decay is added to `g`, or with `decoupledDecay` taken off `p` directly: `p ← p · (1 − learningRate · weightDecay)`.
public final class Adam: Optimizer {
    /// The groups with their settings.
    public let groups: [ParameterGroup]
    /// The decay rates β₁ and β₂ of the two moments, each 0 ≤ β < 1.
    public let betas: (Double, Double)
    /// Added to the root, > 0.
    public let epsilon: Double
    /// The decay of groups that decay, ≥ 0.
    public let weightDecay: Double
    /// Whether the decay acts on the parameter itself (AdamW).
    public let decoupledDecay: Bool

    private var firstMoments: [Tensor]
    private var secondMoments: [Tensor]
    private var steps = 0

    /// A rule for groups of parameters.
    public init(
        _ groups: [ParameterGroup], betas: (Double, Double) = (0.9, 0.999), epsilon: Double = 1e-8,
        weightDecay: Double = 0, decoupledDecay: Bool = false
    ) {
        SettingRule.trap { () throws(SettingError) in
            try Adam.check(betas: betas, epsilon: epsilon, weightDecay: weightDecay)
        }
        SettingRule.distinct(groups)
        self.groups = groups
        self.betas = betas
        self.epsilon = epsilon
        self.weightDecay = weightDecay
        self.decoupledDecay = decoupledDecay
        firstMoments = groups.flatMap(\.parameters).map { .zeros($0.shape) }
        secondMoments = groups.flatMap(\.parameters).map { .zeros($0.shape) }
    }

    /// Refuses settings that make no rule.
    public static func check(
        betas: (Double, Double), epsilon: Double, weightDecay: Double
    ) throws(SettingError) {
        try SettingRule.fraction(betas.0, "Adam β₁")
        try SettingRule.fraction(betas.1, "Adam β₂")
        try SettingRule.positive(epsilon, "Adam epsilon")
        try SettingRule.notNegative(weightDecay, "Adam weightDecay")
    }

    /// A rule for one group.
    public convenience init(
        _ parameters: [Parameter], betas: (Double, Double) = (0.9, 0.999), epsilon: Double = 1e-8,
        weightDecay: Double = 0, decoupledDecay: Bool = false
    ) {
        self.init(
            [ParameterGroup(parameters)], betas: betas, epsilon: epsilon, weightDecay: weightDecay,
            decoupledDecay: decoupledDecay)
    }

    /// AdamW with PyTorch's default decay.
    public static func decoupled(
        _ parameters: [Parameter], betas: (Double, Double) = (0.9, 0.999), epsilon: Double = 1e-8,
        weightDecay: Double = 0.01
    ) -> Adam {
        Adam(parameters, betas: betas, epsilon: epsilon, weightDecay: weightDecay, decoupledDecay: true)
    }

    /// Changes the parameters.
    public func step(_ gradients: [Tensor], learningRate: Double) {
        SettingRule.trap { () throws(SettingError) in try SettingRule.notNegative(learningRate, "learning rate") }
        steps += 1
        let correction = (1 - pow(betas.0, Double(steps)), 1 - pow(betas.1, Double(steps)))
        forEachMoving(gradients) { index, parameter, gradient, group in
            let rate = learningRate * group.learningRateMultiplier
            let decay = group.decays ? weightDecay : 0
            let rule = Tensor.Moments(
                stepSize: Float(rate / correction.0), beta1: Float(betas.0), beta2: Float(betas.1),
                rootScale: Float(1 / correction.1.squareRoot()), epsilon: Float(epsilon),
                decay: decoupledDecay ? 0 : Float(decay), shrink: decoupledDecay ? Float(1 - rate * decay) : 1)
            parameter.value.adapt(to: gradient, first: &firstMoments[index], second: &secondMoments[index], by: rule)
        }
    }

    private var rule: String {
        "\(decoupledDecay ? "AdamW" : "Adam")(betas: \(betas), epsilon: \(epsilon), weightDecay: \(weightDecay))"
    }

    /// The moments.
    public var state: OptimizerState {
        var tensors: [String: Tensor] = [:]
        for (index, moment) in firstMoments.enumerated() { tensors["first.\(index)"] = moment }
        for (index, moment) in secondMoments.enumerated() { tensors["second.\(index)"] = moment }
        return OptimizerState(rule: rule, step: steps, tensors: tensors)
    }

    /// Takes up moments.
    public func restore(_ state: OptimizerState) throws(OptimizerStateError) {
        try state.check(rule: rule)
        let shapes = parameters.map(\.shape)
        let first = try state.moments("first", shapes: shapes)
        let second = try state.moments("second", shapes: shapes)
        (firstMoments, secondMoments, steps) = (first, second, state.step)
    }
}
