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

    /// x Φ(x), the Gaussian error linear unit: x where a normal number lies below it, on average.
    ///
    /// Φ(x) = (1 + erf(x/√2)) / 2. With `.tanh` it is x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2, as GPT-2 and its kin were trained. NaN
    /// stays NaN.
    ///
    ///     Tensor([-1, 0, 2]).gelu()   // about [-0.1587, 0, 1.954]
    ///
    /// D. Hendrycks, K. Gimpel, "Gaussian Error Linear Units", 2016.
    public func gelu(approximation: GELUApproximation = .none) -> Tensor {
        switch approximation {
        case .none:
            .differentiable(mapped(.gelu), inputs: [self]) { g in
                [.fused(.geluGradient, self, g, named: "gelu", orElse: g * self.geluSlope())]
            }
        case .tanh:
            .differentiable(mapped(.geluByTanh), inputs: [self]) { g in
                [.fused(.geluByTanhGradient, self, g, named: "gelu", orElse: g * self.geluSlopeByTanh())]
            }
        }
    }

    /// Φ(x) + x φ(x), with the density φ of normal numbers.
    private func geluSlope() -> Tensor {
        ((self * 0.707_106_77).erf() + 1) * 0.5 + self * (square() * -0.5).exp() * 0.398_942_28
    }

    /// With s = σ(2u), u = √(2/π) (x + 0.044715 x³): s + 2 x s (1 − s) u′.
    private func geluSlopeByTanh() -> Tensor {
        let s = (self * (square() * 0.071_354_816 + 1.595_769_1)).sigmoid()
        return s + self * (square() * 0.214_064_45 + 1.595_769_1) * s * (1 - s)
    }

    /// x σ(x), the sigmoid linear unit (also called swish); NaN stays NaN.
    ///
    ///     Tensor([-1, 0, 2]).silu()   // about [-0.2689, 0, 1.762]
    public func silu() -> Tensor {
        .differentiable(mapped(.silu), inputs: [self]) { g in
            let slope = { (x: Tensor) in
                let s = x.sigmoid()
                return s + x * s * (1 - s)
            }
            return [.fused(.siluGradient, self, g, named: "silu", orElse: g * slope(self))]
        }
    }

    /// log(1 + eˣ), a relu without its corner; nothing overflows, and NaN stays NaN.
    ///
    ///     Tensor([-1, 0, 2]).softplus()   // [0.3133, 0.6931, 2.127]
    public func softplus() -> Tensor {
        .differentiable(mapped(.softplus), inputs: [self]) { g in
            [.fused(.softplusGradient, self, g, named: "softplus", orElse: g * self.sigmoid())]
        }
    }
}

/// Which form of `gelu` is computed.
public enum GELUApproximation: Sendable {
    /// By the error function.
    case none
    /// By a hyperbolic tangent.
    case tanh
}
