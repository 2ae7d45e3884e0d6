import Kernels

/// What queries find in values by way of keys: `softmax(scale · Q Kᵀ + bias) V` for each head (Vaswani et al. 2017).
///
/// Heads lie side by side in the last axis, as a linear layer makes them; nothing is transposed, and the scores are never in memory as a
/// whole. Memory is that of the result and one number a query and head. A query that sees no key, for it is masked or there is none, finds 0.
///
///     attention(q, k, v, heads: 6)                            // q, k, v: [8, 196, 384] → [8, 196, 384]
///     attention(q, k, v, heads: 6, isCausal: true)            // each sees itself and what came before
///     attention(q, k, v, heads: 6, bias: (1 - seen) * -1e9)   // seen: [8, 1, 1, 196], 1 where a key is to be seen
///
/// - Parameters:
///   - query: `[N, T, heads · d]`.
///   - key: `[N, S, heads · d]`.
///   - value: `[N, S, heads · e]`.
///   - heads: how many, ≥ 1.
///   - bias: added to the scores; `[N, heads, T, S]`, where axes before the last may be 1 or left out. −∞ hides a key; of a mask, what it does not hold of.
///   - isCausal: whether query i sees keys 0…i only.
///   - scale: 1 / √d unless given.
/// - Returns: `[N, T, heads · e]`. Shapes that do not fit end the cell.
public func attention(
    _ query: Tensor, _ key: Tensor, _ value: Tensor, heads: Int = 1, bias: Tensor? = nil, isCausal: Bool = false,
    scale: Float? = nil
) -> Tensor {
    let sizes = obeying(
        try ShapeRule.attention(
            query: query.shape, key: key.shape, value: value.shape, heads: heads, bias: bias?.shape, isCausal: isCausal,
            scale: scale))
    let bias = bias.map { $0.elementType == .bool ? Tensor.select($0, Tensor(0), Tensor(-.infinity)) : $0 }
    let isTracked = [query, key, value].contains { $0.needsGradient } || bias?.needsGradient ?? false
    let logarithms = isTracked ? Storage(count: sizes.batch * heads * sizes.queries) : nil
    let shape = Shape([sizes.batch, sizes.queries, value.shape[2]])
    let (q, k, v, b) = (query.floats, key.floats, value.floats, bias?.floats)
    Profile.count(sizes.products * Double(query.shape[2] + value.shape[2]))
    let output = Tensor(shape: shape, keptAs: value.numberType) { target in
        withExtendedLifetime((q, k, v, b)) {
            AttentionKernel.forward(
                sizes, query: q.pointer, key: k.pointer, value: v.pointer, bias: b?.attentionBias, output: target.baseAddress!,
                logarithms: logarithms?.pointer)
        }
    }
    guard let logarithms else { return output }
    let wantsBias = bias?.needsGradient ?? false
    return .differentiable(
        output, inputs: [query, key, value] + (bias.map { [$0] } ?? []),
        byValue: { gradient, output in
            if Tensor.isDerivativeRecorded {
                return ComposedAttention(query: query, key: key, value: value, bias: bias, sizes: sizes).gradients(gradient)
            }
            let (output, gradient) = (output.floats, gradient.floats)
            Profile.count(sizes.products * Double(3 * q.shape[2] + 2 * v.shape[2]))
            let (dq, dk, dv) = (Storage(count: q.count), Storage(count: k.count), Storage(count: v.count))
            let scores = wantsBias ? Storage(count: sizes.batch * sizes.heads * sizes.queries * sizes.keys) : nil
            withExtendedLifetime((q, k, v, b, output, gradient, logarithms)) {
                AttentionKernel.backward(
                    sizes, query: q.pointer, key: k.pointer, value: v.pointer, bias: b?.attentionBias, output: output.pointer,
                    logarithms: logarithms.pointer, gradient: gradient.pointer, queryGradient: dq.pointer,
                    keyGradient: dk.pointer, valueGradient: dv.pointer, scoreGradient: scores?.pointer)
            }
            let byBias = scores.map { scores in
                Tensor(shape: [sizes.batch, sizes.heads, sizes.queries, sizes.keys], storage: scores).summed(to: b?.shape ?? [])
            }
            return [
                Tensor(shape: q.shape, storage: dq), Tensor(shape: k.shape, storage: dk), Tensor(shape: v.shape, storage: dv),
            ] + (b == nil ? [] : [byBias])
        })
}

extension AttentionSizes {
    /// Additions and multiplications of one product over a channel: 2 N T S.
    fileprivate var products: Double { 2 * Double(batch) * Double(queries) * Double(keys) }
}

extension Tensor {
    /// A bias that is read as the scores are.
    fileprivate var attentionBias: AttentionBias {
        let sizes = Array(repeating: 1, count: 4 - rank) + shape.dimensions
        return AttentionBias(
            pointer, batchStep: sizes[0] == 1 ? 0 : sizes[1] * sizes[2] * sizes[3],
            headStep: sizes[1] == 1 ? 0 : sizes[2] * sizes[3],
            queryStep: sizes[2] == 1 ? 0 : sizes[3])
    }
}
