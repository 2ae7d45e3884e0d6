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
