import Layers
import Tensors
import TestSupport
import XCTest

/// Layers of sequences beyond their reference numbers: what they look at, where places are, and what they refuse.
final class SequenceLayerTests: XCTestCase {
    func testAttentionAtAnotherSequence() {
        var random = RandomStream(seed: 1)
        let layer = MultiHeadAttention(8, heads: 2, using: &random)
        let (here, there) = (Tensor.normal([2, 3, 8], using: &random), Tensor.normal([2, 5, 8], using: &random))
        XCTAssertEqual(layer(here, at: there).shape, [2, 3, 8])
        // At itself it is self-attention.
        assertClose(layer(here, at: here), layer(here), tolerance: 1e-5, "at itself")
        // A hidden place might as well not be there.
        let bias = Tensor([0, 0, 0, -.infinity, -.infinity], shape: [1, 1, 1, 5])
        assertClose(layer(here, at: there, bias: bias), layer(here, at: there[..., 0..<3, 0...]), tolerance: 1e-5, "hidden")
    }

    func testCausalAttentionSeesNoFuture() {
        var random = RandomStream(seed: 1)
        let layer = MultiHeadAttention(8, heads: 2, isCausal: true, using: &random)
        let input = Tensor.normal([1, 6, 8], using: &random)
        assertClose(layer(input).slice(axis: 1, 0..<4), layer(input.slice(axis: 1, 0..<4)), tolerance: 1e-6, "the past alone")
    }

    func testEmbeddingsAndTheirGradients() {
        var random = RandomStream(seed: 1)
        let words = Embedding(5, 3, using: &random)
        XCTAssertEqual(words([4, 0, 4]), words.weight.value.gathered(rows: [4, 0, 4]))
        XCTAssertEqual(words([[4, 0], [1, 2]]).shape, [2, 2, 3])
        XCTAssertEqual(words([[4, 0], [1, 2]])[0], words([4, 0]))
        XCTAssertEqual(words([] as [[Int]]).shape, [0, 0, 3])
        let slope = valueWithGradient(of: [words.weight]) { words([4, 0, 4]).sum() }.gradients[0]
        XCTAssertEqual(slope.sum(axes: 1), Tensor([3, 0, 0, 0, 6]))
    }

    func testPlaces() throws {
        let waves = PositionalEncoding.waves(50, 8)
        XCTAssertEqual(waves[0], Tensor([0, 1, 0, 1, 0, 1, 0, 1]))
        XCTAssertEqual(waves.element(at: [3, 2]), Float(sin(3.0 / 10)), accuracy: 1e-7)
        XCTAssertEqual(waves.element(at: [7, 5]), Float(cos(7.0 / 100)), accuracy: 1e-7)
        let layer = PositionalEncoding(width: 8)
        XCTAssertEqual(layer(.zeros([2, 50, 8]))[1], waves)
        XCTAssertEqual(layer.parameterCount, 0)
        var random = RandomStream(seed: 1)
        let learned = PositionalEncoding(learned: 6, width: 4, using: &random)
        let weight = try XCTUnwrap(learned.places).value
        XCTAssertEqual(learned(.zeros([2, 3, 4]))[0], weight.slice(axis: 0, 0..<3))
        XCTAssertThrowsError(try learned.outputShape(for: [1, 7, 4])) { XCTAssertTrue("\($0)".contains("T at most 6"), "\($0)") }
        XCTAssertThrowsError(try layer.outputShape(for: [1, 7, 4])) { XCTAssertTrue("\($0)".contains("[N, T, 8]"), "\($0)") }
    }

    func testWhatIsRefused() {
        func refuse(_ part: String, line: UInt = #line, _ body: () throws(ShapeError) -> Void) {
            do throws(ShapeError) {
                try body()
                XCTFail("not refused", line: line)
            } catch { XCTAssertTrue("\(error)".contains(part), "\(error)", line: line) }
        }
        refuse("3 heads of 8") { () throws(ShapeError) in try LayerRule.attention(width: 8, heads: 3) }
        refuse("0 heads of 8") { () throws(ShapeError) in try LayerRule.attention(width: 8, heads: 0) }
        for hidden in [0, -1, .max] {
            refuse("GRU: found") { () throws(ShapeError) in try LayerRule.gatedUnit(inputs: 3, hidden: hidden, layers: 1) }
        }
        refuse("0 layers") { () throws(ShapeError) in try LayerRule.gatedUnit(inputs: 3, hidden: 4, layers: 0) }
        refuse("[N, T, 3]") { () throws(ShapeError) in _ = try GRU(3, 4).outputShape(for: [2, 3]) }
        refuse("[N, T, 8]") { () throws(ShapeError) in _ = try MultiHeadAttention(8, heads: 2).outputShape(for: [2, 3, 4]) }
        refuse("LayerNormalization") { () throws(ShapeError) in
            try LayerRule.normalization(features: 0, operation: "LayerNormalization")
        }
        refuse("scale [3] for [2, 4]") { () throws(ShapeError) in
            try ShapeRule.layerNormalization([2, 4], scale: [3], shift: [4])
        }
        refuse("3 groups of 4") { () throws(ShapeError) in
            try ShapeRule.groupNormalization([2, 4], groups: 3, scale: [4], shift: [4])
        }
    }

    func testNoStepsAndNoExamples() {
        var random = RandomStream(seed: 1)
        let gru = GRU(3, 4, using: &random), look = MultiHeadAttention(4, heads: 2, using: &random)
        XCTAssertEqual(gru(.zeros([2, 0, 3])).shape, [2, 0, 4])
        XCTAssertEqual(gru(.zeros([0, 5, 3])).shape, [0, 5, 4])
        XCTAssertEqual(look(.zeros([0, 5, 4])).shape, [0, 5, 4])
        XCTAssertEqual(look(.zeros([2, 0, 4])).shape, [2, 0, 4])
    }
}
