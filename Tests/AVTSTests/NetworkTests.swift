import AVTS
import Layers
import Tensors
import XCTest

final class NetworkTests: XCTestCase {
    func testTheSmallPairHasTheShapesOfItsScale() throws {
        let network = try TwoStreamNetwork(Configuration(scale: .smoke), seed: 1)
        XCTAssertEqual(network.embed(clips: .zeros([2, 12, 32, 32, 3])).shape, [2, 64])
        XCTAssertEqual(network.embed(sounds: .zeros([3, 100, 40, 1])).shape, [3, 64])
    }

    /// By rule alone: a forward pass at the paper's size takes seconds.
    func testThePapersPairHasTheShapesOfThePaper() throws {
        let network = try TwoStreamNetwork(Configuration(), seed: 1)
        XCTAssertEqual(try network.video.outputShape(for: [1, 25, 224, 224, 3]), [1, 512])
        XCTAssertEqual(try network.audio.outputShape(for: [1, 100, 40, 1]), [1, 512])
        XCTAssertThrowsError(try network.validate(clips: [1, 25, 224, 224, 1], sounds: [1, 100, 40, 1]))
    }

    /// The published number of parameters of torchvision's mc3_18, less its classifier of 400 classes.
    func testParametersOfMC3() throws {
        let network = try VideoClassifier(.mc3(depth: 18, width: 64), classes: 400, seed: 0)
        XCTAssertEqual(network.parameterCount, 11_695_440)
    }

    /// Table 1 and figure 3 of Carreira and Zisserman (2017): the sizes of 64 frames of 224×224, and the parameters with 400 classes.
    func testI3DHasThePublishedSizes() throws {
        let network = try VideoClassifier(.i3d(), classes: 400, seed: 0)
        XCTAssertEqual(network.parameterCount, 12_697_264)
        let video = try TwoStreamNetwork(configuration(.i3d()), seed: 0).video
        var shape: Shape = [1, 64, 224, 224, 3]
        var found: [String: Shape] = [:]
        for (name, layer) in video.parts {
            shape = try layer.outputShape(for: shape)
            found[name] = shape
        }
        XCTAssertEqual(found["Conv3d_1a_7x7"], [1, 32, 112, 112, 64])
        XCTAssertEqual(found["Conv3d_2c_3x3"], [1, 32, 56, 56, 192])
        XCTAssertEqual(found["Mixed_3b"], [1, 32, 28, 28, 256])
        XCTAssertEqual(found["Mixed_3c"], [1, 32, 28, 28, 480])
        XCTAssertEqual(found["Mixed_4f"], [1, 16, 14, 14, 832])
        XCTAssertEqual(found["Mixed_5c"], [1, 8, 7, 7, 1024])
        XCTAssertEqual(found["avgpool"], [1, 1024])
    }

    /// TensorFlow's `SAME`, of which zeros on both sides and rounding down are no likeness: sizes are halved rounding up throughout.
    func testI3DPadsAsPublished() throws {
        let video = try TwoStreamNetwork(configuration(.i3d()), seed: 0).video
        var shape: Shape = [1, 25, 64, 70, 3]
        for (name, layer) in video.parts where name != "avgpool" { shape = try layer.outputShape(for: shape) }
        XCTAssertEqual(shape, [1, 4, 2, 3, 1024])
        // Of an even size the one zero comes after: the first window of a pooling begins with the first pixel.
        var pool = try TwoStreamNetwork(configuration(.i3d(width: 4)), seed: 0).video.parts.first {
            $0.name == "MaxPool3d_2a_3x3"
        }
        let row = Tensor((0..<8).map(Float.init), shape: [1, 1, 1, 8, 1])
        XCTAssertEqual(pool?.layer(row).scalars, [2, 4, 6, 7])
        pool = try TwoStreamNetwork(configuration(.i3d(width: 4)), seed: 0).video.parts.first { $0.name == "MaxPool3d_5a_2x2" }
        XCTAssertEqual(pool?.layer(Tensor((0..<7).map(Float.init), shape: [1, 7, 1, 1, 1])).scalars, [1, 3, 5, 6])
    }

    private func configuration(_ video: VideoArchitecture) -> Configuration {
        var configuration = Configuration()
        configuration.video = video
        return configuration
    }

    func testASmallI3DLearns() throws {
        let network = try VideoClassifier(.i3d(width: 4, stem: .small), classes: 3, seed: 1)
        var random = RandomStream(seed: 2)
        let clips = Tensor.normal([4, 12, 32, 32, 3], using: &random)
        let logits = network(clips)
        XCTAssertEqual(logits.shape, [4, 3])
        XCTAssertEqual(try network.outputShape(for: clips.shape), [4, 3])
        let (loss, gradients) = valueWithGradient(of: network.parameters) { crossEntropy(network(clips), labels: [0, 1, 2, 0]) }
        XCTAssertTrue(loss.scalar.isFinite)
        XCTAssertTrue(gradients.allSatisfy { $0.scalars.allSatisfy(\.isFinite) })
    }

    func testMC2ConvolvesInTimeInItsStemOnly() throws {
        for kind in [VideoArchitecture.Kind.mc2, .mc3] {
            let network = try VideoClassifier(
                VideoArchitecture(kind: kind, depth: 10, width: 4), classes: 3, seed: 0)
            let temporal = network.namedParameters().filter {
                $0.parameter.role == .convolutionWeight && $0.parameter.shape[0] == 3
            }
            .map(\.name)
            let expected =
                kind == .mc2 ? ["stem.0.weight"] : ["stem.0.weight", "layer1.0.conv1.0.weight", "layer1.0.conv2.0.weight"]
            XCTAssertEqual(temporal, expected)
        }
    }

    func testWeightsAreAFunctionOfTheSeed() throws {
        func scalars(_ seed: UInt64) throws -> [Float] {
            try TwoStreamNetwork(Configuration(scale: .smoke), seed: seed).parameters.flatMap { $0.value.scalars }
        }
        XCTAssertEqual(try scalars(3), try scalars(3))
        XCTAssertNotEqual(try scalars(3), try scalars(4))
    }

    func testWrongArchitecturesAreErrors() {
        XCTAssertThrowsError(try VideoClassifier(.mc3(depth: 34), classes: 2, seed: 0)) {
            XCTAssertTrue("\($0)".contains("found 34"), "\($0)")
        }
        var configuration = Configuration(scale: .smoke)
        configuration.audio = .small(width: 0)
        XCTAssertThrowsError(try TwoStreamNetwork(configuration, seed: 0))
        configuration = Configuration(scale: .smoke)
        configuration.embedding = 0
        XCTAssertThrowsError(try TwoStreamNetwork(configuration, seed: 0))
    }
}
