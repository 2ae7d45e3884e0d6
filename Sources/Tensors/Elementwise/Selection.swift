import Kernels

extension Tensor {
    /// The larger of two elements; NaN wins. Shapes broadcast; where both are equal each gets half of the gradient.
    public static func maximum(_ left: Tensor, _ right: Tensor) -> Tensor {
        extremum(.maximum, left, right, named: "maximum")
    }

    /// The smaller of two elements; NaN wins. Shapes broadcast; where both are equal each gets half of the gradient.
    public static func minimum(_ left: Tensor, _ right: Tensor) -> Tensor {
        extremum(.minimum, left, right, named: "minimum")
    }

    private static func extremum(
        _ operation: BinaryOperation, _ left: Tensor, _ right: Tensor, named name: String
    ) -> Tensor {
        let value = combine(operation, left, right, named: name)
        let (x, y) = (left.detached(), right.detached())
        return differentiable(value, inputs: [left, right]) { g in
            let tie = (x .== y) * 0.5
            return [
                (g * ((x .== value) - tie)).summed(to: x.shape), (g * ((y .== value) - tie)).summed(to: y.shape),
            ]
        }
    }

    /// The larger of the elements and one number: `x.maximum(0)` is `relu`, but at 0 gives half of the gradient.
    public func maximum(_ other: Float) -> Tensor { .maximum(self, Tensor(other)) }
    /// The smaller of the elements and one number.
    public func minimum(_ other: Float) -> Tensor { .minimum(self, Tensor(other)) }

    /// The elements held within `low…high`; the gradient flows where they were inside.
    public func clamped(to range: ClosedRange<Float>) -> Tensor {
        let x = detached()
        let value = x.mapped(.clamp(range.lowerBound, range.upperBound))
        return .differentiable(value, inputs: [self]) { [$0 * (x .== value)] }
    }

    /// Elements of `whenTrue` where `condition` is not 0, of `whenFalse` elsewhere; the three shapes broadcast.
    ///
    ///     Tensor.select(x .> 0, x, 0.1 * x)   // leaky ReLU
    public static func select(_ condition: Tensor, _ whenTrue: Tensor, _ whenFalse: Tensor) -> Tensor {
        let operation = "select"
        let branches = obeying(try ShapeRule.broadcast(whenTrue.shape, whenFalse.shape, operation: operation))
        let shape = obeying(try ShapeRule.broadcast(condition.shape, branches, operation: operation))
        let mask = condition.kept(as: .bool).broadcast(to: shape)
        let value = pick(
            mask, whenTrue.detached().broadcast(to: shape), whenFalse.detached().broadcast(to: shape),
            as: numberType(whenTrue, whenFalse))
        let (trueShape, falseShape) = (whenTrue.shape, whenFalse.shape)
        return differentiable(value, inputs: [whenTrue, whenFalse]) { g in
            let zero = Tensor(0)
            return [select(mask, g, zero).summed(to: trueShape), select(mask, zero, g).summed(to: falseShape)]
        }
    }

    private static func pick(_ mask: Tensor, _ whenTrue: Tensor, _ whenFalse: Tensor, as type: ElementType) -> Tensor {
        whenTrue.withUnsafeBuffer { whenTrue in
            whenFalse.withUnsafeBuffer { whenFalse in
                Tensor(shape: mask.shape, keptAs: type) { target in
                    mask.withElements {
                        ElementwiseKernel.select(
                            $0, whenTrue.baseAddress!, whenFalse.baseAddress!, into: target.baseAddress!, count: target.count)
                    }
                }
            }
        }
    }
}
