import Work

/// InfoNCE: how well each row of `queries` knows its own row of `keys` among all rows, `−mean log softmax(q kᵀ / τ)[n, n]`
/// (van den Oord et al. 2018).
///
///     infoNCE(video, audio, temperature: 0.07)                       // [N, d] and [N, d] → a scalar, in nats
///
/// Rows are brought to length 1 first, so that products are cosines. Symmetric, the mean of both directions, is what CLIP and AVID train.
///
/// - Parameters:
///   - queries: `[N, d]`, N ≥ 1.
///   - keys: `[N, d]`; row n belongs to query n.
///   - temperature: τ > 0.
///   - isSymmetric: whether keys look for their queries, too.
public func infoNCE(_ queries: Tensor, _ keys: Tensor, temperature: Float = 0.07, isSymmetric: Bool = true) -> Tensor {
    obeying(try ShapeRule.pairedRows(queries.shape, keys.shape, operation: "infoNCE"))
    require(temperature > 0, "infoNCE: found a temperature of \(temperature), expected more than 0")
    let logits = matmul(queries.normalizedRows(), keys.normalizedRows().transposed()) / temperature
    let own = Array(0..<queries.shape[0])
    let forth = crossEntropy(logits, labels: own)
    return isSymmetric ? (forth + crossEntropy(logits.transposed(), labels: own)) * 0.5 : forth
}

/// NT-Xent, the loss of SimCLR: each of 2 N views knows its twin among the 2 N − 1 others (Chen et al. 2020).
///
///     normalizedTemperatureCrossEntropy(first, second, temperature: 0.5)   // two views of N examples, [N, d] each → a scalar
///
/// - Parameters:
///   - first: `[N, d]`, N ≥ 1; brought to length 1.
///   - second: `[N, d]`; row n is another view of the example of `first`'s row n.
///   - temperature: τ > 0.
public func normalizedTemperatureCrossEntropy(_ first: Tensor, _ second: Tensor, temperature: Float = 0.5) -> Tensor {
    obeying(try ShapeRule.pairedRows(first.shape, second.shape, operation: "normalizedTemperatureCrossEntropy"))
    require(temperature > 0, "normalizedTemperatureCrossEntropy: found a temperature of \(temperature), expected more than 0")
    let count = first.shape[0]
    let views = Tensor.concatenated([first, second]).normalizedRows()
    // No view is its own twin.
    let hidden = Tensor.eye(2 * count) * -1e9
    let logits = matmul(views, views.transposed()) / temperature + hidden
    return crossEntropy(logits, labels: (0..<2 * count).map { ($0 + count) % (2 * count) })
}

/// The triplet loss: `mean max(0, ‖a − p‖ − ‖a − n‖ + margin)` (Schroff et al. 2015, with distances as PyTorch has them).
///
///     tripletLoss(anchor, positive, negative, margin: 1)   // [N, d] each → a scalar
///
/// - Parameters:
///   - anchor, positive, negative: `[N, d]`, N ≥ 1.
///   - margin: by how much the negative is to be farther away.
public func tripletLoss(_ anchor: Tensor, _ positive: Tensor, _ negative: Tensor, margin: Float = 1) -> Tensor {
    obeying(try ShapeRule.pairedRows(anchor.shape, positive.shape, operation: "tripletLoss"))
    obeying(try ShapeRule.pairedRows(anchor.shape, negative.shape, operation: "tripletLoss"))
    // As PyTorch's pairwise_distance: 1e-6 keeps the root's slope finite where two rows are equal.
    func distance(_ other: Tensor) -> Tensor { (anchor - other + 1e-6).square().sum(axes: [-1]).sqrt() }
    return (distance(positive) - distance(negative) + margin).relu().mean()
}

extension Tensor {
    /// Each row along the last axis brought to length 1: `x / max(‖x‖, ε)`; a row of zeros stays one.
    ///
    ///     embeddings.normalizedRows()   // [N, d] → [N, d]
    public func normalizedRows(epsilon: Float = 1e-12) -> Tensor {
        let length = square().sum(axes: [-1], keepingDimensions: true)
        return self * Tensor.maximum(length, Tensor(epsilon * epsilon)).rsqrt()
    }
}

extension ShapeRule {
    /// Two sets of as many rows of one width.
    package static func pairedRows(_ first: Shape, _ second: Shape, operation: String) throws(ShapeError) {
        guard first.rank == 2, first == second, first[0] > 0 else {
            throw ShapeError(operation: operation, found: "\(first) and \(second)", expected: "[N, d] twice, N at least 1")
        }
    }
}
