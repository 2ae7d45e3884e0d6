import Layers
import Tensors
import TestSupport
import XCTest

/// The parts are enough for torchvision's `mc3_18`, by its names and in its layout.
final class VideoNetworkTests: XCTestCase {
    private func network() -> Sequential {
        var random = RandomStream(seed: 1)
        func layer(_ inputs: Int, _ outputs: Int, kernel: WindowSize, stride: WindowSize) -> Sequential {
            Sequential([
                ResidualBlock(inputs, outputs, kernel: kernel, stride: stride, using: &random),
                ResidualBlock(outputs, outputs, kernel: kernel, using: &random),
            ])
        }
        return Sequential([
            "stem": Sequential([
                Convolution3D(3, 64, kernel: [3, 7, 7], stride: [1, 2, 2], padding: [1, 3, 3], bias: false, using: &random),
                BatchNormalization(64, activation: .relu),
            ]),
            "layer1": layer(64, 64, kernel: 3, stride: 1),
            "layer2": layer(64, 128, kernel: [1, 3, 3], stride: [1, 2, 2]),
            "layer3": layer(128, 256, kernel: [1, 3, 3], stride: [1, 2, 2]),
            "layer4": layer(256, 512, kernel: [1, 3, 3], stride: [1, 2, 2]),
            "avgpool": GlobalAveragePool(), "fc": Linear(512, 400, using: &random),
        ])
    }

    func testNamesAndShapesAreThoseOfTorchvision() throws {
        let reference = try Reference.load("layers/mc3_18.json")
        let network = network()
        let weights = network.weights(layout: .torch)
        XCTAssertEqual(weights.keys.sorted(), reference.keys)
        for name in reference.keys { XCTAssertEqual(weights[name]?.shape.dimensions, reference[name].integers, name) }
        XCTAssertEqual(network.parameterCount, 11_695_440)
        XCTAssertEqual(try network.outputShape(for: [2, 25, 224, 224, 3]), [2, 400])

        let file = TemporaryDirectory()
        try network.save(to: file.path("mc3_18.safetensors"), layout: .torch)
        let other = self.network()
        for parameter in other.parameters { parameter.value = .zeros(parameter.shape) }
        try other.load(from: file.path("mc3_18.safetensors"))
        for (found, expected) in zip(other.parameters, network.parameters) {
            XCTAssertTrue(found.value == expected.value)
        }
    }

    func testSummaryNamesTheStages() throws {
        let lines = try network().summary(for: [1, 8, 56, 56, 3], depth: 1).split(separator: "\n")
        XCTAssertEqual(lines.count, 9)
        XCTAssertTrue(lines[4].hasPrefix("layer3   Sequential         [1, 8, 7, 7, 256]"), "\(lines[4])")
    }
}
