import Tensors

// Layers whose first weights come from the running cell's stream: a function of the run's seed, the cell and what it drew before.

extension Linear {
    /// A linear layer `[…, in]` → `[…, out]` with first weights from the running cell's stream, even within ±1/√in, bias included.
    ///
    ///     let head = Linear(64, 10)
    public convenience init(_ inputs: Int, _ outputs: Int, bias: Bool = true, initializer: Initializer = .uniformFanIn) {
        self.init(inputs, outputs, bias: bias, initializer: initializer, using: &RandomStream.current)
    }
}

extension Convolution2D {
    /// A convolution `[N, H, W, in]` → `[N, H′, W′, out]` with first weights from the running cell's stream.
    ///
    ///     let stem = Convolution2D(3, 8, kernel: 3, padding: 1)
    public convenience init(
        _ inputs: Int, _ outputs: Int, kernel: WindowSize, stride: WindowSize = 1, padding: WindowSize = 0,
        bias: Bool = true, initializer: Initializer = .kaimingNormalFanOut
    ) {
        self.init(
            inputs, outputs, kernel: kernel, stride: stride, padding: padding, bias: bias, initializer: initializer,
            using: &RandomStream.current)
    }
}

extension Convolution3D {
    /// A convolution `[N, T, H, W, in]` → `[N, T′, H′, W′, out]` with first weights from the running cell's stream.
    ///
    ///     let stem = Convolution3D(3, 8, kernel: [3, 5, 5], stride: [1, 2, 2], padding: [1, 2, 2])
    public convenience init(
        _ inputs: Int, _ outputs: Int, kernel: WindowSize, stride: WindowSize = 1, padding: WindowSize = 0,
        bias: Bool = true, initializer: Initializer = .kaimingNormalFanOut
    ) {
        self.init(
            inputs, outputs, kernel: kernel, stride: stride, padding: padding, bias: bias, initializer: initializer,
            using: &RandomStream.current)
    }
}

extension Dropout {
    /// A dropout whose masks come from a stream of its own, begun by a draw from the running cell's.
    ///
    ///     let drop = Dropout(0.5)
    public convenience init(_ rate: Float) {
        // A wrong rate should draw nothing.
        obeying(try LayerRule.dropout(rate: rate))
        self.init(rate, random: RandomStream(seed: RandomStream.current.next()))
    }
}

extension ResidualBlock {
    /// A block of 3-D convolutions `[N, T, H, W, in]` → `[N, T′, H′, W′, out]` with first weights from the running cell's stream.
    ///
    ///     let block = ResidualBlock(8, 16, kernel: [1, 3, 3], stride: [1, 2, 2])
    public convenience init(_ inputs: Int, _ outputs: Int, kernel: WindowSize = 3, stride: WindowSize = 1) {
        self.init(inputs, outputs, kernel: kernel, stride: stride, using: &RandomStream.current)
    }
}

extension MultiHeadAttention {
    /// Attention over `[N, T, width]` with first weights from the running cell's stream.
    ///
    ///     let look = MultiHeadAttention(64, heads: 4)
    public convenience init(_ width: Int, heads: Int, isCausal: Bool = false) {
        self.init(width, heads: heads, isCausal: isCausal, using: &RandomStream.current)
    }
}

extension TransformerBlock {
    /// A block over `[N, T, width]` with first weights from the running cell's stream.
    ///
    ///     let block = TransformerBlock(64, heads: 4)
    public convenience init(
        _ width: Int, heads: Int, hidden: Int? = nil, activation: Activation = .gelu, normalizesFirst: Bool = true,
        isCausal: Bool = false, dropout: Float = 0
    ) {
        self.init(
            width, heads: heads, hidden: hidden, activation: activation, normalizesFirst: normalizesFirst, isCausal: isCausal,
            dropout: dropout, using: &RandomStream.current)
    }
}

extension Embedding {
    /// Vectors of `width` numbers for so many symbols, drawn from the running cell's stream.
    ///
    ///     let words = Embedding(1000, 64)
    public convenience init(
        _ symbols: Int, _ width: Int, initializer: Initializer = .normal(standardDeviation: 1)
    ) {
        self.init(symbols, width, initializer: initializer, using: &RandomStream.current)
    }
}

extension PositionalEncoding {
    /// Learned vectors of so many places, drawn from the running cell's stream.
    ///
    ///     let places = PositionalEncoding(learned: 196, width: 64)
    public convenience init(learned places: Int, width: Int) {
        self.init(learned: places, width: width, using: &RandomStream.current)
    }
}

extension GRU {
    /// A unit over `[N, T, in]` with first weights from the running cell's stream.
    ///
    ///     let memory = GRU(40, 64)
    public convenience init(_ inputs: Int, _ hidden: Int, layers: Int = 1) {
        self.init(inputs, hidden, layers: layers, using: &RandomStream.current)
    }
}
