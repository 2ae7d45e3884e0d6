import Kernels

extension Tensor {
    /// `operation(left, right)` with broadcasting, values only.
    static func combine(_ operation: BinaryOperation, _ left: Tensor, _ right: Tensor, named name: String) -> Tensor {
        let shape = obeying(try ShapeRule.broadcast(left.shape, right.shape, operation: name))
        return Tensor(shape: shape, type: operation.isMask ? .bool : numberType(left, right)) { target in
            let plan = BroadcastPlan(
                shape: shape.dimensions, left: left.shape.dimensions, right: right.shape.dimensions)
            withExtendedLifetime((left, right)) {
                ElementwiseKernel.binary(
                    operation, plan: plan, left.elements, leftCount: left.count, right.elements, rightCount: right.count,
                    into: target)
            }
        }
    }

    /// A derivative in one pass, `operation(saved, gradient)` of values only; where it is differentiated in turn, the same as operations
    /// that have derivatives.
    static func fused(
        _ operation: BinaryOperation, _ saved: Tensor, _ gradient: Tensor, named name: String,
        orElse composed: @autoclosure () -> Tensor
    ) -> Tensor {
        isDerivativeRecorded ? composed() : combine(operation, saved, gradient, named: name)
    }

    /// `operation(self)` element by element, values only.
    func mapped(_ operation: UnaryOperation) -> Tensor {
        Tensor(shape: shape, type: operation.isMask ? .bool : numberType) { target in
            withElements { ElementwiseKernel.unary(operation, $0, into: target, count: count) }
        }
    }

    /// Undoes broadcasting: the gradient of an operand of shape `target` that was repeated to `self.shape` is the sum
    /// over its repetitions. The one place where this is done.
    package func summed(to target: Shape) -> Tensor {
        if shape == target { return self }
        let missing = rank - target.rank
        let repeated = shape.dimensions.indices.filter { axis in
            axis < missing || (target.dimensions[axis - missing] == 1 && shape.dimensions[axis] != 1)
        }
        let sums = repeated.isEmpty ? self : sum(axes: repeated, keepingDimensions: true)
        return sums.reshaped(to: target)
    }

    /// The tensor repeated to `target`: axes of size 1 grow, missing leading axes are added.
    ///
    ///     Tensor([1, 2]).broadcast(to: [3, 2])   // three rows [1, 2]
    public func broadcast(to target: Shape) -> Tensor {
        obeying(try ShapeRule.broadcast(shape, to: target, operation: "broadcast"))
        if target == shape { return self }
        let missing = target.rank - rank
        let dense = StridedCopy.denseStrides(of: shape.dimensions)
        let strides = target.dimensions.indices.map { axis in
            axis < missing || shape.dimensions[axis - missing] == 1 ? 0 : dense[axis - missing]
        }
        let value = Tensor(shape: target, type: elementType) { buffer in
            let copy = StridedCopy(
                shape: target.dimensions, from: strides, to: StridedCopy.denseStrides(of: target.dimensions))
            withElements { copy.run(from: $0, to: buffer) }
        }
        let source = shape
        return .differentiable(value, inputs: [self]) { [$0.summed(to: source)] }
    }
}
