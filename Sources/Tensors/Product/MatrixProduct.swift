import Kernels

/// The product of matrices: `[…, m, k] × […, k, n] → […, m, n]`; leading axes are batches and broadcast.
///
/// A vector on the left is one row, a vector on the right one column: `[k] × […, k, n] → […, n]`, `[…, m, k] × [k] → […, m]`, and of two
/// vectors the result is a scalar.
///
///     matmul(rows, weight)   // [N, in] × [in, out] → [N, out]
public func matmul(_ left: Tensor, _ right: Tensor) -> Tensor {
    if left.rank < 2 || right.rank < 2 {
        let shape = obeying(try ShapeRule.matmul(left.shape, right.shape))
        return matmul(
            left.rank == 1 ? left.expanded(axis: 0) : left, right.rank == 1 ? right.expanded(axis: -1) : right
        ).reshaped(to: shape)
    }
    let (leftShape, rightShape) = (left.shape, right.shape)
    return BilinearProduct(
        { MatrixProduct($0, $1).value() },
        byLeft: { g, b in MatrixProduct(g, b, transposeRight: true).value().summed(to: leftShape) },
        byRight: { a, g in MatrixProduct.weightGradient(input: a, gradient: g, shape: rightShape) }
    )(left, right)
}

extension Tensor {
    /// The product of matrices as a method: `rows.matmul(weight)`.
    public func matmul(_ right: Tensor) -> Tensor { Tensors.matmul(self, right) }

    /// The sum of products of two vectors `[S]`, as a scalar.
    public func dot(_ other: Tensor) -> Tensor {
        obeying(try ShapeRule.equal(shape, other.shape, operation: "dot"))
        let value = Tensor(shape: []) { target in
            withUnsafeBuffer { a in
                other.withUnsafeBuffer { b in
                    SumKernel.dot(a.baseAddress!, b.baseAddress!, count: a.count, into: target.baseAddress!)
                }
            }
        }
        let (x, y) = (other.needsGradient ? self : nil, needsGradient ? other : nil)
        return .differentiable(value, inputs: [self, other]) { g in [y.map { g * $0 }, x.map { g * $0 }] }
    }
}

/// A batched product of values, either side transposed in its last two axes.
struct MatrixProduct {
    let left: Tensor, right: Tensor
    let transposeLeft: Bool, transposeRight: Bool

    init(_ left: Tensor, _ right: Tensor, transposeLeft: Bool = false, transposeRight: Bool = false) {
        (self.left, self.right) = (left, right)
        (self.transposeLeft, self.transposeRight) = (transposeLeft, transposeRight)
    }

    func value() -> Tensor {
        let a = Self.matrices(left.shape, transposed: transposeLeft)
        let b = Self.matrices(right.shape, transposed: transposeRight)
        let (left, right) = (self.left.floats, self.right.floats)
        let shape = obeying(try ShapeRule.matmul(a, b))
        let (m, k, n) = (a.dimensions[a.rank - 2], a.dimensions[a.rank - 1], b.dimensions[b.rank - 1])
        // One matrix on the right: all rows of the left are one tall matrix.
        let isTall = b.rank == 2 && !transposeLeft
        let batch = isTall ? 1 : shape.dimensions.dropLast(2).reduce(1, *)
        let rows = isTall ? shape.dimensions.dropLast().reduce(1, *) : m
        let leftOffsets = Self.offsets(of: a, in: shape, count: batch)
        let rightOffsets = Self.offsets(of: b, in: shape, count: batch)
        return Tensor(shape: shape, keptAs: Tensor.numberType(self.left, self.right)) { target in
            if k == 0 { return target.update(repeating: 0) }
            Profile.count(2 * Double(batch) * Double(rows) * Double(n) * Double(k))
            withExtendedLifetime((left, right)) {
                MatrixKernel.batch(
                    count: batch, transposeA: transposeLeft, transposeB: transposeRight, m: rows, n: n, k: k, a: left.pointer,
                    aOffsets: leftOffsets.map { $0 * m * k }, b: right.pointer, bOffsets: rightOffsets.map { $0 * k * n },
                    c: target.baseAddress!)
            }
        }
    }

    /// aᵀ g, summed over the batch: for a single weight matrix one product of tall matrices.
    static func weightGradient(input: Tensor, gradient: Tensor, shape: Shape) -> Tensor {
        let (input, gradient) = (input.detached(), gradient.detached())
        if shape.rank == 2 {
            let k = input.shape.dimensions[input.rank - 1]
            let n = gradient.shape.dimensions[gradient.rank - 1]
            let rows = gradient.shape.dimensions.dropLast().reduce(1, *)
            return MatrixProduct(
                input.reshaped(rows, k), gradient.reshaped(rows, n), transposeLeft: true
            ).value()
        }
        return MatrixProduct(input, gradient, transposeLeft: true).value().summed(to: shape)
    }

    private static func matrices(_ shape: Shape, transposed: Bool) -> Shape {
        guard transposed, shape.rank >= 2 else { return shape }
        var sizes = shape.dimensions
        sizes.swapAt(sizes.count - 1, sizes.count - 2)
        return Shape(sizes)
    }

    /// Which matrix of `operand` each matrix of the broadcast result takes.
    private static func offsets(of operand: Shape, in result: Shape, count: Int) -> [Int] {
        let batch = result.dimensions.dropLast(2)
        let own = operand.dimensions.dropLast(2)
        return (0..<count).map { index in
            var (rest, offset, stride) = (index, 0, 1)
            for back in 1...max(1, batch.count) where back <= batch.count {
                let position = rest % batch[batch.count - back]
                rest /= batch[batch.count - back]
                guard back <= own.count else { continue }
                if own[own.count - back] != 1 { offset += position * stride }
                stride *= own[own.count - back]
            }
            return offset
        }
    }
}
