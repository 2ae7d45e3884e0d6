import Kernels

extension Tensor {
    /// Probabilities along `axis`: exp(xᵢ) / Σ exp(xⱼ), computed after subtracting the largest.
    public func softmax(axis: Int = -1) -> Tensor { softmax(axis: axis, logarithm: false, named: "softmax") }

    /// The logarithm of `softmax`, without the loss of digits that taking it afterwards would cost.
    ///
    ///     -logits.logSoftmax().picked(labels).mean()   // the cross-entropy of [N, C] and N labels
    public func logSoftmax(axis: Int = -1) -> Tensor { softmax(axis: axis, logarithm: true, named: "logSoftmax") }

    private func softmax(axis: Int, logarithm: Bool, named name: String) -> Tensor {
        let axis = obeying(try ShapeRule.axis(axis, of: shape, operation: name))
        guard axis == rank - 1 else {
            var exchange = Array(shape.dimensions.indices)
            exchange.swapAt(axis, rank - 1)
            return transposed(permutation: exchange).softmax(axis: -1, logarithm: logarithm, named: name)
                .transposed(permutation: exchange)
        }
        let width = shape.dimensions[axis]
        let rows = width == 0 ? 0 : count / width
        let y = Tensor(shape: shape) { target in
            withUnsafeBuffer {
                SoftmaxKernel.forward(
                    $0.baseAddress!, rows: rows, width: width, logarithm: logarithm, into: target.baseAddress!)
            }
        }
        return .differentiable(
            y, inputs: [self],
            byValue: { g, y in
                if Tensor.isDerivativeRecorded {
                    return logarithm
                        ? [g - y.exp() * g.sum(axes: [-1], keepingDimensions: true)]
                        : [y * (g - (y * g).sum(axes: [-1], keepingDimensions: true))]
                }
                return withExtendedLifetime((y, g)) {
                    [
                        Tensor(shape: y.shape) { target in
                            SoftmaxKernel.backward(
                                output: y.pointer, gradient: g.pointer, rows: rows, width: width, logarithm: logarithm,
                                into: target.baseAddress!)
                        }
                    ]
                }
            })
    }
}
