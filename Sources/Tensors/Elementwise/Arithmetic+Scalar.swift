import Kernels

extension Tensor {
    /// The tensor plus one number.
    public static func + (left: Tensor, right: Float) -> Tensor {
        differentiable(combine(.add, left, Tensor(right), named: "+"), inputs: [left]) { [$0] }
    }

    /// One number plus the tensor.
    public static func + (left: Float, right: Tensor) -> Tensor { right + left }

    /// The tensor minus one number.
    public static func - (left: Tensor, right: Float) -> Tensor { left + (-right) }

    /// One number minus the tensor.
    public static func - (left: Float, right: Tensor) -> Tensor {
        differentiable(combine(.subtract, Tensor(left), right, named: "-"), inputs: [right]) { [-$0] }
    }

    /// The tensor times one number.
    public static func * (left: Tensor, right: Float) -> Tensor {
        differentiable(combine(.multiply, left, Tensor(right), named: "*"), inputs: [left]) { [$0 * right] }
    }

    /// One number times the tensor.
    public static func * (left: Float, right: Tensor) -> Tensor { right * left }

    /// The tensor divided by one number.
    public static func / (left: Tensor, right: Float) -> Tensor {
        differentiable(combine(.divide, left, Tensor(right), named: "/"), inputs: [left]) { [$0 / right] }
    }

    /// One number divided by the tensor.
    public static func / (left: Float, right: Tensor) -> Tensor {
        let value = combine(.divide, Tensor(left), right, named: "/")
        return differentiable(value, inputs: [right], byValue: { g, quotient in [-(g * quotient / right)] })
    }

    /// Adds one number to every element.
    public static func += (left: inout Tensor, right: Float) { left = left + right }
    /// Subtracts one number from every element.
    public static func -= (left: inout Tensor, right: Float) { left = left - right }
    /// Multiplies every element by one number.
    public static func *= (left: inout Tensor, right: Float) { left = left * right }
    /// Divides every element by one number.
    public static func /= (left: inout Tensor, right: Float) { left = left / right }
}
