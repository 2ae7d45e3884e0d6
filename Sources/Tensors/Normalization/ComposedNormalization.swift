/// The derivative of a normalisation as operations that have derivatives themselves: for a gradient of a gradient, where the fused passes
/// would end.
struct ComposedNormalization {
    /// `[…, C]`.
    let input: Tensor
    /// γ, `[C]`.
    let scale: Tensor
    /// Where a ReLU lets the derivative pass, if there is one.
    let mask: Tensor?
    /// Mean and variance, where they are not the batch's own.
    let fixed: (mean: Tensor, variance: Tensor)?
    let epsilon: Float

    /// By input, scale, shift and, if there is one, residual.
    func gradients(_ arrived: Tensor, hasResidual: Bool) -> [Tensor?] {
        let g = mask.map { Tensor.select($0, arrived, Tensor(0)) } ?? arrived
        let axes = Array(0..<input.rank - 1)
        let distance = input - (fixed?.mean ?? input.mean(axes: axes))
        let inverse = ((fixed?.variance ?? distance.square().mean(axes: axes)) + epsilon).rsqrt()
        let normalized = distance * inverse
        let products = g * normalized
        let inner = fixed != nil ? g : g - g.mean(axes: axes) - normalized * products.mean(axes: axes)
        return [inner * (scale * inverse), products.sum(axes: axes), g.sum(axes: axes)] + (hasResidual ? [g] : [])
    }
}
