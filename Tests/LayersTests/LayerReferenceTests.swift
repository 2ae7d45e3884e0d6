import Layers
import Tensors
import TestSupport
import XCTest

/// Every layer with PyTorch's weights gives PyTorch's output, gradients and running statistics.
final class LayerReferenceTests: XCTestCase {
    /// The layer of each case in `Tests/Reference/layers_torch.py`.
    private static let layers: [String: @Sendable (inout RandomStream) -> any Layer] = [
        "linear": { Linear(5, 3, using: &$0) },
        "linear-without-bias": { Linear(5, 3, bias: false, using: &$0) },
        "convolution2D": { Convolution2D(3, 4, kernel: [3, 2], stride: [2, 1], padding: [1, 0], using: &$0) },
        "convolution3D": {
            Convolution3D(3, 4, kernel: [3, 5, 5], stride: [1, 2, 2], padding: [1, 2, 2], bias: false, using: &$0)
        },
        "convolution3D-bias": { Convolution3D(2, 3, kernel: [1, 3, 3], padding: [0, 1, 1], using: &$0) },
        "normalization-training": { _ in BatchNormalization(3) },
        "normalization-evaluation": { _ in BatchNormalization(3) },
        "normalization-rows": { _ in BatchNormalization(4) },
        "max-pool2D": { _ in MaxPool2D([3, 2], stride: 2, padding: [1, 0]) },
        "max-pool3D": { _ in MaxPool3D([2, 3, 3], stride: [1, 2, 2], padding: [0, 1, 1]) },
        "average-pool2D": { _ in AveragePool2D(2) },
        "average-pool3D": { _ in AveragePool3D([1, 2, 2]) },
        "global-average-pool": { _ in GlobalAveragePool() },
        "layer-normalization": { _ in LayerNormalization(6) },
        "group-normalization": { _ in GroupNormalization(groups: 2, 6) },
        "attention": { MultiHeadAttention(12, heads: 3, using: &$0) },
        "attention-causal": { MultiHeadAttention(8, heads: 2, isCausal: true, using: &$0) },
        "transformer-first": { TransformerBlock(8, heads: 2, hidden: 16, using: &$0) },
        "transformer-after": {
            TransformerBlock(8, heads: 2, hidden: 12, activation: .relu, normalizesFirst: false, using: &$0)
        },
        "weight-normalization": { WeightNormalization(Convolution2D(2, 3, kernel: 3, padding: 1, using: &$0)) },
        "weight-normalization-linear": { WeightNormalization(Linear(4, 3, using: &$0)) },
        "gru": { GRU(3, 4, using: &$0) },
        "gru-layers": { GRU(3, 4, layers: 2, using: &$0) },
        "block-identity": { ResidualBlock(4, 4, using: &$0) },
        "block-shortcut": { ResidualBlock(3, 6, kernel: [1, 3, 3], stride: [1, 2, 2], using: &$0) },
        "block-evaluation": { ResidualBlock(4, 4, kernel: [1, 3, 3], using: &$0) },
    ]

    func testEveryReferenceHasItsLayer() throws {
        XCTAssertEqual(try Reference.load("layers/layers.json").keys, Self.layers.keys.sorted())
    }

    func testLayersAgreeWithPyTorch() throws {
        let reference = try Reference.load("layers/layers.json")
        for (name, make) in Self.layers.sorted(by: { $0.key < $1.key }) {
            try compare(name, make, reference[name])
        }
    }

    private func compare(
        _ name: String, _ make: (inout RandomStream) -> any Layer, _ reference: Reference
    ) throws {
        var random = RandomStream(seed: 1)
        let layer = make(&random)
        try layer.load(tensors(reference["weights"]), layout: .torch)
        layer.setTraining(!name.hasSuffix("evaluation"))
        let input = Parameter(reference["input"].tensor)
        XCTAssertEqual(try layer.outputShape(for: input.shape), reference["output"].tensor.shape, name)

        var output = Tensor(0)
        let named = layer.namedParameters()
        let gradients = valueWithGradient(of: [input] + named.map(\.parameter)) {
            output = layer(input.value)
            return (output * reference["cotangent"].tensor).sum()
        }.gradients
        assertClose(output.detached(), reference["output"].tensor, tolerance: 1e-5, "\(name) output")
        assertClose(gradients[0], reference["inputGradient"].tensor, tolerance: 1e-4, "\(name) by input")

        // A copy of the model takes the gradients as if they were weights, which undoes PyTorch's layout.
        let expected = make(&random)
        try expected.load(tensors(reference["gradients"]), strict: false, layout: .torch)
        for ((parameter, gradient), (_, wanted)) in zip(zip(named, gradients.dropFirst()), expected.namedParameters()) {
            assertClose(gradient, wanted.value, tolerance: 1e-4, "\(name) by \(parameter.name)")
        }
        for (buffer, value) in layer.namedBuffers() {
            assertClose(value.value, reference["buffers"][buffer].tensor, tolerance: 1e-5, "\(name) \(buffer)")
        }
    }

    private func tensors(_ reference: Reference) -> [String: Tensor] {
        Dictionary(uniqueKeysWithValues: reference.keys.map { ($0, reference[$0].tensor) })
    }
}
