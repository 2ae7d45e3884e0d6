import Ranks
import Tensors

/// In training, sets each scalar to zero with probability `rate` and scales the rest by `1 / (1 − rate)`; in evaluation,
/// nothing.
///
/// Source: Srivastava et al. 2014.
public final class Dropout: Layer, ModeSwitching {
    /// The probability of a zero, 0 ≤ rate < 1.
    public let rate: Float
    /// Whether anything is dropped.
    public var isTraining = true
    /// Where the masks come from; a checkpoint holds its place.
    public let random: RandomSource

    /// A dropout with a stream of its own.
    public init(_ rate: Float, random: RandomStream) {
        obeying(try LayerRule.dropout(rate: rate))
        self.rate = rate
        self.random = RandomSource(random)
    }

    /// The random source, as `random`.
    public var members: [ModuleMember] { [.random("random", random)] }

    /// The same shape, with a fresh mask every call.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        guard isTraining, rate > 0 else { return input }
        return measured {
            let scale = 1 / (1 - rate)
            let draws = draws(for: input.shape)
            let mask = (draws .>= rate) * scale
            return (input * mask).converted(to: input.elementType)
        }
    }

    /// Where a batch is divided among ranks, a row's numbers are those that it has in the whole batch.
    private func draws(for shape: Shape) -> Tensor {
        guard let share = RowShare.current, shape.rank > 0, shape[0] == share.own.count else {
            return .uniform(shape, in: 0..<1, using: &random.stream)
        }
        let whole = Shape([share.count] + shape.dimensions.dropFirst())
        return Tensor.uniform(whole, in: 0..<1, using: &random.stream).slice(axis: 0, share.own)
    }

    /// The same shape.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape { input }
}
