import Kernels

extension Tensor {
    /// The elements within `range` along `axis`, every `stride`-th.
    ///
    ///     clip.slice(axis: 1, 0..<5)   // the first five frames
    public func slice(axis: Int, _ range: Range<Int>) -> Tensor {
        let target = obeying(try ShapeRule.slice(shape, axis: axis, range: range))
        if target == shape { return self }
        let axis = axis < 0 ? axis + rank : axis
        let (outer, size, inner) = shape.split(at: axis)
        let value = Tensor(shape: target, type: elementType) { buffer in
            withElements { source in
                BlockCopy(outer: outer, length: range.count * inner).run(
                    from: source + range.lowerBound * inner, every: size * inner, to: buffer, every: range.count * inner)
            }
        }
        return .differentiable(value, inputs: [self]) { g in
            [g.padded(axis: axis, before: range.lowerBound, after: size - range.upperBound)]
        }
    }

    /// The elements at one position along `axis`, which vanishes; negative positions count from the end.
    public func slice(axis: Int, at index: Int) -> Tensor {
        let position = obeying(try ShapeRule.index(index, axis: axis, of: shape, operation: "slice"))
        return slice(axis: axis, position..<position + 1).squeezed(axis: axis)
    }
}

/// `outer` blocks of `length` contiguous elements, at regular distances on both sides.
struct BlockCopy {
    let outer: Int
    let length: Int

    func run(
        from source: Elements, every sourceStride: Int, to target: MutableElements, every targetStride: Int
    ) {
        StridedCopy(shape: [outer, length], from: [sourceStride, 1], to: [targetStride, 1]).run(from: source, to: target)
    }
}
