import Layers
import Tensors
import TestSupport
import XCTest

/// Names, counts, modes and freezing.
final class ModuleTests: XCTestCase {
    private func model() -> Sequential {
        var random = RandomStream(seed: 1)
        return Sequential([
            "trunk": Sequential([Linear(3, 4, using: &random), ReLU(), Dropout(0.5, random: random.split("d"))]),
            "head": Linear(4, 2, bias: false, using: &random),
        ])
    }

    func testNamesAreDottedPaths() {
        let model = model()
        XCTAssertEqual(model.namedParameters().map(\.name), ["trunk.0.weight", "trunk.0.bias", "head.weight"])
        XCTAssertEqual(model.namedRandomSources().map(\.name), ["trunk.2.random"])
        XCTAssertEqual(model.namedModules().map(\.name), ["", "trunk", "trunk.0", "trunk.1", "trunk.2", "head"])
        XCTAssertEqual(model.parameterCount, 3 * 4 + 4 + 4 * 2)
        XCTAssertTrue(model.module(named: "trunk.1") is ReLU)
        XCTAssertNil(model.module(named: "tail"))
    }

    func testPrecisionReachesWhatMultipliesAndChangesNoWeight() throws {
        if let reason = Precision.bf16.unavailability { throw XCTSkip("bf16 \(reason)") }
        var random = RandomStream(seed: 1)
        let model = Sequential([
            Convolution2D(3, 8, kernel: 3, padding: 1, using: &random), ReLU(), GlobalAveragePool(),
            Linear(8, 4, using: &random),
        ])
        let x = Tensor.normal([2, 6, 6, 3], using: &random)
        func step() -> (Tensor, [Tensor]) { valueWithGradient(of: model.parameters) { model(x).square().sum() } }
        let before = model.parameters.map(\.value)
        let (exact, exactGradients) = step()
        model.setPrecision(.bf16)
        let (rounded, roundedGradients) = step()
        XCTAssertNotEqual(exact.scalars, rounded.scalars, "bf16 rounds")
        XCTAssertEqual(exact.scalars[0], rounded.scalars[0], accuracy: 0.02 * abs(exact.scalars[0]))
        for (a, b) in zip(exactGradients, roundedGradients) {
            XCTAssertLessThan((a - b).abs().max().scalars[0], 0.05 * a.abs().max().scalars[0])
        }
        for (a, b) in zip(before, model.parameters) { XCTAssertEqual(a.scalars, b.value.scalars) }
        model.setPrecision(.float32)
        XCTAssertEqual(step().0.scalars, exact.scalars)
    }

    /// Every layer of a network in bf16 gives what it is given; parameters, their gradients and statistics stay 32-bit floats.
    func testResultsStayBrainFloatsFromLayerToLayer() throws {
        if let reason = Precision.bf16.unavailability { throw XCTSkip("bf16 \(reason)") }
        var random = RandomStream(seed: 3)
        let layers: [any Layer] = [
            Convolution2D(3, 32, kernel: 3, padding: 1, using: &random), BatchNormalization(32, activation: .relu),
            Convolution2D(32, 32, kernel: 3, padding: 1, using: &random), ReLU(), MaxPool2D(2),
            Dropout(0.3, random: random.split("drop")),
            AveragePool2D(2), GlobalAveragePool(), Linear(32, 8, using: &random), GELU(), LayerNormalization(8), SiLU(),
            Flatten(),
        ]
        let model = Sequential(layers)
        model.setPrecision(.bf16)
        var x = Tensor.normal([4, 8, 8, 3], using: &random)
        for layer in layers {
            x = layer(x)
            XCTAssertEqual(x.elementType, .bf16, "\(layer)")
        }
        let input = Tensor.normal([4, 8, 8, 3], using: &random)
        let (loss, gradients) = valueWithGradient(of: model.parameters) { crossEntropy(model(input), labels: [0, 1, 2, 3]) }
        XCTAssertEqual(loss.elementType, .float32)
        XCTAssertEqual(Set(gradients.map(\.elementType)), [.float32])
        let statistics = (layers[1] as? BatchNormalization)?.runningMean.value
        XCTAssertEqual(statistics?.elementType, .float32)
        XCTAssertTrue(gradients.allSatisfy { $0.isFinite().sum().scalar == Float($0.count) })
    }

    func testPrecisionReachesWhatHoldsAnotherLayer() throws {
        if let reason = Precision.bf16.unavailability { throw XCTSkip("bf16 \(reason)") }
        var random = RandomStream(seed: 3)
        let layers: [(any Layer, Tensor)] = [
            (WeightNormalization(Linear(3, 2, using: &random)), .ones([1, 3])), (GRU(3, 2, using: &random), .ones([1, 4, 3])),
        ]
        for (layer, x) in layers {
            let exact = layer(x)
            layer.setPrecision(.bf16)
            XCTAssertEqual(layer(x).elementType, .bf16)
            assertClose(layer(x).converted(to: .float32), exact, tolerance: 0.02)
            XCTAssertEqual(Set(layer.parameters.map(\.value.elementType)), [.float32])
        }
        let group = Tensor.normal([2, 5, 8], using: &random).converted(to: .bf16)
            .groupNormalized(groups: 2, scale: .ones([8]), shift: .zeros([8]))
        XCTAssertEqual(group.elementType, .bf16)
    }

    /// What is loaded is kept as the parameter is, and what cannot be trained is no parameter.
    func testTypesOfParameters() throws {
        var random = RandomStream(seed: 3)
        let layer = Linear(2, 1, using: &random)
        try layer.load(["weight": Tensor([[2], [0]]).converted(to: .bf16), "bias": Tensor(integers: [3])])
        XCTAssertEqual(layer.parameters.map(\.value), [Tensor([[2], [0]]), Tensor([3])])
        XCTAssertEqual(Set(layer.parameters.map(\.value.elementType)), [.float32])
        XCTAssertNotNil(failure(of: { _ = Parameter(Tensor(integers: [1])) }))
        XCTAssertNotNil(failure(of: { _ = Parameter(Tensor([true])) }))
    }

    func testGroupsOfModules() {
        let group = ModuleGroup(["video": model(), "audio": model()])
        XCTAssertEqual(group.parameters.count, 6)
        XCTAssertEqual(group.namedParameters()[3].name, "audio.trunk.0.weight")
    }

    func testAParameterInTwoPlacesIsTrainedOnce() {
        var random = RandomStream(seed: 1)
        let shared = Linear(2, 2, using: &random)
        let model = Sequential([shared, ReLU(), shared])
        XCTAssertEqual(model.parameters.count, 2)
        XCTAssertEqual(model.namedParameters().count, 4)
        let x = Tensor([1, 2], shape: [1, 2])
        let gradients = valueWithGradient(of: model.parameters) { model(x).sum() }.gradients
        assertGradient(
            of: { weight in
                (matmul((matmul(x, weight) + shared.bias!.value).relu(), weight) + shared.bias!.value).sum()
            }, at: shared.weight.value)
        XCTAssertEqual(gradients[0].shape, [2, 2])
    }

    func testModesAreSetAndGivenBack() {
        let model = model()
        XCTAssertTrue(model.isInTrainingMode)
        model.evaluating {
            XCTAssertFalse(model.isInTrainingMode)
            model.evaluating {}
            XCTAssertFalse(model.isInTrainingMode)
        }
        XCTAssertTrue(model.isInTrainingMode)
        model.setTraining(false)
        XCTAssertFalse(model.isInTrainingMode)
        model.evaluating {}
        XCTAssertFalse(model.isInTrainingMode)
    }

    func testFreezingByPrefix() {
        let model = model()
        model.setFrozen(true, prefix: "trunk.")
        XCTAssertEqual(model.trainableParameters.count, 1)
        let (value, gradients) = valueWithGradient(of: model.parameters) { model(.ones([1, 3])).sum() }
        XCTAssertFalse(value.isTracked)
        XCTAssertEqual(gradients[0], .zeros([3, 4]))
        XCTAssertEqual(gradients[2].shape, [4, 2])
    }

    func testAThrowingBodyLeavesPlainValues() {
        struct Stop: Error {}
        let model = model()
        let before = TensorMemory.liveNodes
        XCTAssertThrowsError(
            try valueWithGradient(of: model.parameters) {
                XCTAssertTrue(model.parameters[0].value.isTracked)
                throw Stop()
            })
        XCTAssertFalse(model.parameters.contains { $0.value.isTracked })
        XCTAssertEqual(TensorMemory.liveNodes, before)
    }

    func testSummaryIsATable() throws {
        let model = model()
        model.setFrozen(true, prefix: "head")
        XCTAssertEqual(
            try model.summary(for: [7, 3]),
            """
            name     layer    output  parameters
            trunk.0  Linear   [7, 4]          16
            trunk.1  ReLU     [7, 4]           0
            trunk.2  Dropout  [7, 4]           0
            head     Linear   [7, 2]           8
            total             [7, 2]          24
            frozen                             8
            """)
        XCTAssertThrowsError(try model.summary(for: [7, 5])) {
            XCTAssertTrue("\($0)".contains("trunk.0"), "\($0)")
        }
    }

    func testAWrongShapeNamesTheLayer() {
        XCTAssertThrowsError(try model().outputShape(for: [7, 5])) {
            XCTAssertTrue("\($0)".hasPrefix("layer \"trunk\": layer \"0\": linear: found input [7, 5]"), "\($0)")
        }
    }

    func testOutputOfAPart() {
        let model = model()
        XCTAssertEqual(model.output(of: "trunk", for: .ones([2, 3])).shape, [2, 4])
    }

    func testInitializersHaveTheirSpread() {
        var random = RandomStream(seed: 4)
        func deviation(_ initializer: Initializer) -> Float {
            let tensor = initializer([100, 100], fanIn: 50, fanOut: 200, using: &random)
            return tensor.square().mean().scalar.squareRoot()
        }
        XCTAssertEqual(deviation(.kaimingNormalFanOut), 0.1, accuracy: 0.004)
        XCTAssertEqual(deviation(.kaimingNormalFanIn), 0.2, accuracy: 0.008)
        XCTAssertEqual(deviation(.uniformFanIn), 1 / (50 * Float(3)).squareRoot(), accuracy: 0.003)
        XCTAssertEqual(deviation(.normal(standardDeviation: 0.3)), 0.3, accuracy: 0.01)
        XCTAssertEqual(deviation(.uniform(bound: 0.3)), 0.3 / Float(3).squareRoot(), accuracy: 0.01)
        XCTAssertEqual(deviation(.constant(0.25)), 0.25)
    }

    /// A step of descent within a differentiation: its result depends on what the gradient depended on.
    func testGradientsOfGradientsOfParameters() {
        let w = Parameter(Tensor(3))
        // d/dx of (d/dw of x² w²) = 2 x² w: 4 x w.
        let byInput = gradient(at: Tensor(2)) { x in valueWithGradient(of: [w]) { (x * w.value).square() }.gradients[0] }
        XCTAssertEqual(byInput, Tensor(24))
        // d/dw of (d/dw of w³) = 6 w, and the value's own derivative beside it.
        let (value, byParameter) = valueWithGradient(of: [w]) {
            let (inner, slopes) = valueWithGradient(of: [w]) { w.value.pow(3) }
            return inner + slopes[0]
        }
        XCTAssertEqual(value, Tensor(54))
        XCTAssertEqual(byParameter, [Tensor(45)])
        XCTAssertFalse(w.value.isTracked)
        w.isFrozen = true
        let frozen = gradient(at: Tensor(2)) { x in valueWithGradient(of: [w]) { (x * w.value).square() }.value }
        XCTAssertEqual(frozen, Tensor(36))
    }
}
