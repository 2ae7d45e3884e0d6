import Kernels

extension Tensor {
    /// What stands on a diagonal of matrices: `[…, m, n] → […, K]`; `offset` 0 is the main one, above 0 to its right.
    ///
    ///     Tensor([[1, 2], [3, 4]]).diagonal()            // [1, 4]
    ///     Tensor([[1, 2], [3, 4]]).diagonal(offset: 1)   // [2]
    public func diagonal(offset: Int = 0) -> Tensor {
        let target = obeying(try ShapeRule.diagonal(shape, offset: offset))
        let (source, columns) = (shape, shape.dimensions[rank - 1])
        let size = shape.dimensions[rank - 2] * columns
        let length = target.dimensions[target.rank - 1]
        let outer = target.dimensions.dropLast().reduce(1, *)
        let start = offset > 0 ? offset : -offset * columns
        return LinearMap(
            { x in
                Tensor(shape: target, type: x.elementType) { buffer in
                    guard target.count > 0 else { return }
                    x.withElements {
                        StridedCopy(shape: [outer, length], from: [size, columns + 1], to: [length, 1])
                            .run(from: $0 + start, to: buffer)
                    }
                }
            },
            adjoint: { g in
                Tensor(shape: source, type: g.elementType) { buffer in
                    ElementwiseKernel.fill(buffer, with: 0, count: source.count)
                    guard target.count > 0 else { return }
                    g.withElements {
                        StridedCopy(shape: [outer, length], from: [length, 1], to: [size, columns + 1])
                            .run(from: $0, to: buffer + start)
                    }
                }
            })(self)
    }

    /// The sum of the main diagonal of matrices: `[…, m, n] → […]`.
    ///
    ///     Tensor([[1, 2], [3, 4]]).trace()   // 5
    public func trace() -> Tensor {
        _ = obeying(try ShapeRule.matrices(shape, operation: "trace"))
        return diagonal().sum(axes: -1)
    }

    /// Matrices without what lies above a diagonal, zeros there: `[…, m, n] → […, m, n]`; `offset` 0 is the main one, above 0 to its right.
    ///
    ///     Tensor([[1, 2], [3, 4]]).lowerTriangle()   // rows of 1, 0 and of 3, 4
    public func lowerTriangle(offset: Int = 0) -> Tensor { triangle(offset: offset, upper: false, named: "lowerTriangle") }

    /// Matrices without what lies below a diagonal, zeros there: `[…, m, n] → […, m, n]`; `offset` 0 is the main one, above 0 to its right.
    ///
    ///     Tensor([[1, 2], [3, 4]]).upperTriangle()   // rows of 1, 2 and of 0, 4
    public func upperTriangle(offset: Int = 0) -> Tensor { triangle(offset: offset, upper: true, named: "upperTriangle") }

    private func triangle(offset: Int, upper: Bool, named name: String) -> Tensor {
        let (rows, columns) = obeying(try ShapeRule.matrices(shape, operation: name))
        let count = shape.dimensions.dropLast(2).reduce(1, *)
        let keep = { @Sendable (x: Tensor) in
            Tensor(shape: x.shape, keptAs: x.elementType) { target in
                x.withUnsafeBuffer {
                    TriangleKernel.keep(
                        $0.baseAddress!, count: count, rows: rows, columns: columns, offset: offset, upper: upper,
                        into: target.baseAddress!)
                }
            }
        }
        return LinearMap(keep, adjoint: keep)(self)
    }
}
