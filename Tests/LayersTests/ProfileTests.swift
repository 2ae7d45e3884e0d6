import Layers
import Tensors
import Work
import XCTest

/// What is told of layers where they are measured.
final class ProfileTests: XCTestCase {
    private func layers(of body: () -> Void) -> [LayerTime] {
        Profile.begin()
        body()
        return Profile.end()
    }

    func testOperationsAreThoseOfTheProducts() throws {
        var random = RandomStream(seed: 1)
        let model = Sequential([
            "hidden": Linear(64, 128, using: &random), "relu": ReLU(), "out": Linear(128, 10, using: &random),
        ])
        let input = Tensor.normal([256, 64], using: &random)
        let rows = layers {
            model.nameLayers()
            for _ in 0..<3 { _ = valueWithGradient(of: model.parameters) { model(input).square().mean() } }
        }
        XCTAssertEqual(rows.map(\.name), ["hidden", "relu", "out", ""])
        XCTAssertEqual(rows.map(\.kind), ["Linear 64 → 128", "ReLU", "Linear 128 → 10", "outside of layers"])
        XCTAssertEqual(rows.map(\.output), ["[256, 128]", "[256, 128]", "[256, 10]", ""])
        XCTAssertEqual(rows.map(\.calls), [3, 3, 3, 0])
        // Nobody wants a gradient of the input: the first layer has two products a step, the last three.
        let (first, last): (Double, Double) = (2 * 256 * 64 * 128, 2 * 256 * 128 * 10)
        XCTAssertEqual(rows.map(\.operations), [3 * 2 * first, 0, 3 * 3 * last, 0])
        for row in rows.dropLast() {
            XCTAssertGreaterThan(row.forward, 0, row.kind)
            XCTAssertGreaterThan(row.backward, 0, row.kind)
        }
    }

    func testConvolutionsAndTheirShortcutsAreTheirOwn() throws {
        var random = RandomStream(seed: 1)
        let block = ResidualBlock(4, 8, stride: 2, using: &random)
        let input = Tensor.normal([2, 4, 8, 8, 4], using: &random)
        let rows = layers {
            block.nameLayers()
            _ = block(input)
        }
        // 2 clips of 2 × 4 × 4 points, windows of 27.
        let products = 2.0 * 64
        let operations = Dictionary(uniqueKeysWithValues: rows.map { ($0.name, $0.operations) })
        XCTAssertEqual(operations["conv1.0"], products * 27 * 32)
        XCTAssertEqual(operations["conv2.0"], products * 27 * 64)
        XCTAssertEqual(operations["downsample.0"], products * 32)
        XCTAssertEqual(rows.first { $0.name == "conv1.0" }?.kind, "Convolution3D 3×3×3, 4 → 8")
        XCTAssertEqual(rows.first { $0.name == "conv1.1" }?.operations, 0)
        XCTAssertNil(rows.first { $0.name == "conv1.1" }?.rate)
    }

    func testALayerWithinAnotherIsNotItsTimeToo() throws {
        /// A layer of one's own, measured as those of the library are, around another.
        var random = RandomStream(seed: 1)
        let inner = Linear(256, 256, using: &random), outer = Linear(2, 2, using: &random)
        let input = Tensor.normal([2048, 256], using: &random)
        let rows = layers { _ = Profile.forward(outer, kind: { "outer" }) { inner(input) } }
        XCTAssertEqual(rows.map(\.kind), ["outer", "Linear 256 → 256", "outside of layers"])
        XCTAssertLessThan(rows[0].forward, rows[1].forward)
        XCTAssertEqual(rows[0].operations, 0)
    }

    func testNetworksOfOneShapeAreOneRowALayer() throws {
        let rows = layers {
            for seed in 0..<3 {
                var random = RandomStream(seed: UInt64(seed))
                let model = Sequential(["head": Linear(4, 2, using: &random)])
                model.nameLayers()
                _ = model(.ones([1, 4]))
            }
        }
        XCTAssertEqual(rows.map(\.name), ["head", ""])
        XCTAssertEqual(rows[0].calls, 3)
        XCTAssertEqual(rows[0].operations, 3 * 2 * 4 * 2)
    }

    func testProductsOutsideOfLayersAndNothing() throws {
        XCTAssertEqual(layers {}, [])
        var random = RandomStream(seed: 1)
        let layer = Linear(4, 2, using: &random)
        let rows = layers {
            _ = layer(.ones([1, 4]))
            _ = matmul(.ones([3, 5]), .ones([5, 7]))
        }
        XCTAssertEqual(rows.last?.operations, 2 * 3 * 5 * 7)
        // Nobody measures any more.
        _ = layer(.ones([1, 4]))
        XCTAssertEqual(Profile.end(), [])
    }

    func testMeasuringChangesNoNumber() throws {
        func gradients() -> [[Float]] {
            var random = RandomStream(seed: 7)
            let block = ResidualBlock(4, 8, stride: 2, using: &random)
            let input = Tensor.normal([2, 4, 8, 8, 4], using: &random)
            return valueWithGradient(of: block.parameters) { block(input).square().mean() }.gradients.map(\.scalars)
        }
        let plain = gradients()
        var measured: [[Float]] = []
        _ = layers { measured = gradients() }
        XCTAssertEqual(measured, plain)
    }

    func testTheTable() {
        var first = LayerTime(name: "a", kind: "Linear 2 → 2", output: "[1, 2]")
        (first.calls, first.forward, first.backward, first.operations) = (2, 0.004, 0.006, 2.5e7)
        var second = LayerTime(name: "b", kind: "ReLU", output: "[1, 2]")
        (second.calls, second.forward) = (1, 1.5)
        var rest = LayerTime(name: "", kind: "outside of layers", output: "")
        rest.forward = 0.49
        let rows = [first, second, rest]
        XCTAssertEqual(
            rows.rows(),
            [
                ["b", "ReLU", "[1, 2]", "1", "1.50 s", "", "75.0 %", ""],
                ["a", "Linear 2 → 2", "[1, 2]", "2", "4.00 ms", "6.00 ms", "0.5 %", "2.5"],
                ["", "outside of layers", "", "", "490 ms", "", "24.5 %", ""],
                ["", "all", "", "3", "1.99 s", "6.00 ms", "100.0 %", "0.0"],
            ])
        XCTAssertEqual(rows.rows(most: 1).map { $0[1] }, ["ReLU", "1 other", "outside of layers", "all"])
    }
}
