import Ranks
import Tensors

/// Each channel (last axis) brought to mean 0 and variance 1, then scaled and shifted; `[N, …, C]` keeps its shape.
///
/// In training with the statistics of the batch, which also move the running ones by `momentum`; in evaluation with the running
/// ones. Where a batch is divided among ranks, they are those of the whole batch. As PyTorch: the running variance is the unbiased one, ε = 1e-5, momentum 0.1. Source: Ioffe and Szegedy 2015.
public final class BatchNormalization: Layer, ModeSwitching {
    /// What follows the normalisation within the same pass over memory.
    public enum Activation: Hashable, Sendable {
        /// Nothing.
        case none
        /// `max(x, 0)`.
        case relu
    }

    /// γ, `[C]`, ones at first.
    public let scale: Parameter
    /// β, `[C]`, zeros at first.
    public let shift: Parameter
    /// Of the channels over the batches seen, `[C]`, zeros at first.
    public let runningMean: Buffer
    /// Unbiased, `[C]`, ones at first.
    public let runningVariance: Buffer
    /// How much of a batch goes into the running statistics, 0…1.
    public let momentum: Float
    /// Added to the variance, > 0.
    public let epsilon: Float
    /// What follows within the same pass.
    public let activation: Activation
    /// Whether the batch's own statistics are used.
    public var isTraining = true

    /// A normalisation of `features` channels.
    public init(_ features: Int, activation: Activation = .none, momentum: Float = 0.1, epsilon: Float = 1e-5) {
        obeying(try LayerRule.normalization(features: features, momentum: momentum, epsilon: epsilon))
        scale = Parameter(.ones([features]), role: .normalizationScale)
        shift = Parameter(.zeros([features]), role: .normalizationShift)
        runningMean = Buffer(.zeros([features]))
        runningVariance = Buffer(.ones([features]))
        self.activation = activation
        self.momentum = momentum
        self.epsilon = epsilon
    }

    /// `weight`, `bias`, `running_mean` and `running_var`: PyTorch's names.
    public var members: [ModuleMember] {
        [
            .parameter("weight", scale), .parameter("bias", shift), .buffer("running_mean", runningMean),
            .buffer("running_var", runningVariance),
        ]
    }

    /// The same shape.
    public func callAsFunction(_ input: Tensor) -> Tensor { self(input, adding: nil) }

    /// The same shape, with `residual` (of the input's shape) added before the activation.
    public func callAsFunction(_ input: Tensor, adding residual: Tensor?) -> Tensor {
        measured { normalized(input, adding: residual) }
    }

    private func normalized(_ input: Tensor, adding residual: Tensor?) -> Tensor {
        guard isTraining else {
            return input.normalized(
                mean: runningMean.value, variance: runningVariance.value, scale: scale.value, shift: shift.value,
                epsilon: epsilon, residual: residual, relu: activation == .relu)
        }
        let share = RowShare.current
        let normalized = input.batchNormalized(
            scale: scale.value, shift: shift.value, epsilon: epsilon, residual: residual, relu: activation == .relu,
            sum: share.map { share in { share.sum($0) } })
        let unbiasing = Float(normalized.count) / Float(normalized.count - 1)
        follow(runningMean, normalized.mean, scaledBy: 1)
        follow(runningVariance, normalized.variance, scaledBy: unbiasing)
        return normalized.output
    }

    /// `running ← (1 − momentum) · running + momentum · scale · batch`.
    private func follow(_ running: Buffer, _ batch: Tensor, scaledBy scale: Float) {
        running.value = running.value * (1 - momentum) + batch * (momentum * scale)
    }

    /// The same shape.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
        try ShapeRule.normalization(
            input, channelValues: [("scale", scale.shape)], residual: nil, isTraining: isTraining)
        return input
    }
}
