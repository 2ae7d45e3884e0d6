import Tensors

/// Scales all gradients down together when their global norm is above `maximum`, and gives the norm before that.
///
/// As PyTorch's `clip_grad_norm_`: the factor is `maximum / (norm + 1e-6)`. A norm that is not finite leaves them as they are.
///
/// - Parameter maximum: > 0.
@discardableResult
public func clipGradients(_ gradients: inout [Tensor], toNorm maximum: Double) -> Double {
    require(maximum > 0, "gradients are clipped to a norm above 0, found \(maximum)")
    let norm = globalNorm(gradients)
    let factor = maximum / (norm + 1e-6)
    if norm.isFinite, factor < 1 { scaleGradients(&gradients, by: Float(factor)) }
    return norm
}

/// The Euclidean norm of all gradients taken as one vector.
public func globalNorm(_ gradients: [Tensor]) -> Double {
    gradients.reduce(0) { $0 + $1.sumOfSquares }.squareRoot()
}

/// Multiplies all gradients by a factor, in place where they are not shared.
public func scaleGradients(_ gradients: inout [Tensor], by factor: Float) {
    for index in gradients.indices { gradients[index].scale(by: factor) }
}

/// Adds gradients to a sum of the same shapes, in place where it is not shared: for accumulation over several batches.
public func addGradients(_ gradients: [Tensor], to sum: inout [Tensor]) {
    require(gradients.count == sum.count, "\(gradients.count) gradients added to \(sum.count)")
    for index in sum.indices {
        require(
            sum[index].shape == gradients[index].shape,
            "gradient \(index) has shape \(gradients[index].shape), the sum \(sum[index].shape)")
        sum[index].accumulate(gradients[index])
    }
}

/// Gradients scaled down together where their global norm is above `maximum` (> 0), as PyTorch's `clip_grad_norm_`.
///
///     optimizer.step(clipped(gradients, toNorm: 5), learningRate: 0.01)
public func clipped(_ gradients: [Tensor], toNorm maximum: Double) -> [Tensor] {
    require(maximum > 0, "clipped: found toNorm \(maximum), expected more than 0")
    var clipped = gradients
    clipGradients(&clipped, toNorm: maximum)
    return clipped
}
