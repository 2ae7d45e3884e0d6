import Tensors

/// All that an optimiser remembers between steps, so that a checkpoint can hold it.
public struct OptimizerState: Sendable {
    /// Which rule it belongs to, and its settings: `SGD(momentum: 0.9, …)`.
    public var rule: String
    /// How many steps have been made.
    public var step: Int
    /// Moments by name: `velocity.3` is that of the parameter with index 3.
    public var tensors: [String: Tensor]

    /// A state as a checkpoint holds it.
    public init(rule: String, step: Int, tensors: [String: Tensor]) {
        self.rule = rule
        self.step = step
        self.tensors = tensors
    }
}

/// A state that does not belong to the optimiser it is given to.
public struct OptimizerStateError: Error, CustomStringConvertible {
    /// What does not fit.
    public let description: String
}

extension OptimizerState {
    /// The moments called `name`, one for each shape; all of them must be there.
    func moments(_ name: String, shapes: [Shape]) throws(OptimizerStateError) -> [Tensor] {
        var moments: [Tensor] = []
        for (index, shape) in shapes.enumerated() {
            guard let moment = tensors["\(name).\(index)"] else {
                throw OptimizerStateError(description: "optimiser state: \(name).\(index) is missing")
            }
            guard moment.shape == shape else {
                throw OptimizerStateError(
                    description: "optimiser state: \(name).\(index) has shape \(moment.shape), the parameter \(shape)")
            }
            moments.append(moment)
        }
        return moments
    }

    /// Refuses the state of another rule.
    func check(rule expected: String) throws(OptimizerStateError) {
        guard rule == expected else {
            throw OptimizerStateError(description: "optimiser state of \(rule), the optimiser is \(expected)")
        }
    }
}
