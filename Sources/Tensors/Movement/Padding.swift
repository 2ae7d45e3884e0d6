import Kernels

extension Tensor {
    /// With `before` and `after` elements of `value` more along each axis, one pair an axis.
    public func padded(_ padding: [(before: Int, after: Int)], with value: Float = 0) -> Tensor {
        let target = obeying(try ShapeRule.pad(shape, padding))
        if target == shape { return self }
        let dense = StridedCopy.denseStrides(of: target.dimensions)
        let copy = StridedCopy(
            shape: shape.dimensions, from: StridedCopy.denseStrides(of: shape.dimensions), to: dense)
        let start = zip(padding, dense).reduce(0) { $0 + $1.0.before * $1.1 }
        let inside = keepable(value)
        let result = Tensor(shape: target, type: inside.elementType) { buffer in
            ElementwiseKernel.fill(buffer, with: value, count: target.count)
            inside.withElements { copy.run(from: $0, to: buffer + start) }
        }
        let source = shape
        return .differentiable(result, inputs: [self]) { g in
            var inside = g
            for axis in padding.indices {
                let first = padding[axis].before
                inside = inside.slice(axis: axis, first..<first + source.dimensions[axis])
            }
            return [inside]
        }
    }

    /// The values as a type that holds `value` too: whole numbers and masks become floats beside what they cannot hold.
    private func keepable(_ value: Float) -> Tensor {
        elementType.isFloatingPoint || Tensor(value).kept(as: elementType).scalar == value ? detached() : floats
    }

    /// With `before` and `after` elements of `value` more along one axis.
    public func padded(axis: Int, before: Int = 0, after: Int = 0, with value: Float = 0) -> Tensor {
        let axis = obeying(try ShapeRule.axis(axis, of: shape, operation: "padded"))
        var padding = [(before: Int, after: Int)](repeating: (0, 0), count: rank)
        padding[axis] = (before, after)
        return padded(padding, with: value)
    }
}
