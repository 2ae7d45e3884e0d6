import Kernels

/// Powers, exponentials and their kin, element by element: `[…] → […]`.
extension Tensor {
    /// eˣ.
    public func exp() -> Tensor { .differentiable(mapped(.exponential), inputs: [self], byValue: { [$0 * $1] }) }

    /// The natural logarithm: −∞ at 0, NaN below.
    public func log() -> Tensor { .differentiable(mapped(.logarithm), inputs: [self]) { [$0 / self] } }

    /// The square root: NaN below 0.
    public func sqrt() -> Tensor {
        .differentiable(
            mapped(.squareRoot), inputs: [self],
            byValue: { g, y in
                [.fused(.squareRootGradient, y, g, named: "sqrt", orElse: g * 0.5 / y)]
            })
    }

    /// x².
    public func square() -> Tensor {
        .differentiable(mapped(.square), inputs: [self]) {
            [.fused(.squareGradient, self, $0, named: "square", orElse: $0 * self * 2)]
        }
    }

    /// |x|; the derivative at 0 is taken as 0.
    public func abs() -> Tensor {
        .differentiable(mapped(.absoluteValue), inputs: [self]) {
            [.fused(.absoluteValueGradient, self, $0, named: "abs", orElse: $0 * self.sign())]
        }
    }

    /// x to a constant power: NaN for a negative x and a power that is not whole.
    public func pow(_ exponent: Float) -> Tensor {
        if exponent == 2 { return square() }
        // Where x is 0, the general derivative of a constant would be 0 · ∞.
        if exponent == 0 { return .ones(shape) }
        return .differentiable(mapped(.power(exponent)), inputs: [self]) { g in
            [exponent == 1 ? g : g * self.pow(exponent - 1) * exponent]
        }
    }

    /// x to the power of another tensor's elements; shapes broadcast.
    public func pow(_ exponent: Tensor) -> Tensor {
        let value = Tensor.combine(.power, self, exponent, named: "pow")
        let (baseNeeds, exponentNeeds) = (needsGradient, exponent.needsGradient)
        return .differentiable(
            value, inputs: [self, exponent],
            byValue: { g, y in
                [
                    baseNeeds ? (g * exponent * self.pow(exponent - 1)).summed(to: self.shape) : nil,
                    exponentNeeds ? (g * y * self.log()).summed(to: exponent.shape) : nil,
                ]
            })
    }

    /// 1 / x.
    public func reciprocal() -> Tensor {
        .differentiable(mapped(.reciprocal), inputs: [self], byValue: { [-($0 * $1.square())] })
    }

    /// 1 / √x.
    public func rsqrt() -> Tensor {
        .differentiable(mapped(.reciprocalSquareRoot), inputs: [self], byValue: { [$0 * ($1 * $1 * $1) * -0.5] })
    }

    /// The sine of an angle in radians.
    public func sin() -> Tensor { .differentiable(mapped(.sine), inputs: [self]) { [$0 * self.cos()] } }

    /// The cosine of an angle in radians.
    public func cos() -> Tensor { .differentiable(mapped(.cosine), inputs: [self]) { [-($0 * self.sin())] } }

    /// −1, 0 or 1; its derivative is 0.
    public func sign() -> Tensor { mapped(.sign) }
    /// The largest whole number not above x; its derivative is 0.
    public func floor() -> Tensor { mapped(.floor) }
    /// The smallest whole number not below x; its derivative is 0.
    public func ceil() -> Tensor { mapped(.ceiling) }
    /// The nearest whole number, halves to even; its derivative is 0.
    public func rounded() -> Tensor { mapped(.rounded) }
}
