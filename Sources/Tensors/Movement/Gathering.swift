import Kernels

extension Tensor {
    /// The positions `rows` along `axis`, in that order, as often as they come; each within the axis.
    ///
    ///     embeddings.gathered(rows: [3, 3, 0])   // [3, C] of [N, C]
    public func gathered(rows: [Int], axis: Int = 0) -> Tensor {
        let target = obeying(try ShapeRule.gather(shape, indices: rows, axis: axis))
        let axis = axis < 0 ? axis + rank : axis
        let (outer, size, inner) = shape.split(at: axis)
        let source = shape
        return LinearMap(
            { x in
                Tensor(shape: target, type: x.elementType) { buffer in
                    x.withElements {
                        GatherKernel.gather($0, outer: outer, rows: size, inner: inner, indices: rows, into: buffer)
                    }
                }
            },
            adjoint: { g in
                Tensor(shape: source, keptAs: g.elementType) { target in
                    ElementwiseKernel.fill(target.baseAddress!, with: 0, count: target.count)
                    g.withUnsafeBuffer {
                        GatherKernel.scatterAdd(
                            $0.baseAddress!, outer: outer, rows: size, inner: inner, indices: rows, into: target.baseAddress!)
                    }
                }
            })(self)
    }

    /// One element of the last axis for each row: `[…, C] → […]`, an index within `0..<C` a row.
    ///
    ///     -logits.logSoftmax().picked(labels).mean()   // the cross-entropy of [N, C] and N labels
    public func picked(_ indices: [Int]) -> Tensor {
        let target = obeying(try ShapeRule.pick(shape, indices: indices))
        let width = shape.dimensions[rank - 1]
        let source = shape
        return LinearMap(
            { x in
                Tensor(shape: target, keptAs: x.elementType) { buffer in
                    x.withUnsafeBuffer {
                        PickKernel.gather($0.baseAddress!, width: width, indices: indices, into: buffer.baseAddress!)
                    }
                }
            },
            adjoint: { g in
                Tensor(shape: source, keptAs: g.elementType) { target in
                    ElementwiseKernel.fill(target.baseAddress!, with: 0, count: target.count)
                    g.withUnsafeBuffer {
                        PickKernel.scatterAdd($0.baseAddress!, width: width, indices: indices, into: target.baseAddress!)
                    }
                }
            })(self)
    }
}
