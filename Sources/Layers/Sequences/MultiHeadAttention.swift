import Tensors

/// Attention of several heads: queries, keys and values by linear maps of the inputs, each head's findings side by side, and a linear map of
/// these (Vaswani et al. 2017). `[N, T, width]` keeps its shape.
///
/// Parameters are named and laid out as those of PyTorch's `MultiheadAttention`, whose order of axes is that of `batch_first`.
///
/// ```swift
/// let look = MultiHeadAttention(384, heads: 6, using: &random)
/// look(tokens)                          // each token looks at all
/// look(tokens, at: sounds)              // each token looks at sounds, [N, S, 384]
/// ```
public final class MultiHeadAttention: Layer {
    /// Maps to queries, keys and values, one after the other: `[width, 3 · width]`.
    public let projection: Parameter
    /// `[3 · width]`.
    public let projectionBias: Parameter
    /// Of what the heads found.
    public let output: Linear
    /// How many heads; each sees `width / heads` numbers.
    public let heads: Int
    /// Whether place i sees places 0…i only.
    public let isCausal: Bool

    /// Attention over rows of `width` numbers.
    ///
    /// - Parameters:
    ///   - heads: a divisor of the width.
    ///   - isCausal: whether place i sees places 0…i only.
    public init(_ width: Int, heads: Int, isCausal: Bool = false, using random: inout RandomStream) {
        obeying(try LayerRule.attention(width: width, heads: heads))
        // Xavier's even distribution of the whole, as PyTorch has it.
        let bound = (6 / Float(4 * width)).squareRoot()
        projection = Parameter(.uniform([width, 3 * width], in: -bound..<bound, using: &random), role: .linearWeight)
        projectionBias = Parameter(.zeros([3 * width]), role: .bias)
        output = Linear(width, width, using: &random)
        output.bias?.value = .zeros([width])
        self.heads = heads
        self.isCausal = isCausal
    }

    /// `in_proj_weight`, `in_proj_bias` and `out_proj`.
    public var members: [ModuleMember] {
        [.parameter("in_proj_weight", projection), .parameter("in_proj_bias", projectionBias), .module("out_proj", output)]
    }

    /// Each place of `[N, T, width]` looks at all places of its own row.
    public func callAsFunction(_ input: Tensor) -> Tensor { self(input, bias: nil) }

    /// The same with numbers that are added to the scores, as ``attention(_:_:_:heads:bias:isCausal:scale:)`` takes them.
    public func callAsFunction(_ input: Tensor, bias: Tensor?) -> Tensor {
        measured {
            let width = projection.shape[0]
            let all = linear(input, weight: projection.value, bias: projectionBias.value).split(into: width, axis: -1)
            return output(attention(all[0], all[1], all[2], heads: heads, bias: bias, isCausal: isCausal))
        }
    }

    /// Each place of `input`, `[N, T, width]`, looks at the places of `context`, `[N, S, width]`.
    public func callAsFunction(_ input: Tensor, at context: Tensor, bias: Tensor? = nil) -> Tensor {
        measured {
            let width = projection.shape[0]
            func part(_ range: Range<Int>, of rows: Tensor) -> Tensor {
                linear(
                    rows, weight: projection.value.slice(axis: 1, range), bias: projectionBias.value.slice(axis: 0, range))
            }
            let found = part(width..<3 * width, of: context).split(into: width, axis: -1)
            return output(
                attention(part(0..<width, of: input), found[0], found[1], heads: heads, bias: bias, isCausal: isCausal))
        }
    }

    /// The same shape.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
        guard input.rank == 3, input[2] == projection.shape[0] else {
            throw ShapeError(operation: "MultiHeadAttention", found: "\(input)", expected: "[N, T, \(projection.shape[0])]")
        }
        return input
    }
}

extension LayerRule {
    /// An attention whose heads share a width.
    package static func attention(width: Int, heads: Int) throws(ShapeError) {
        try linear(inputs: width, outputs: width, operation: "MultiHeadAttention")
        guard heads >= 1, width.isMultiple(of: heads) else {
            throw ShapeError(
                operation: "MultiHeadAttention", found: "\(heads) heads of \(width)",
                expected: "at least 1 head, which divides the width")
        }
    }
}
