import Tensors

/// The pair of networks of the *mini* scale, written with tensors alone: the work that `step-mini` and its PyTorch peer
/// (`Tests/Reference/bench_torch.py`) both do. Width w = 8; clips `[N, 12, 32, 32, 3]`, spectrograms `[N, 100, 40, 1]`.
struct MiniPair {
    /// Parameters in the order in which the networks use them.
    var parameters: [Tensor] = []
    private var stream = RandomStream(seed: 1)

    init(width w: Int) {
        convolution([3, 5, 5, 3, w])
        convolution([3, 3, 3, w, w])
        convolution([3, 3, 3, w, w])
        for (inputs, outputs) in [(w, 2 * w), (2 * w, 4 * w), (4 * w, 8 * w)] {
            convolution([1, 3, 3, inputs, outputs])
            convolution([1, 3, 3, outputs, outputs])
            convolution([1, 1, 1, inputs, outputs])
        }
        dense(8 * w, 64)
        for (inputs, outputs) in [(1, w), (w, 2 * w), (2 * w, 4 * w), (4 * w, 4 * w), (4 * w, 8 * w)] {
            convolution([3, 3, inputs, outputs])
        }
        dense(8 * w, 64)
    }

    private mutating func convolution(_ shape: Shape) {
        let fan = shape.dimensions.dropLast().reduce(1, *)
        parameters.append(.normal(shape, standardDeviation: (2 / Float(fan)).squareRoot(), using: &stream))
        parameters += [.ones([shape[-1]]), .zeros([shape[-1]])]
    }

    private mutating func dense(_ inputs: Int, _ outputs: Int) {
        parameters.append(.normal([inputs, outputs], standardDeviation: 1 / Float(inputs).squareRoot(), using: &stream))
        parameters.append(.zeros([outputs]))
    }

    /// The contrastive loss of a batch: labels are 1 for a clip with its own sound, 0 for another's; the margin is 0.99.
    static func loss(_ parameters: [Tensor], clips: Tensor, spectrograms: Tensor, labels: Tensor) -> Tensor {
        var rest = parameters[...]
        let video = embedding(clips, &rest)
        let sound = soundEmbedding(spectrograms, &rest)
        let squared = (video - sound).square().sum(axes: 1)
        let distance = (squared + 1e-12).sqrt()
        let apart = (0.99 - distance).relu().square()
        return (labels * squared + (1 - labels) * apart).mean()
    }

    private static func embedding(_ clips: Tensor, _ p: inout ArraySlice<Tensor>) -> Tensor {
        var x = normalized(convolution3D(clips, filter: p.removeFirst(), stride: [1, 2, 2], padding: [1, 2, 2]), &p)
        let y = normalized(convolution3D(x, filter: p.removeFirst(), padding: 1), &p)
        x = normalized(convolution3D(y, filter: p.removeFirst(), padding: 1), &p, residual: x)
        for _ in 0..<3 {
            let y = normalized(convolution3D(x, filter: p.removeFirst(), stride: [1, 2, 2], padding: [0, 1, 1]), &p)
            let main = p.removeFirst(), mainNorm = (p.removeFirst(), p.removeFirst())
            let shortcut = normalized(convolution3D(x, filter: p.removeFirst(), stride: [1, 2, 2]), &p, relu: false)
            x =
                convolution3D(y, filter: main, padding: [0, 1, 1])
                .batchNormalized(scale: mainNorm.0, shift: mainNorm.1, residual: shortcut, relu: true).output
        }
        return linear(x.globalAveragePooled(), weight: p.removeFirst(), bias: p.removeFirst())
    }

    private static func soundEmbedding(_ spectrograms: Tensor, _ p: inout ArraySlice<Tensor>) -> Tensor {
        var x = spectrograms
        for stage in 0..<5 {
            x = normalized(convolution2D(x, filter: p.removeFirst(), padding: 1), &p)
            if stage < 4 { x = x.maxPooled2D(kernel: stage == 0 ? [1, 2] : 2) }
        }
        return linear(x.globalAveragePooled(), weight: p.removeFirst(), bias: p.removeFirst())
    }

    private static func normalized(
        _ x: Tensor, _ p: inout ArraySlice<Tensor>, residual: Tensor? = nil, relu: Bool = true
    ) -> Tensor {
        x.batchNormalized(scale: p.removeFirst(), shift: p.removeFirst(), residual: residual, relu: relu).output
    }
}
