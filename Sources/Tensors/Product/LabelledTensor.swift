/// A tensor whose axes have names.
struct LabelledTensor {
    let tensor: Tensor
    let labels: [Character]

    private func sizes(_ names: [Character]) -> [Int] {
        names.map { label in labels.firstIndex(of: label).map { tensor.shape.dimensions[$0] } ?? 1 }
    }

    /// Without the axes of size 1 whose names have another size elsewhere: what lacks a name is the same all along it.
    func withoutBroadcastAxes(_ sizes: [Character: Int]) -> LabelledTensor {
        let kept = labels.indices.filter { tensor.shape.dimensions[$0] == sizes[labels[$0]] }
        if kept.count == labels.count { return self }
        return LabelledTensor(tensor: tensor.reshaped(kept.map { tensor.shape.dimensions[$0] }), labels: kept.map { labels[$0] })
    }

    /// Of a name that stands twice, the diagonal.
    func withoutRepeats() -> LabelledTensor {
        for (place, label) in labels.enumerated() {
            guard let first = labels[..<place].firstIndex(of: label) else { continue }
            let others = labels.indices.filter { $0 != first && $0 != place }
            let diagonal = tensor.transposed(permutation: others + [first, place]).diagonal()
            return LabelledTensor(tensor: diagonal, labels: others.map { labels[$0] } + [label]).withoutRepeats()
        }
        return self
    }

    /// Summed over all names but some.
    func summed(keeping names: Set<Character>) -> LabelledTensor {
        let axes = labels.indices.filter { !names.contains(labels[$0]) }
        if axes.isEmpty { return self }
        return LabelledTensor(tensor: tensor.sum(axes: axes), labels: labels.filter(names.contains))
    }

    /// The axes in the order of the names.
    func permuted(to names: [Character]) -> Tensor {
        tensor.transposed(permutation: names.compactMap { labels.firstIndex(of: $0) })
    }

    /// The product with another, summed over the names that both have and nobody needs. The names that both keep come first, then this one's
    /// own, then the other's; or the other way round, where that is the order asked for.
    func contracted(with other: LabelledTensor, keeping needed: Set<Character>, ordered: [Character]) -> LabelledTensor {
        let a = summed(keeping: needed.union(other.labels)), b = other.summed(keeping: needed.union(labels))
        let shared = a.labels.filter(b.labels.contains)
        let batch = shared.filter(needed.contains), inner = shared.filter { !needed.contains($0) }
        let left = a.labels.filter { !shared.contains($0) }, right = b.labels.filter { !shared.contains($0) }
        if ordered == batch + right + left, !left.isEmpty, !right.isEmpty {
            return b.product(with: a, batch: batch, inner: inner, left: right, right: left)
        }
        return a.product(with: b, batch: batch, inner: inner, left: left, right: right)
    }

    private func product(
        with other: LabelledTensor, batch: [Character], inner: [Character], left: [Character], right: [Character]
    ) -> LabelledTensor {
        let labels = batch + left + right
        let sizes = self.sizes(batch) + self.sizes(left) + other.sizes(right)
        if inner.isEmpty || (left.isEmpty && right.isEmpty) {
            // Nothing for matrices: elements are multiplied, and summed.
            let a = permuted(to: batch + left + inner), b = other.permuted(to: batch + right + inner)
            let aligned = a.reshaped(self.sizes(batch) + self.sizes(left) + right.map { _ in 1 } + self.sizes(inner))
            let across = b.reshaped(self.sizes(batch) + left.map { _ in 1 } + other.sizes(right) + self.sizes(inner))
            let product = aligned * across
            return LabelledTensor(
                tensor: inner.isEmpty ? product : product.sum(axes: Array(labels.count..<product.rank)), labels: labels)
        }
        let (a, transposeLeft) = matrices(batch, left, inner)
        let (b, transposeRight) = other.matrices(batch, inner, right)
        return LabelledTensor(
            tensor: BatchedProduct(transposeLeft: transposeLeft, transposeRight: transposeRight)(a, b).reshaped(sizes),
            labels: labels)
    }

    /// As matrices `[B, rows, columns]`, or their transposes where the tensor lies so: then nothing is copied.
    private func matrices(
        _ batch: [Character], _ rows: [Character], _ columns: [Character]
    ) -> (tensor: Tensor, isTransposed: Bool) {
        let isTransposed = labels == batch + columns + rows && labels != batch + rows + columns
        let (down, across) = isTransposed ? (columns, rows) : (rows, columns)
        let count = [batch, down, across].map { sizes($0).reduce(1, *) }
        return (permuted(to: batch + down + across).reshaped(count), isTransposed)
    }
}
