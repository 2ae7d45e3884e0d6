import Tensors

/// One layer of a transformer that reads: attention, then two linear maps with a bend between, each beside a shortcut and normalised.
/// `[N, T, width]` keeps its shape.
///
/// Names and numbers are those of PyTorch's `TransformerEncoderLayer` with `batch_first`. Normalised before (`normalizesFirst`), as vision
/// transformers are (Dosovitskiy et al. 2021), `x + A(norm₁ x)` and `x + F(norm₂ x)`; after, as the first one was, `norm₁(x + A x)`.
public final class TransformerBlock: Layer {
    /// What bends between the two linear maps.
    public enum Activation: Hashable, Sendable {
        /// `x Φ(x)`.
        case gelu
        /// `max(x, 0)`.
        case relu
    }

    private let attention: MultiHeadAttention
    private let first: Linear, second: Linear
    private let norms: (LayerNormalization, LayerNormalization)
    private let dropout: Dropout
    private let activation: Activation
    private let normalizesFirst: Bool

    /// - Parameters:
    ///   - width: of a row.
    ///   - heads: a divisor of the width.
    ///   - hidden: between the two linear maps; four times the width unless given.
    ///   - dropout: the share of numbers that training sets to zero, of what attention found, within the linear maps and after them.
    public init(
        _ width: Int, heads: Int, hidden: Int? = nil, activation: Activation = .gelu, normalizesFirst: Bool = true,
        isCausal: Bool = false, dropout: Float = 0, using random: inout RandomStream
    ) {
        attention = MultiHeadAttention(width, heads: heads, isCausal: isCausal, using: &random)
        first = Linear(width, hidden ?? 4 * width, using: &random)
        second = Linear(hidden ?? 4 * width, width, using: &random)
        norms = (LayerNormalization(width), LayerNormalization(width))
        self.dropout = Dropout(dropout, random: random.split("dropout"))
        self.activation = activation
        self.normalizesFirst = normalizesFirst
    }

    /// `self_attn`, `linear1`, `linear2`, `norm1` and `norm2`, as PyTorch calls them; and `dropout`.
    public var members: [ModuleMember] {
        [
            .module("self_attn", attention), .module("linear1", first), .module("linear2", second), .module("norm1", norms.0),
            .module("norm2", norms.1), .module("dropout", dropout),
        ]
    }

    /// `[N, T, width]` → `[N, T, width]`.
    public func callAsFunction(_ input: Tensor) -> Tensor { self(input, bias: nil) }

    /// The same with numbers that are added to the attention's scores.
    public func callAsFunction(_ input: Tensor, bias: Tensor?) -> Tensor {
        if normalizesFirst {
            let seen = input + dropout(attention(norms.0(input), bias: bias))
            return seen + fed(norms.1(seen))
        }
        let seen = norms.0(input + dropout(attention(input, bias: bias)))
        return norms.1(seen + fed(seen))
    }

    private func fed(_ rows: Tensor) -> Tensor {
        let hidden = first(rows)
        return dropout(second(dropout(activation == .gelu ? hidden.gelu() : hidden.relu())))
    }

    /// The same shape.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape { try attention.outputShape(for: input) }
}
