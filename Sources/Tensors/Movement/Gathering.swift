import Kernels

extension Tensor {
    /// The positions `rows` along `axis`, in that order, as often as they come; each within the axis.
    ///
    ///     embeddings.gathered(rows: [3, 3, 0])   // [3, C] of [N, C]
    public func gathered(rows: [Int], axis: Int = 0) -> Tensor {
        let target = obeying(try ShapeRule.gather(shape, indices: rows, axis: axis))
        let axis = axis < 0 ? axis + rank : axis
        let (outer, size, inner) = shape.split(at: axis)
        let value = Tensor(shape: target) { buffer in
            withUnsafeBuffer { source in
                GatherKernel.gather(
                    source.baseAddress!, outer: outer, rows: size, inner: inner, indices: rows,
                    into: buffer.baseAddress!)
            }
        }
        let source = shape
        return .differentiable(value, inputs: [self]) { g in
            var result = Tensor.zeros(source)
            result.withUnsafeMutableBuffer { target in
                g.withUnsafeBuffer { arrived in
                    GatherKernel.scatterAdd(
                        arrived.baseAddress!, outer: outer, rows: size, inner: inner, indices: rows,
                        into: target.baseAddress!)
                }
            }
            return [result]
        }
    }

    /// One element of the last axis for each row: `[…, C] → […]`, an index within `0..<C` a row.
    ///
    ///     -logits.logSoftmax().picked(labels).mean()   // the cross-entropy of [N, C] and N labels
    public func picked(_ indices: [Int]) -> Tensor {
        let target = obeying(try ShapeRule.pick(shape, indices: indices))
        let width = shape.dimensions[rank - 1]
        let value = Tensor(shape: target) { buffer in
            withUnsafeBuffer { source in
                PickKernel.gather(source.baseAddress!, width: width, indices: indices, into: buffer.baseAddress!)
            }
        }
        let source = shape
        return .differentiable(value, inputs: [self]) { g in
            var result = Tensor.zeros(source)
            result.withUnsafeMutableBuffer { target in
                g.withUnsafeBuffer { arrived in
                    PickKernel.scatterAdd(
                        arrived.baseAddress!, width: width, indices: indices, into: target.baseAddress!)
                }
            }
            return [result]
        }
    }
}
