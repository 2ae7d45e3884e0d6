import Kernels
import Tensors
import TestSupport
import XCTest

/// Attention where its numbers are at their edges, and what its rule refuses.
final class AttentionTests: XCTestCase {
    private func random(_ shape: Shape, _ name: String) -> Tensor {
        var stream = RandomStream(seed: 5).split(name)
        return .normal(shape, using: &stream)
    }

    /// One head, with all scores in memory.
    private func plain(_ q: Tensor, _ k: Tensor, _ v: Tensor, bias: Tensor = Tensor(0)) -> Tensor {
        matmul((matmul(q, k.transposed()) / Float(q.shape[2]).squareRoot() + bias).softmax(), v)
    }

    /// More queries than one block has, and a last block that is not whole.
    func testManyBlocks() {
        let (q, k, v) = (random([1, 150, 8], "q"), random([1, 1400, 8], "k"), random([1, 1400, 8], "v"))
        assertClose(attention(q, k, v), plain(q, k, v), "value")
        let weights = random([1, 150, 8], "w")
        let found = gradient(at: [q, k, v]) { (attention($0[0], $0[1], $0[2]) * weights).sum() }
        let expected = gradient(at: [q, k, v]) { (self.plain($0[0], $0[1], $0[2]) * weights).sum() }
        for (found, expected) in zip(found, expected) { assertClose(found, expected, "gradient") }
    }

    func testCausalIsAMask() {
        let (q, k, v) = (random([2, 70, 6], "q"), random([2, 50, 6], "k"), random([2, 50, 6], "v"))
        let hidden = Tensor.select(
            Tensor.arange(70).reshaped(-1, 1) .< Tensor.arange(50).reshaped(1, -1), Tensor(-.infinity), Tensor(0))
        let weights = random([2, 70, 6], "w")
        func slopes(_ body: @escaping ([Tensor]) -> Tensor) -> [Tensor] {
            gradient(at: [q, k, v]) { (body($0) * weights).sum() }
        }
        let causal = slopes { attention($0[0], $0[1], $0[2], isCausal: true) }
        for other in [
            slopes { attention($0[0], $0[1], $0[2], bias: hidden) }, slopes { self.plain($0[0], $0[1], $0[2], bias: hidden) },
        ] {
            for (found, expected) in zip(causal, other) { assertClose(found, expected, "causal") }
        }
    }

    /// Who sees nothing finds 0, and nothing flows back; others are as they would be.
    func testHiddenKeys() {
        let (q, k, v) = (random([1, 3, 4], "q"), random([1, 3, 4], "k"), random([1, 3, 4], "v"))
        let none = -Float.infinity
        let bias = Tensor([[0, none, none], [none, none, none], [0, 0, none]])
        let output = attention(q, k, v, bias: bias)
        assertClose(output.slice(axis: 1, 0..<1), v.slice(axis: 1, 0..<1), "one key")
        XCTAssertEqual(output.slice(axis: 1, at: 1), .zeros([1, 4]))
        let slopes = gradient(at: [q, k, v]) { attention($0[0], $0[1], $0[2], bias: bias).square().sum() }
        XCTAssertTrue(slopes.allSatisfy { $0.scalars.allSatisfy(\.isFinite) })
        XCTAssertEqual(slopes[0].slice(axis: 1, at: 1), .zeros([1, 4]))
        XCTAssertEqual(slopes[2].slice(axis: 1, at: 2), .zeros([1, 4]))
        let twice = gradient(at: q) { q in gradient(at: q) { attention($0, k, v, bias: bias).square().sum() }.square().sum() }
        XCTAssertTrue(twice.scalars.allSatisfy(\.isFinite))
    }

    func testScoresThatAreLarge() {
        let (q, k, v) = (random([1, 4, 4], "q") * 1e4, random([1, 5, 4], "k") * 1e4, random([1, 5, 4], "v"))
        XCTAssertTrue(attention(q, k, v).scalars.allSatisfy(\.isFinite))
        XCTAssertTrue(attention(Tensor.full([1, 1, 4], .nan), k, v).scalars.allSatisfy(\.isNaN))
    }

    func testNothing() {
        let before = GraphNode.liveCount
        for (queries, keys) in [(0, 3), (3, 0), (0, 0)] {
            let (q, k) = (Tensor.ones([2, queries, 4]), Tensor.ones([2, keys, 4]))
            let slopes = gradient(at: [q, k, k]) { attention($0[0], $0[1], $0[2], heads: 2).sum() }
            XCTAssertEqual(attention(q, k, k, heads: 2), .zeros([2, queries, 4]))
            XCTAssertEqual(slopes, [.zeros(q.shape), .zeros(k.shape), .zeros(k.shape)])
        }
        XCTAssertEqual(attention(.ones([0, 3, 4]), .ones([0, 3, 4]), .ones([0, 3, 4])), .zeros([0, 3, 4]))
        XCTAssertEqual(GraphNode.liveCount, before)
    }

    func testWhatDoesNotFit() {
        func refuse(_ part: String, _ q: Shape, _ k: Shape, _ v: Shape, heads: Int = 1, bias: Shape? = nil, line: UInt = #line) {
            XCTAssertThrowsError(
                try ShapeRule.attention(query: q, key: k, value: v, heads: heads, bias: bias), line: line
            ) { XCTAssertTrue("\($0)".contains(part), "\($0)", line: line) }
        }
        refuse("add an axis for the batch", [3, 4], [3, 4], [3, 4])
        refuse("one batch size", [2, 3, 4], [1, 3, 4], [2, 3, 4])
        refuse("queries and keys of one width", [1, 3, 4], [1, 3, 5], [1, 3, 4])
        refuse("as many values as keys", [1, 3, 4], [1, 3, 4], [1, 2, 4])
        refuse("3 heads of 4 and 4", [1, 3, 4], [1, 3, 4], [1, 3, 4], heads: 3)
        refuse("0 heads", [1, 3, 4], [1, 3, 4], [1, 3, 4], heads: 0)
        refuse("[1, 2, 3, 5]", [1, 3, 4], [1, 5, 4], [1, 5, 4], heads: 2, bias: [3, 3])
        refuse("a bias of [4, 5]", [1, 3, 4], [1, 5, 4], [1, 5, 4], bias: [4, 5])
        refuse("a bias of []", [1, 3, 4], [1, 5, 4], [1, 5, 4], bias: [])
    }
}
