import Kernels

/// A batch normalised by its own statistics, and these, for the running averages of a layer.
public struct BatchNormalized: Sendable {
    /// Of the input's shape.
    public let output: Tensor
    /// Mean of each channel, `[C]`, with no derivative.
    public let mean: Tensor
    /// Biased variance of each channel (divided by the count), `[C]`, with no derivative.
    public let variance: Tensor
    /// Values of each channel that went into the statistics.
    public let count: Int
}

extension Tensor {
    /// Each channel brought to mean 0 and variance 1 over the batch, then scaled and shifted:
    /// `y = [relu](γ (x − μ) / √(σ² + ε) + β [+ residual])` (Ioffe and Szegedy 2015).
    ///
    /// Residual and ReLU are part of the same pass over memory. The derivative takes the statistics' own into account.
    ///
    ///     let normalized = x.batchNormalized(scale: gamma, shift: beta, relu: true)   // x: [N, T, H, W, C], gamma, beta: [C]
    ///
    /// - Parameters:
    ///   - scale: γ, `[C]`.
    ///   - shift: β, `[C]`.
    ///   - epsilon: ε > 0.
    ///   - residual: added before the ReLU; of the input's shape.
    ///   - relu: whether negative results become 0.
    public func batchNormalized(
        scale: Tensor, shift: Tensor, epsilon: Float = 1e-5, residual: Tensor? = nil, relu: Bool = false
    ) -> BatchNormalized {
        batchNormalized(scale: scale, shift: shift, epsilon: epsilon, residual: residual, relu: relu, sum: nil)
    }

    /// The same of rows that are a part of a batch: `sum` adds numbers of all parts, and the statistics are those of the whole.
    ///
    /// The derivatives by scale and shift are this part's. `sum` is called once with 2 C + 1 numbers, and once with 2 C when the derivative is wanted.
    package func batchNormalized(
        scale: Tensor, shift: Tensor, epsilon: Float, residual: Tensor?, relu: Bool, sum: (([Double]) -> [Double])?
    ) -> BatchNormalized {
        obeying(
            try ShapeRule.normalization(
                shape, channelValues: [("scale", scale.shape), ("shift", shift.shape)], residual: residual?.shape,
                isTraining: sum == nil))
        if !elementType.isFloatingPoint {
            return floats.batchNormalized(scale: scale, shift: shift, epsilon: epsilon, residual: residual, relu: relu, sum: sum)
        }
        if sum == nil, residual == nil, elementType == .float32, let kernel = OneDNNNormalization.chosen {
            return normalized(by: kernel, scale: scale, shift: shift, epsilon: epsilon, relu: relu)
        }
        let channels = shape.dimensions[rank - 1]
        let rows = count / channels
        var (mean, variance) = (Tensor.zeros([channels]), Tensor.zeros([channels]))
        withExtendedLifetime(self) {
            mean.withUnsafeMutableBuffer { mean in
                variance.withUnsafeMutableBuffer { variance in
                    BatchStatistics.compute(
                        rows: rows, channels: channels, input: elements, mean: mean.baseAddress!,
                        variance: variance.baseAddress!)
                }
            }
        }
        var whole = rows
        if let sum {
            let joined = PartStatistics(rows: rows, mean: mean, variance: variance).joined(by: sum)
            (whole, mean, variance) = (joined.rows, joined.mean, joined.variance)
        }
        let output = normalized(
            mean: mean, variance: variance, scale: scale, shift: shift, epsilon: epsilon, residual: residual, relu: relu,
            statistics: .own(rows: whole, sum: sum))
        return BatchNormalized(output: output, mean: mean, variance: variance, count: whole)
    }

    /// The same with given statistics, as in evaluation: `y = [relu](γ (x − mean) / √(variance + ε) + β [+ residual])`.
    ///
    /// The statistics count as constants. Parameters as of `batchNormalized(scale:shift:epsilon:residual:relu:)`; `mean` and
    /// `variance` are `[C]`.
    public func normalized(
        mean: Tensor, variance: Tensor, scale: Tensor, shift: Tensor, epsilon: Float = 1e-5, residual: Tensor? = nil,
        relu: Bool = false
    ) -> Tensor {
        obeying(
            try ShapeRule.normalization(
                shape,
                channelValues: [
                    ("mean", mean.shape), ("variance", variance.shape), ("scale", scale.shape), ("shift", shift.shape),
                ], residual: residual?.shape, isTraining: false))
        return converted(to: numberType).normalized(
            mean: mean, variance: variance, scale: scale, shift: shift, epsilon: epsilon, residual: residual, relu: relu,
            statistics: .fixed)
    }

    private func normalized(
        mean: Tensor, variance: Tensor, scale: Tensor, shift: Tensor, epsilon: Float, residual: Tensor?, relu: Bool,
        statistics: NormalizationStatistics
    ) -> Tensor {
        let channels = shape.dimensions[rank - 1]
        let rows = count / channels
        let means = mean.scalars
        let inverse = variance.scalars.map { 1 / ($0 + epsilon).squareRoot() }
        let factors = zip(scale.scalars, inverse).map { $0 * $1 }
        let offsets = zip(shift.scalars, zip(means, factors)).map { $0 - $1.0 * $1.1 }
        let added = residual?.kept(as: elementType)
        let value = Tensor(shape: shape, type: elementType) { output in
            withExtendedLifetime((self, added)) {
                BatchNormalizationKernel.forward(
                    rows: rows, channels: channels, input: elements, residual: added?.elements, scale: factors, shift: offsets,
                    relu: relu, output: output)
            }
        }
        let x = detached()
        let kept = relu && residual != nil ? value : nil
        let (needsInput, needsResidual) = (needsGradient, residual?.needsGradient ?? false)
        let inputs = [self, scale, shift] + (residual.map { [$0] } ?? [])
        let hasResidual = residual != nil
        let name = statistics.isOfParts ? "batch normalisation over ranks" : nil
        return .differentiable(value, inputs: inputs, onlyOnce: name) { g in
            if Tensor.isDerivativeRecorded {
                let passed = kept ?? x * Tensor(factors) + Tensor(offsets)
                let normalization = ComposedNormalization(
                    input: self, scale: scale, mask: relu ? passed .> 0 : nil,
                    fixed: statistics.isOwn ? nil : (mean.detached(), variance.detached()), epsilon: epsilon)
                return normalization.gradients(g, hasResidual: hasResidual)
            }
            let backward = NormalizationBackward(
                x: x, g: g.kept(as: x.elementType), output: kept, relu: relu, rows: rows, channels: channels, means: means,
                inverse: inverse,
                factors: factors, offsets: offsets, statistics: statistics)
            return backward.gradients(input: needsInput, residual: needsResidual, hasResidual: hasResidual)
        }
    }
}

/// The derivative of a fused normalisation: one pass for the sums, one for the input.
private struct NormalizationBackward {
    let x: Tensor
    let g: Tensor
    let output: Tensor?
    let relu: Bool
    let rows: Int
    let channels: Int
    let means: [Float]
    let inverse: [Float]
    let factors: [Float]
    let offsets: [Float]
    let statistics: NormalizationStatistics

    func gradients(input: Bool, residual: Bool, hasResidual: Bool) -> [Tensor?] {
        withExtendedLifetime((x, g, output)) {
            factors.withUnsafeBufferPointer { factors in
                offsets.withUnsafeBufferPointer { offsets in
                    let gate: NormalizationGate =
                        !relu
                        ? .open
                        : output.map { .output($0.elements) } ?? .input(scale: factors.baseAddress!, shift: offsets.baseAddress!)
                    let sums = BatchNormalizationKernel.parameterGradients(
                        rows: rows, channels: channels, input: x.elements, outputGradient: g.elements, gate: gate, mean: means,
                        inverse: inverse)
                    let scale = Tensor(sums.scale, shape: [channels]), shift = Tensor(sums.shift, shape: [channels])
                    let (byInput, byResidual) = input || residual ? data(gate, sums, input, residual) : (nil, nil)
                    return [input ? byInput : nil, scale, shift] + (hasResidual ? [byResidual] : [])
                }
            }
        }
    }

    private func data(
        _ gate: NormalizationGate, _ sums: (shift: [Float], scale: [Float]), _ input: Bool, _ residual: Bool
    ) -> (Tensor, Tensor?) {
        let share = statistics.share
        let sums = input ? statistics.joined(sums) : sums
        let b = zip(factors, sums.shift).map { $0 * $1 * share }
        let c = zip(zip(factors, inverse), sums.scale).map { $0.0 * $0.1 * $1 * share }
        let byResidual = residual ? Storage(count: x.count, type: x.elementType) : nil
        let byInput = Tensor(shape: x.shape, type: x.elementType) { target in
            BatchNormalizationKernel.inputGradient(
                rows: rows, channels: channels, input: x.elements, outputGradient: g.elements, gate: gate, mean: means,
                a: factors,
                b: b, c: c, inputGradient: target, residualGradient: byResidual?.elements)
        }
        return (byInput, byResidual.map { Tensor(shape: x.shape, storage: $0) })
    }
}
