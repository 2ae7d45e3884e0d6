import Tensors
import Work

/// The value of `body` and its gradient with respect to parameters, in their order.
///
/// Inside `body` each parameter that is not frozen carries its derivative; afterwards all have the plain values they had,
/// also when `body` throws. A frozen parameter, and one that `body` does not use, has a gradient of zeros.
///
/// ```swift
/// let (loss, gradients) = valueWithGradient(of: model.parameters) { (model(x) - y).pow(2).mean() }
/// optimizer.step(gradients, learningRate: 0.1)
/// ```
///
/// - Parameter body: gives a tensor with one scalar.
public func valueWithGradient(
    of parameters: [Parameter], _ body: () throws -> Tensor
) rethrows -> (value: Tensor, gradients: [Tensor]) {
    try valueWithGradient(of: parameters, weight: 1, whole: nil, body)
}

/// The same, told how much the value counts, and telling when a gradient is whole.
///
/// - Parameters:
///   - weight: what the gradient begins with: 0 where another rank's value counts.
///   - whole: hears the place of each parameter that is not frozen, and its gradient, while the others are still computed.
package func valueWithGradient(
    of parameters: [Parameter], weight: Float, whole: ((Int, Tensor) -> Void)?, _ body: () throws -> Tensor
) rethrows -> (value: Tensor, gradients: [Tensor]) {
    let before = parameters.map(\.value)
    let moving = parameters.indices.filter { !parameters[$0].isFrozen }
    let leaves = moving.map { before[$0].tracked() }
    for (index, leaf) in zip(moving, leaves) { parameters[index].value = leaf }
    // A cell that ends within `body` unwinds nothing: its session puts the values back.
    nonisolated(unsafe) let trained = parameters
    let restore: @Sendable () -> Void = { for (parameter, value) in zip(trained, before) { parameter.value = value } }
    defer { restore() }
    let output = try Work.current.undoing(by: restore, body)
    obeying(
        try ShapeRule.single(
            output.shape, operation: "valueWithGradient", remedy: "reduce the loss, as with .mean() or .sum()"))
    let seed = weight == 1 ? nil : Tensor.full(output.shape, weight)
    var arrived = Tensor.backward(
        from: output, seed: seed, to: leaves, whole: whole.map { whole in { whole(moving[$0], $1) } }
    ).makeIterator()
    let gradients = parameters.map { $0.isFrozen ? .zeros($0.shape) : arrived.next() ?? .zeros($0.shape) }
    return (output.value(outOf: leaves), gradients)
}
