import Kernels

/// The non-linearities of networks, element by element: `[…] → […]`.
extension Tensor {
    /// max(x, 0); the derivative at 0 is taken as 0.
    public func relu() -> Tensor {
        .differentiable(
            mapped(.relu), inputs: [self],
            byValue: { g, y in
                [.fused(.reluGradient, y, g, named: "relu", orElse: .select(y .> 0, g, Tensor(0)))]
            })
    }

    /// 1 / (1 + e⁻ˣ).
    public func sigmoid() -> Tensor {
        .differentiable(
            mapped(.sigmoid), inputs: [self],
            byValue: { g, y in
                [.fused(.sigmoidGradient, y, g, named: "sigmoid", orElse: y * (1 - y) * g)]
            })
    }

    /// The hyperbolic tangent.
    public func tanh() -> Tensor {
        .differentiable(
            mapped(.tanh), inputs: [self],
            byValue: { g, y in
                [.fused(.tanhGradient, y, g, named: "tanh", orElse: (1 - y * y) * g)]
            })
    }
}
