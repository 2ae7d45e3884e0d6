import Layers
import Tensors

/// I3D: Inception-v1 with its filters inflated into time (Carreira and Zisserman 2017, "Quo vadis, action recognition?").
///
/// Names and channels are the published ones at width 64; another width scales them all. Clips `[N, T, H, W, 3]` → `[N, 16 · width]`.
/// Unlike in MC2 and MC3, time is strided: by 8 in all. Maps are padded as the published network pads them (``SamePadding``): sizes are halved
/// rounding up, and its weights would fit. The small stem, for frames of 32 pixels, leaves the first pooling out.
enum InflatedInception {
    /// Channels of the six convolutions of each block: 1×1, 1×1 → 3×3, 1×1 → 3×3, pooling → 1×1.
    private static let blocks: [(name: String, channels: [Int])] = [
        ("Mixed_3b", [64, 96, 128, 16, 32, 32]), ("Mixed_3c", [128, 128, 192, 32, 96, 64]),
        ("Mixed_4b", [192, 96, 208, 16, 48, 64]), ("Mixed_4c", [160, 112, 224, 24, 64, 64]),
        ("Mixed_4d", [128, 128, 256, 24, 64, 64]), ("Mixed_4e", [112, 144, 288, 32, 64, 64]),
        ("Mixed_4f", [256, 160, 320, 32, 128, 128]), ("Mixed_5b", [256, 160, 320, 32, 128, 128]),
        ("Mixed_5c", [384, 192, 384, 48, 128, 128]),
    ]

    static func build(width: Int, stem: VideoArchitecture.Stem, using random: inout RandomStream) -> Sequential {
        func scaled(_ channels: Int) -> Int { max(channels * width / 64, 1) }
        func unit(_ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1) -> Sequential {
            InceptionBlock.unit(inputs, outputs, kernel: kernel, stride: stride, using: &random)
        }
        func pooling(_ kernel: [Int], stride: [Int]) -> Sequential {
            Sequential([SamePadding(kernel: kernel, stride: stride), MaxPool3D(WindowSize(kernel), stride: WindowSize(stride))])
        }
        let halving = ([1, 3, 3], [1, 2, 2])
        var parts: [(name: String, layer: any Layer)] = [
            ("Conv3d_1a_7x7", unit(3, scaled(64), kernel: 7, stride: 2)),
            ("MaxPool3d_2a_3x3", pooling(halving.0, stride: halving.1)),
            ("Conv3d_2b_1x1", unit(scaled(64), scaled(64), kernel: 1)),
            ("Conv3d_2c_3x3", unit(scaled(64), scaled(192), kernel: 3)),
            ("MaxPool3d_3a_3x3", pooling(halving.0, stride: halving.1)),
        ]
        if stem == .small { parts.remove(at: 1) }
        var inputs = scaled(192)
        for (name, channels) in blocks {
            if name == "Mixed_4b" { parts.append(("MaxPool3d_4a_3x3", pooling([3, 3, 3], stride: [2, 2, 2]))) }
            if name == "Mixed_5b" { parts.append(("MaxPool3d_5a_2x2", pooling([2, 2, 2], stride: [2, 2, 2]))) }
            let block = InceptionBlock(inputs, channels.map(scaled), using: &random)
            parts.append((name, block))
            inputs = block.outputs
        }
        parts.append(("avgpool", GlobalAveragePool()))
        return Sequential(parts: parts)
    }

    /// Channels after the last block.
    static func features(width: Int) -> Int {
        let last = blocks[blocks.count - 1].channels
        return [last[0], last[2], last[4], last[5]].reduce(0) { $0 + max($1 * width / 64, 1) }
    }
}

/// Four branches over the same maps, side by side: `[N, T, H, W, C]` → `[N, T, H, W, outputs]`.
final class InceptionBlock: Layer {
    private let branches: [(name: String, layer: any Layer)]
    private let pool = MaxPool3D(3, stride: 1, padding: 1)
    let outputs: Int

    init(_ inputs: Int, _ channels: [Int], using random: inout RandomStream) {
        func unit(_ inputs: Int, _ outputs: Int, _ kernel: Int) -> Sequential {
            InceptionBlock.unit(inputs, outputs, kernel: kernel, using: &random)
        }
        branches = [
            ("b0", unit(inputs, channels[0], 1)), ("b1a", unit(inputs, channels[1], 1)),
            ("b1b", unit(channels[1], channels[2], 3)),
            ("b2a", unit(inputs, channels[3], 1)), ("b2b", unit(channels[3], channels[4], 3)),
            ("b3b", unit(inputs, channels[5], 1)),
        ]
        outputs = channels[0] + channels[2] + channels[4] + channels[5]
    }

    /// Convolution, batch normalisation, ReLU, with padding that keeps the size up to the stride.
    static func unit(
        _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, using random: inout RandomStream
    ) -> Sequential {
        // Without a stride as many zeros lie before as after an odd kernel.
        let pad = SamePadding(kernel: Array(repeating: kernel, count: 3), stride: Array(repeating: stride, count: 3))
        let convolution = Convolution3D(
            inputs, outputs, kernel: WindowSize([kernel]), stride: WindowSize([stride]),
            padding: WindowSize([stride > 1 ? 0 : kernel / 2]), bias: false, using: &random)
        return Sequential(
            parts: (stride > 1 ? [("pad", pad)] : [])
                + [("conv3d", convolution), ("bn", BatchNormalization(outputs, activation: .relu))])
    }

    var members: [ModuleMember] { branches.map { .module($0.name, $0.layer) } }

    func callAsFunction(_ input: Tensor) -> Tensor {
        let (b0, b1a, b1b) = (branches[0].layer, branches[1].layer, branches[2].layer)
        let (b2a, b2b, b3b) = (branches[3].layer, branches[4].layer, branches[5].layer)
        return Tensor.concatenated([b0(input), b1b(b1a(input)), b2b(b2a(input)), b3b(pool(input))], axis: -1)
    }

    func outputShape(for input: Shape) throws(ShapeError) -> Shape {
        var shape = try branches[0].layer.outputShape(for: input).dimensions
        shape[shape.count - 1] = outputs
        return Shape(shape)
    }
}
