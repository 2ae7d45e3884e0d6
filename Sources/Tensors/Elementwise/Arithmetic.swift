import Kernels

extension Tensor {
    /// Sum, element by element; shapes broadcast.
    public static func + (left: Tensor, right: Tensor) -> Tensor {
        let (a, b) = (left.shape, right.shape)
        return differentiable(combine(.add, left, right, named: "+"), inputs: [left, right]) { g in
            [g.summed(to: a), g.summed(to: b)]
        }
    }

    /// Difference, element by element; shapes broadcast.
    public static func - (left: Tensor, right: Tensor) -> Tensor {
        let (a, b) = (left.shape, right.shape)
        let needed = right.needsGradient
        return differentiable(combine(.subtract, left, right, named: "-"), inputs: [left, right]) { g in
            [g.summed(to: a), needed ? -(g.summed(to: b)) : nil]
        }
    }

    /// Product, element by element; shapes broadcast. For the product of matrices see `matmul`.
    public static func * (left: Tensor, right: Tensor) -> Tensor {
        let (a, b) = (left.shape, right.shape)
        let x = right.needsGradient ? left : nil
        let y = left.needsGradient ? right : nil
        return differentiable(combine(.multiply, left, right, named: "*"), inputs: [left, right]) { g in
            [y.map { (g * $0).summed(to: a) }, x.map { (g * $0).summed(to: b) }]
        }
    }

    /// Quotient, element by element; shapes broadcast. Division by zero gives infinities or NaN, as IEEE 754 says.
    public static func / (left: Tensor, right: Tensor) -> Tensor {
        let (a, b) = (left.shape, right.shape)
        let value = combine(.divide, left, right, named: "/")
        let (leftNeeds, rightNeeds) = (left.needsGradient, right.needsGradient)
        return differentiable(
            value, inputs: [left, right],
            byValue: { g, quotient in
                let x = g / right
                return [leftNeeds ? x.summed(to: a) : nil, rightNeeds ? -((x * quotient).summed(to: b)) : nil]
            })
    }

    /// The negative of every element.
    public static prefix func - (operand: Tensor) -> Tensor {
        differentiable(operand.mapped(.negate), inputs: [operand]) { [-$0] }
    }

    /// Adds element by element; the shapes broadcast, as with `+`.
    public static func += (left: inout Tensor, right: Tensor) { left.become(left + right) }
    /// Subtracts element by element; the shapes broadcast, as with `-`.
    public static func -= (left: inout Tensor, right: Tensor) { left.become(left - right) }
    /// Multiplies element by element; the shapes broadcast, as with `*`.
    public static func *= (left: inout Tensor, right: Tensor) { left.become(left * right) }
    /// Divides element by element; the shapes broadcast, as with `/`.
    public static func /= (left: inout Tensor, right: Tensor) { left.become(left / right) }

    /// A result in place of the tensor, which keeps its floating-point type; whole numbers and masks become floats.
    private mutating func become(_ result: Tensor) {
        self = elementType.isFloatingPoint ? result.converted(to: elementType) : result
    }
}
