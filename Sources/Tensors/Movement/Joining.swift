import Kernels

extension Tensor {
    /// Tensors laid end to end along `axis`: equal sizes along every other axis.
    ///
    ///     Tensor.concatenated([a, b], axis: 0)   // [2, 3] and [4, 3] → [6, 3]
    public static func concatenated(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
        let shape = obeying(try ShapeRule.concatenation(tensors.map(\.shape), axis: axis))
        let axis = axis < 0 ? axis + shape.rank : axis
        let (outer, size, inner) = shape.split(at: axis)
        let first = tensors.first?.elementType ?? .float32
        let type = tensors.allSatisfy { $0.elementType == first } ? first : .float32
        let value = Tensor(shape: shape, type: type) { buffer in
            var offset = 0
            for tensor in tensors {
                let length = tensor.shape.dimensions[axis] * inner
                tensor.kept(as: type).withElements { source in
                    BlockCopy(outer: outer, length: length).run(
                        from: source, every: length, to: buffer + offset, every: size * inner)
                }
                offset += length
            }
        }
        let lengths = tensors.map { $0.shape.dimensions[axis] }
        let needed = tensors.map(\.needsGradient)
        return differentiable(value, inputs: tensors) { g in
            var start = 0
            return zip(lengths, needed).map { length, needed in
                defer { start += length }
                return needed ? g.slice(axis: axis, start..<start + length) : nil
            }
        }
    }

    /// Equal tensors side by side on a new axis before `axis`: n of `[2, 3]` on axis 0 are `[n, 2, 3]`.
    public static func stacked(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
        let shape = obeying(try ShapeRule.stack(tensors.map(\.shape), axis: axis))
        let axis = axis < 0 ? axis + shape.rank : axis
        return concatenated(tensors.map { $0.expanded(axis: axis) }, axis: axis)
    }

    /// Pieces of `count` positions along `axis`, the last one maybe shorter.
    public func split(into count: Int, axis: Int = 0) -> [Tensor] {
        require(count > 0, "split: found pieces of \(count), expected at least 1")
        let size = shape[axis]
        return stride(from: 0, to: size, by: count).map { slice(axis: axis, $0..<Swift.min($0 + count, size)) }
    }

    /// `count` ≥ 0 copies of the tensor end to end along `axis`.
    public func repeated(_ count: Int, axis: Int) -> Tensor {
        require(count >= 0, "repeated: found \(count) times, expected at least 0")
        let axis = obeying(try ShapeRule.axis(axis, of: shape, operation: "repeated"))
        let sizes = shape.dimensions
        // Both are checked before memory is taken: copies side by side on an axis of their own, then as one axis with this one.
        let (length, isOverflow) = sizes[axis].multipliedReportingOverflow(by: count)
        let copies = sizes[..<axis] + [count] + sizes[axis...]
        obeying(try ShapeRule.allocation(try ShapeRule.shape(Array(copies), operation: "repeated"), operation: "repeated"))
        require(!isOverflow, "repeated: found \(count) times \(shape), expected fewer elements than memory can number")
        return expanded(axis: axis).broadcast(to: Shape(Array(copies))).reshaped(sizes[..<axis] + [length] + sizes[(axis + 1)...])
    }
}
