/// Einstein's sum: a product of tensors whose axes have letters, summed over all letters that the result does not have.
///
///     einsum("ij,jk->ik", a, b)               // the product of matrices
///     einsum("bhqd,bhkd->bhqk", q, k)         // the scores of attention: batched products, nothing transposed
///     einsum("ii->", a)                       // the trace; "ii->i" is the diagonal, "ij->ji" the transpose
///     einsum("...ij,...jk->...ik", a, b)      // whatever axes come before: they are broadcast
///
/// Operands are taken from the left, two at a time, each pair as one batched product of matrices; so an order in which few are large is the
/// caller's to choose. Without `->` the result has the letters that stand once, in alphabetical order, behind the axes of `...`; those that are
/// not behind an arrow are summed over, as in PyTorch. NaN goes where the sums do.
///
/// - Parameters:
///   - text: the letters of each operand's axes, with commas between, and behind `->` those of the result.
///   - operands: as many tensors, at least one; equal letters have equal sizes.
public func einsum(_ text: String, _ operands: Tensor...) -> Tensor { einsum(text, operands) }

/// The same of a list of tensors.
public func einsum(_ text: String, _ operands: [Tensor]) -> Tensor {
    let (notation, sizes) = obeying(try ShapeRule.einsum(text, operands.map(\.shape)))
    var waiting = zip(operands, notation.operands).map {
        LabelledTensor(tensor: $0, labels: $1).withoutBroadcastAxes(sizes).withoutRepeats()
    }[...]
    guard var result = waiting.popFirst() else { return Tensor(1) }
    while let next = waiting.popFirst() {
        let needed = Set(waiting.flatMap(\.labels)).union(notation.result)
        result = result.contracted(with: next, keeping: needed, ordered: waiting.isEmpty ? notation.result : [])
    }
    return result.summed(keeping: Set(notation.result)).permuted(to: notation.result)
}

extension ShapeRule {
    /// The notation of a sum over operands of these shapes, and the size of each label.
    package static func einsum(
        _ text: String, _ shapes: [Shape]
    ) throws(ShapeError) -> (notation: EinsumNotation, sizes: [Character: Int]) {
        let notation = try EinsumNotation(text).expanded(for: shapes)
        let sizes = try notation.sizes(of: shapes)
        _ = try shape(notation.result.map { sizes[$0] ?? 1 }, operation: "einsum")
        return (notation, sizes)
    }
}
