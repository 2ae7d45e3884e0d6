import Kernels
import Work

/// The X of the linear system `A X = B`: `[…, n, n]` and `[…, n, k] → […, n, k]`, or of one vector `[n] → […, n]`; leading axes are batches
/// and broadcast.
///
/// By Gauss's factors with pivots, in double precision. What is not finite in A makes all of its X NaN.
///
///     try solve(Tensor([[2, 0], [1, 1]]), Tensor([4, 5]))   // [2, 3]
///
/// - Throws: `SingularMatrixError` where a matrix has no inverse.
public func solve(_ matrix: Tensor, _ right: Tensor) throws(SingularMatrixError) -> Tensor {
    let (target, batch, columns) = obeying(try ShapeRule.solve(matrix.shape, right.shape))
    let order = matrix.shape.dimensions[matrix.rank - 1]
    let a = matrix.broadcast(to: Shape(batch + [order, order]))
    let sides = right.rank == 1 ? right.expanded(axis: -1) : right
    return try a.solved(sides.broadcast(to: Shape(batch + [order, columns])), named: "solve").reshaped(to: target)
}

extension Tensor {
    /// The inverse of square matrices: `[…, n, n] → […, n, n]`; of what is not finite it is NaN.
    ///
    /// To solve a system, `solve` is faster and loses less.
    ///
    ///     try Tensor([[2, 0], [0, 4]]).inverse()   // rows of 0.5, 0 and of 0, 0.25
    ///
    /// - Throws: `SingularMatrixError` where a matrix has none.
    public func inverse() throws(SingularMatrixError) -> Tensor {
        let order = obeying(try ShapeRule.squares(shape, operation: "inverse"))
        return try solved(Tensor.eye(order).broadcast(to: shape), named: "inverse")
    }

    /// The determinant of square matrices: `[…, n, n] → […]`; 0 of one that has no inverse, NaN of what is not finite.
    ///
    /// Its gradient is det(A) A⁻ᵀ: that of a matrix without an inverse ends the running cell with a `SingularMatrixError`.
    ///
    ///     Tensor([[1, 2], [3, 4]]).determinant()   // -2
    public func determinant() -> Tensor {
        let order = obeying(try ShapeRule.squares(shape, operation: "determinant"))
        let value = Tensor(shape: Shape(Array(shape.dimensions.dropLast(2)))) { target in
            withUnsafeBuffer {
                LinearSolver.determinants(
                    count: target.count, order: order, matrices: $0.baseAddress!, into: target.baseAddress!)
            }
        }
        return .differentiable(
            value, inputs: [self],
            byValue: { g, determinant in
                let identity = Tensor.eye(order).broadcast(to: self.shape)
                let inverse = self.transposed().solvedOrEnding(identity, named: "the gradient of determinant")
                return [(g * determinant).expanded(axis: -1).expanded(axis: -1) * inverse]
            })
    }

    /// A⁻¹ `sides`, of equal batches.
    fileprivate func solved(_ sides: Tensor, named name: String) throws(SingularMatrixError) -> Tensor {
        let (order, columns) = (shape.dimensions[rank - 1], sides.shape.dimensions[sides.rank - 1])
        var singular: Int?
        let (matrices, right) = (floats, sides.floats)
        let value = Tensor(shape: sides.shape) { target in
            withExtendedLifetime((matrices, right)) {
                singular = LinearSolver.solve(
                    count: shape.dimensions.dropLast(2).reduce(1, *), order: order, columns: columns,
                    matrices: matrices.pointer, sides: right.pointer, into: target.baseAddress!)
            }
        }
        if let singular { throw SingularMatrixError(operation: name, index: singular, shape: shape) }
        let matrixNeeds = needsGradient
        return .differentiable(
            value, inputs: [self, sides],
            byValue: { g, x in
                // Of A X = B: ∂B = A⁻ᵀ g, ∂A = −∂B Xᵀ.
                let back = self.transposed().solvedOrEnding(g, named: "the gradient of \(name)")
                return [matrixNeeds ? -back.matmul(x.transposed()) : nil, back]
            })
    }

    /// The same within a pullback, of a matrix that had an inverse.
    private func solvedOrEnding(_ sides: Tensor, named name: String) -> Tensor {
        do {
            return try solved(sides, named: name)
        } catch {
            Failing.with(error, file: #file, line: #line)
        }
    }
}
