import Kernels

extension Tensor {
    /// `batchNormalized(scale:shift:epsilon:relu:)` of checked arguments by oneDNN, value and derivative.
    func normalized(
        by kernel: OneDNNNormalization, scale: Tensor, shift: Tensor, epsilon: Float, relu: Bool
    ) -> BatchNormalized {
        let channels = shape.dimensions[rank - 1]
        let rows = count / channels
        let (mean, variance) = (Storage(count: channels), Storage(count: channels))
        let workspace = Storage(
            count: kernel.workspaceCount(rows: rows, channels: channels, epsilon: epsilon, relu: relu))
        let value = Tensor(shape: shape) { output in
            withExtendedLifetime((self, scale, shift)) {
                kernel.forward(
                    rows: rows, channels: channels, input: pointer, scale: scale.pointer, shift: shift.pointer, epsilon: epsilon,
                    relu: relu, output: output.baseAddress!, mean: mean.pointer, variance: variance.pointer,
                    workspace: workspace.pointer)
            }
        }
        let (x, gamma, beta) = (detached(), scale.detached(), shift.detached())
        let output = Tensor.differentiable(
            value, inputs: [self, scale, shift],
            byValue: { g, y in
                if Tensor.isDerivativeRecorded {
                    let normalization = ComposedNormalization(
                        input: self, scale: scale, mask: relu ? y .> 0 : nil, fixed: nil, epsilon: epsilon)
                    return normalization.gradients(g, hasResidual: false)
                }
                let (byScale, byShift) = (Storage(count: channels), Storage(count: channels))
                let byInput = Tensor(shape: x.shape) { target in
                    withExtendedLifetime((x, g, gamma, beta, mean, variance, workspace)) {
                        kernel.backward(
                            rows: rows, channels: channels, input: x.pointer, outputGradient: g.pointer, scale: gamma.pointer,
                            shift: beta.pointer, epsilon: epsilon, relu: relu, mean: mean.pointer, variance: variance.pointer,
                            workspace: workspace.pointer, inputGradient: target.baseAddress!, scaleGradient: byScale.pointer,
                            shiftGradient: byShift.pointer)
                    }
                }
                return [byInput, Tensor(shape: [channels], storage: byScale), Tensor(shape: [channels], storage: byShift)]
            })
        return BatchNormalized(
            output: output, mean: Tensor(shape: [channels], storage: mean),
            variance: Tensor(shape: [channels], storage: variance),
            count: rows)
    }
}
