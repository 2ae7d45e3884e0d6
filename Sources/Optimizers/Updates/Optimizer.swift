import Layers
import Tensors

/// A rule that changes parameters by their gradients.
///
/// ```swift
/// let optimizer = SGD(model.parameters, momentum: 0.9)
/// let (loss, gradients) = valueWithGradient(of: optimizer.parameters) { (model(x) - y).square().mean() }
/// optimizer.step(gradients, learningRate: 0.01)
/// ```
public protocol Optimizer: AnyObject {
    /// The groups with their settings.
    var groups: [ParameterGroup] { get }

    /// Changes the parameters; `gradients` stand in the order of `parameters`, frozen ones are passed over.
    func step(_ gradients: [Tensor], learningRate: Double)

    /// What the rule remembers.
    var state: OptimizerState { get }

    /// Takes up a state that an optimiser with the same rule and parameters gave; with any fault nothing changes.
    func restore(_ state: OptimizerState) throws(OptimizerStateError)
}

extension Optimizer {
    /// The parameters of all groups, in the order in which `step` expects gradients.
    public var parameters: [Parameter] { groups.flatMap(\.parameters) }

    /// Refuses gradients that `step` would trap on: another number of them, or other shapes than the parameters'.
    public func check(_ gradients: [Tensor]) throws(ShapeError) {
        let parameters = parameters
        guard gradients.count == parameters.count else {
            throw ShapeError(
                operation: "step", found: "\(gradients.count) gradients",
                expected: "one for each of \(parameters.count) parameters")
        }
        for (index, (gradient, parameter)) in zip(gradients, parameters).enumerated()
        where gradient.shape != parameter.shape {
            throw ShapeError(
                operation: "step", found: "gradient \(index) of shape \(gradient.shape)", expected: "shape \(parameter.shape)")
        }
    }

    /// Calls `body` for every parameter that moves, with its index, gradient and group.
    func forEachMoving(
        _ gradients: [Tensor], _ body: (_ index: Int, _ parameter: Parameter, Tensor, ParameterGroup) -> Void
    ) {
        obeying(try check(gradients))
        var index = 0
        for group in groups {
            for parameter in group.parameters {
                if !parameter.isFrozen { body(index, parameter, gradients[index], group) }
                index += 1
            }
        }
    }
}

extension SettingRule {
    /// Traps when a parameter stands in two places: it would be moved twice a step.
    static func distinct(_ groups: [ParameterGroup]) {
        let parameters = groups.flatMap(\.parameters)
        require(!parameters.isEmpty, "optimiser: found no parameters, expected at least one")
        require(
            Set(parameters.map(ObjectIdentifier.init)).count == parameters.count,
            "optimiser: found a parameter twice in its groups, expected each once")
    }
}
