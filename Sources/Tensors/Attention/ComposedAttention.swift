import Kernels

/// The derivative of attention as operations that have derivatives themselves: for a gradient of a gradient, with all scores in memory.
struct ComposedAttention {
    let query: Tensor, key: Tensor, value: Tensor
    let bias: Tensor?
    let sizes: AttentionSizes

    /// By queries, keys, values and, if there is one, bias.
    func gradients(_ arrived: Tensor) -> [Tensor?] {
        let (q, k, v, g) = (split(query), split(key), split(value), split(arrived))
        let weights = weights(q, k)
        let byWeights = matmul(g, v.transposed())
        let byScores = weights * (byWeights - (weights * byWeights).sum(axes: [-1], keepingDimensions: true))
        return [
            joined(matmul(byScores, k) * sizes.scale), joined(matmul(byScores.transposed(), q) * sizes.scale),
            joined(matmul(weights.transposed(), g)),
        ] + (bias.map { [byScores.summed(to: $0.shape)] } ?? [])
    }

    /// `[N, heads, T, S]`: how much of each key a query takes. 0 for a query that sees none.
    private func weights(_ q: Tensor, _ k: Tensor) -> Tensor {
        var scores = matmul(q, k.transposed()) * sizes.scale
        if let bias { scores = scores + bias }
        if sizes.isCausal {
            let hidden = Tensor.arange(sizes.queries).reshaped(-1, 1) .< Tensor.arange(sizes.keys).reshaped(1, -1)
            scores = .select(hidden, Tensor(-.infinity), scores)
        }
        guard sizes.keys > 0 else { return scores }
        let sees = scores.detached().max(axes: [-1], keepingDimensions: true) .> -.infinity
        return .select(sees, scores, Tensor(0)).softmax() * sees
    }

    /// `[N, T, heads · d]` → `[N, heads, T, d]`.
    private func split(_ rows: Tensor) -> Tensor {
        rows.reshaped(rows.shape[0], rows.shape[1], sizes.heads, rows.shape[2] / sizes.heads)
            .transposed(permutation: [0, 2, 1, 3])
    }

    private func joined(_ heads: Tensor) -> Tensor {
        heads.transposed(permutation: [0, 2, 1, 3])
            .reshaped(heads.shape[0], heads.shape[2], heads.shape[1] * heads.shape[3])
    }
}
