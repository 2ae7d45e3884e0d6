import Kernels

/// Powers, exponentials and their kin, element by element: `[…] → […]`.
extension Tensor {
    /// eˣ.
    public func exp() -> Tensor {
        let y = mapped(.exponential)
        return .differentiable(y, inputs: [self]) { [$0 * y] }
    }

    /// The natural logarithm: −∞ at 0, NaN below.
    public func log() -> Tensor {
        let x = detached()
        return .differentiable(x.mapped(.logarithm), inputs: [self]) { [$0 / x] }
    }

    /// The square root: NaN below 0.
    public func sqrt() -> Tensor {
        let y = mapped(.squareRoot)
        return .differentiable(y, inputs: [self]) { [.combine(.squareRootGradient, y, $0, named: "sqrt")] }
    }

    /// x².
    public func square() -> Tensor {
        let x = detached()
        return .differentiable(x.mapped(.square), inputs: [self]) { [.combine(.squareGradient, x, $0, named: "square")] }
    }

    /// |x|; the derivative at 0 is taken as 0.
    public func abs() -> Tensor {
        let x = detached()
        return .differentiable(x.mapped(.absoluteValue), inputs: [self]) {
            [.combine(.absoluteValueGradient, x, $0, named: "abs")]
        }
    }

    /// x to a constant power: NaN for a negative x and a power that is not whole.
    public func pow(_ exponent: Float) -> Tensor {
        if exponent == 2 { return square() }
        // Where x is 0, the general derivative of a constant would be 0 · ∞.
        if exponent == 0 { return .ones(shape) }
        let x = detached()
        return .differentiable(x.mapped(.power(exponent)), inputs: [self]) { g in
            [exponent == 1 ? g : g * x.mapped(.power(exponent - 1)) * exponent]
        }
    }

    /// x to the power of another tensor's elements; shapes broadcast.
    public func pow(_ exponent: Tensor) -> Tensor {
        let (x, e) = (detached(), exponent.detached())
        let value = Tensor.combine(.power, x, e, named: "pow")
        let (baseNeeds, exponentNeeds) = (needsGradient, exponent.needsGradient)
        return .differentiable(value, inputs: [self, exponent]) { g in
            [
                baseNeeds ? (g * e * x.pow(e - 1)).summed(to: x.shape) : nil,
                exponentNeeds ? (g * value * x.log()).summed(to: e.shape) : nil,
            ]
        }
    }

    /// 1 / x.
    public func reciprocal() -> Tensor {
        let y = mapped(.reciprocal)
        return .differentiable(y, inputs: [self]) { [-($0 * y.square())] }
    }

    /// 1 / √x.
    public func rsqrt() -> Tensor {
        let y = mapped(.reciprocalSquareRoot)
        return .differentiable(y, inputs: [self]) { [$0 * (y * y * y) * -0.5] }
    }

    /// The sine of an angle in radians.
    public func sin() -> Tensor {
        let x = detached()
        return .differentiable(x.mapped(.sine), inputs: [self]) { [$0 * x.mapped(.cosine)] }
    }

    /// The cosine of an angle in radians.
    public func cos() -> Tensor {
        let x = detached()
        return .differentiable(x.mapped(.cosine), inputs: [self]) { [-($0 * x.mapped(.sine))] }
    }

    /// −1, 0 or 1; its derivative is 0.
    public func sign() -> Tensor { mapped(.sign) }
    /// The largest whole number not above x; its derivative is 0.
    public func floor() -> Tensor { mapped(.floor) }
    /// The smallest whole number not below x; its derivative is 0.
    public func ceil() -> Tensor { mapped(.ceiling) }
    /// The nearest whole number, halves to even; its derivative is 0.
    public func rounded() -> Tensor { mapped(.rounded) }
}
