import Kernels
import Layers
import Tensors
import TestSupport
import XCTest

/// What no other program's numbers tell: derivatives by differences, shapes that do not fit, modes, memory.
final class LayerTests: XCTestCase {
    private var random = RandomStream(seed: 3)

    /// The gradient by input and by every parameter agrees with finite differences.
    private func assertGradients(of layer: any Layer, input shape: Shape, _ name: String) throws {
        let input = Tensor.normal(shape, using: &random)
        let parameters = layer.parameters
        let expected = try layer.outputShape(for: shape)
        XCTAssertEqual(layer(input).shape, expected, name)
        assertGradient(
            of: { tensors in
                let before = parameters.map(\.value)
                for (parameter, value) in zip(parameters, tensors.dropFirst()) { parameter.value = value }
                defer { for (parameter, value) in zip(parameters, before) { parameter.value = value } }
                return layer(tensors[0])
            }, at: [input] + parameters.map(\.value), step: 5e-3, tolerance: 4e-3, samples: 24, name)
    }

    func testGradientsByFiniteDifferences() throws {
        try assertGradients(of: Linear(4, 3, using: &random), input: [5, 4], "Linear")
        try assertGradients(
            of: Convolution2D(2, 3, kernel: 3, stride: 2, padding: 1, using: &random), input: [2, 5, 6, 2], "2D")
        try assertGradients(
            of: Convolution3D(2, 3, kernel: [3, 2, 2], padding: [1, 0, 0], using: &random), input: [2, 3, 4, 4, 2], "3D")
        try assertGradients(of: BatchNormalization(3), input: [4, 3, 3], "BatchNormalization")
        try assertGradients(of: AveragePool2D(2), input: [2, 4, 4, 2], "AveragePool2D")
        try assertGradients(of: AveragePool3D(2), input: [1, 4, 4, 4, 2], "AveragePool3D")
        try assertGradients(of: GlobalAveragePool(), input: [2, 3, 4, 2], "GlobalAveragePool")
        try assertGradients(of: Flatten(), input: [2, 3, 4], "Flatten")
    }

    func testTheRectifierWithinANormalizationIsTheSame() {
        let fused = BatchNormalization(3, activation: .relu), plain = BatchNormalization(3)
        let x = Tensor.normal([6, 2, 3], using: &random), residual = Tensor.normal([6, 2, 3], using: &random)
        assertClose(fused(x, adding: residual), (plain(x) + residual).relu())
        assertClose(fused(x), plain(x).relu())
        assertClose(fused.runningVariance.value, plain.runningVariance.value)
    }

    func testRunningStatisticsApproachThoseOfTheData() {
        let layer = BatchNormalization(2)
        for _ in 0..<200 {
            _ = layer(Tensor.normal([256, 2], mean: 3, standardDeviation: 2, using: &random))
        }
        for mean in layer.runningMean.value.scalars { XCTAssertEqual(mean, 3, accuracy: 0.15) }
        for variance in layer.runningVariance.value.scalars { XCTAssertEqual(variance, 4, accuracy: 0.4) }
        let before = layer.runningMean.value.scalars
        layer.evaluating { _ = layer(.ones([4, 2])) }
        XCTAssertEqual(layer.runningMean.value.scalars, before, "evaluation does not move them")
    }

    func testDropoutDropsItsShareAndKeepsTheMean() {
        let layer = Dropout(0.25, random: random.split("dropout"))
        let x = Tensor.ones([100, 100])
        let first = layer(x), second = layer(x)
        let zeros = first.scalars.count { $0 == 0 }
        XCTAssertEqual(Double(zeros) / 10_000, 0.25, accuracy: 0.02)
        XCTAssertEqual(Set(first.scalars).count, 2)
        XCTAssertEqual(first.mean().scalar, 1, accuracy: 0.03)
        XCTAssertNotEqual(first.scalars, second.scalars, "each call has a mask of its own")
        layer.setTraining(false)
        XCTAssertEqual(layer(x).scalars, x.scalars)
        XCTAssertEqual(Dropout(0, random: random)(x).scalars, x.scalars)
    }

    func testDropoutPassesTheGradientOfWhatItKept() {
        let layer = Dropout(0.5, random: random.split("dropout"))
        let input = Parameter(.ones([40]))
        var output = Tensor(0)
        let gradient = valueWithGradient(of: [input]) {
            output = layer(input.value)
            return output.sum()
        }.gradients[0]
        XCTAssertEqual(gradient.scalars, output.scalars)
    }

    func testShapesThatDoNotFitAreErrorsThatSayWhatDoes() {
        func assertRefuses(_ layer: any Layer, _ shape: Shape, _ words: String, line: UInt = #line) {
            XCTAssertThrowsError(try layer.outputShape(for: shape), line: line) {
                XCTAssertTrue($0 is ShapeError && "\($0)".contains(words), "\($0)", line: line)
            }
        }
        assertRefuses(Linear(4, 3, using: &random), [5, 3], "[5, 3]")
        assertRefuses(Linear(4, 3, using: &random), [], "linear")
        assertRefuses(Convolution2D(3, 4, kernel: 3, using: &random), [2, 8, 8, 4], "channels")
        assertRefuses(Convolution2D(3, 4, kernel: 3, using: &random), [2, 8, 3], "[N, H, W, C]")
        assertRefuses(Convolution3D(3, 4, kernel: 3, using: &random), [1, 2, 8, 8, 3], "at least the kernel's 3")
        assertRefuses(BatchNormalization(3), [2, 4], "shape [4]")
        assertRefuses(BatchNormalization(3), [1, 3], "more than one value")
        assertRefuses(MaxPool2D(3, padding: 2), [1, 8, 8, 2], "half the kernel")
        assertRefuses(AveragePool3D(2), [1, 8, 8, 2], "[N, T, H, W, C]")
        assertRefuses(GlobalAveragePool(), [3, 4], "globalAveragePooled")
        assertRefuses(Flatten(), [], "at least one axis")
        let block = ResidualBlock(
            first: Convolution2D(2, 2, kernel: 3, padding: 1, bias: false, using: &random), middle: 2,
            second: Convolution2D(2, 4, kernel: 3, padding: 1, bias: false, using: &random), outputs: 4)
        assertRefuses(block, [2, 5, 5, 2], "ResidualBlock: found [2, 5, 5, 4] beside a shortcut of [2, 5, 5, 2]")
    }

    func testSizesThatMakeNoLayerAreErrors() {
        func assertRefused(_ rule: @autoclosure () throws -> Void, _ text: String, line: UInt = #line) {
            XCTAssertThrowsError(try rule(), line: line) { XCTAssertEqual("\($0)", text, line: line) }
        }
        assertRefused(
            try LayerRule.linear(inputs: 0, outputs: 3),
            "Linear: found 0 → 3 features, expected at least 1 on either side")
        XCTAssertThrowsError(try LayerRule.linear(inputs: 1 << 30, outputs: 1 << 30))
        XCTAssertThrowsError(
            try LayerRule.convolution(inputs: 1, outputs: 1, kernel: 3, stride: 0, padding: 0, axes: 2))
        assertRefused(
            _ = try LayerRule.convolution(inputs: 1, outputs: 1, kernel: 3, stride: [1, 2], padding: 0, axes: 3),
            "Convolution3D: found stride [1, 2], expected 1 or 3 sizes")
        assertRefused(
            _ = try LayerRule.residualBlock(inputs: 2, outputs: 2, kernel: [1, 2, 3], stride: 1),
            "ResidualBlock: found kernel [1, 2, 3], expected odd sizes")
        assertRefused(try LayerRule.dropout(rate: 1), "Dropout: found rate 1.0, expected at least 0 and below 1")
        XCTAssertThrowsError(try LayerRule.normalization(features: 0))
    }

    func testEmptyBatches() throws {
        XCTAssertEqual(Linear(4, 3, using: &random)(.zeros([0, 4])).shape, [0, 3])
        XCTAssertEqual(Convolution2D(2, 3, kernel: 3, using: &random)(.zeros([0, 5, 5, 2])).shape, [0, 3, 3, 3])
        XCTAssertEqual(MaxPool2D(2)(.zeros([0, 4, 4, 2])).shape, [0, 2, 2, 2])
        XCTAssertEqual(GlobalAveragePool()(.zeros([0, 4, 4, 2])).shape, [0, 2])
        XCTAssertEqual(Flatten()(.zeros([0, 4, 4])).shape, [0, 16])
        XCTAssertEqual(ReLU()(.zeros([0])).shape, [0])
    }

    func testInitialOffsetsAndNames() {
        let block = ResidualBlock(2, 4, stride: [1, 2, 2], using: &random)
        XCTAssertEqual(
            block.namedParameters().map(\.name),
            [
                "conv1.0.weight", "conv1.1.weight", "conv1.1.bias", "conv2.0.weight", "conv2.1.weight", "conv2.1.bias",
                "downsample.0.weight", "downsample.1.weight", "downsample.1.bias",
            ])
        XCTAssertEqual(block.namedBuffers().count, 6)
        XCTAssertEqual(Convolution2D(2, 3, kernel: 1, using: &random).bias?.value.scalars, [0, 0, 0])
    }

    func testAStepLeavesNothingBehindAndInTheEndAllocatesNothing() {
        // On one thread: how many scratch blocks are in use at once on two depends on their timing.
        let threads = Threads.count
        defer { Threads.count = threads }
        Threads.count = 1
        let model = Sequential([
            Convolution3D(3, 8, kernel: 3, stride: [1, 2, 2], padding: 1, bias: false, using: &random),
            BatchNormalization(8, activation: .relu), ResidualBlock(8, 16, stride: [1, 2, 2], using: &random),
            GlobalAveragePool(), Dropout(0.5, random: random.split("d")), Linear(16, 4, using: &random),
        ])
        let x = Tensor.normal([2, 4, 8, 8, 3], using: &random)
        func step() { _ = valueWithGradient(of: model.parameters) { model(x).square().mean() } }
        assertNoLeak { step() }
        let before = BufferPool.statistics().systemAllocations
        for _ in 0..<5 { step() }
        XCTAssertEqual(BufferPool.statistics().systemAllocations, before, "a warm step takes all its memory from the pool")
    }
}
