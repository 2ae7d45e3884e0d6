import Kernels

/// The non-linearities of networks, element by element: `[…] → […]`.
extension Tensor {
    /// max(x, 0); the derivative at 0 is taken as 0.
    public func relu() -> Tensor {
        let y = mapped(.relu)
        return .differentiable(y, inputs: [self]) { [.combine(.reluGradient, y, $0, named: "relu")] }
    }

    /// 1 / (1 + e⁻ˣ).
    public func sigmoid() -> Tensor {
        let y = mapped(.sigmoid)
        return .differentiable(y, inputs: [self]) { [.combine(.sigmoidGradient, y, $0, named: "sigmoid")] }
    }

    /// The hyperbolic tangent.
    public func tanh() -> Tensor {
        let y = mapped(.tanh)
        return .differentiable(y, inputs: [self]) { [.combine(.tanhGradient, y, $0, named: "tanh")] }
    }
}
