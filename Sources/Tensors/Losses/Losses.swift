/// The cross-entropy of logits and classes, `−1/N Σ log softmax(logits)[n, labels[n]]`.
///
///     crossEntropy(logits, labels: [2, 0])   // [2, C] → a scalar
///
/// - Parameters:
///   - logits: `[N, C]`, not normalised.
///   - labels: N classes within `0..<C`. What does not fit traps.
/// - Returns: a scalar, in nats.
public func crossEntropy(_ logits: Tensor, labels: [Int]) -> Tensor {
    -logits.logSoftmax(axis: -1).picked(labels).mean()
}

/// The mean of the squared differences of two tensors of one shape: a scalar.
public func meanSquaredError(_ prediction: Tensor, _ target: Tensor) -> Tensor {
    obeying(try ShapeRule.equal(prediction.shape, target.shape, operation: "meanSquaredError"))
    return (prediction - target).square().mean()
}
