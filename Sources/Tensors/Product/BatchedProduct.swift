/// Products of matrices `[B, …, …]` of equal batches, each side as it lies or transposed, without copying it.
struct BatchedProduct {
    let transposeLeft: Bool
    let transposeRight: Bool

    func callAsFunction(_ left: Tensor, _ right: Tensor) -> Tensor {
        let (p, q) = (transposeLeft, transposeRight)
        return BilinearProduct(
            { MatrixProduct($0, $1, transposeLeft: p, transposeRight: q).value() },
            byLeft: { g, b in
                p
                    ? MatrixProduct(b, g, transposeLeft: q, transposeRight: true).value()
                    : MatrixProduct(g, b, transposeRight: !q).value()
            },
            byRight: { a, g in
                q
                    ? MatrixProduct(g, a, transposeLeft: true, transposeRight: p).value()
                    : MatrixProduct(a, g, transposeLeft: !p).value()
            })(left, right)
    }
}
