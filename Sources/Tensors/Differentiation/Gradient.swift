/// The value of a function of several tensors and its gradient with respect to each.
///
/// The function must give a single element (a loss); one of more traps. It may capture other tensors, which count as constants.
/// Differentiations nest: within the function of another one, the gradient has a derivative by what that one differentiates by.
///
///     let (value, gradients) = valueWithGradient(at: [x, y]) { ($0[0] * $0[1]).sum() }
///     // gradients[0] == y, gradients[1] == x
///     gradient(at: Tensor([2])) { x in gradient(at: x) { ($0 * $0 * $0).sum() }.sum() }   // [12.0]
///
/// - Returns: the value and gradients of the shapes of `inputs`, constants unless there is an enclosing differentiation.
public func valueWithGradient(
    at inputs: [Tensor], of body: ([Tensor]) throws -> Tensor
) rethrows -> (value: Tensor, gradients: [Tensor]) {
    let leaves = inputs.map { $0.tracked() }
    let value = try body(leaves)
    obeying(
        try ShapeRule.single(
            value.shape, operation: "valueWithGradient", remedy: "reduce the loss, as with .mean() or .sum()"))
    return (value.value(outOf: leaves), Tensor.backward(from: value, to: leaves))
}

/// The value of a function of one tensor and its gradient.
///
///     let (value, gradient) = valueWithGradient(at: x) { ($0 * $0).sum() }   // gradient == 2 x
public func valueWithGradient(
    at input: Tensor, of body: (Tensor) throws -> Tensor
) rethrows -> (value: Tensor, gradient: Tensor) {
    let (value, gradients) = try valueWithGradient(at: [input]) { try body($0[0]) }
    return (value, gradients[0])
}

/// Gradients of a function of several tensors; see `valueWithGradient(at:of:)`.
public func gradient(at inputs: [Tensor], of body: ([Tensor]) throws -> Tensor) rethrows -> [Tensor] {
    try valueWithGradient(at: inputs, of: body).gradients
}

/// Gradient of a function of one tensor; see `valueWithGradient(at:of:)`.
public func gradient(at input: Tensor, of body: (Tensor) throws -> Tensor) rethrows -> Tensor {
    try valueWithGradient(at: input, of: body).gradient
}
