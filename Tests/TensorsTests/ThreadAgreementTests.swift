import Kernels
import Tensors
import TestSupport
import XCTest

/// Large tensors, whose work is split: one thread and four must give the same bits.
final class ThreadAgreementTests: XCTestCase {
    private func assertAgreement(_ label: String, _ body: () -> [Tensor]) {
        let threads = Threads.count
        defer { Threads.count = threads }
        Threads.count = 1
        let alone = body()
        Threads.count = 4
        for _ in 0..<3 { XCTAssertEqual(body(), alone, label) }
    }

    func testOperationsAndTheirGradients() {
        var stream = RandomStream(seed: 9)
        let x = Tensor.normal([6, 50, 40, 16], using: &stream)
        let y = Tensor.uniform([6, 50, 40, 16], in: 0.5..<2, using: &stream)
        let row = Tensor.uniform([16], in: 0.5..<2, using: &stream)
        let column = Tensor.uniform([50, 1, 1], in: 0.5..<2, using: &stream)
        let operations: [(String, ([Tensor]) -> Tensor)] = [
            ("add", { $0[0] + $0[1] }), ("multiply a row", { $0[0] * $0[2] }), ("divide by a column", { $0[0] / $0[3] }),
            ("a column minus", { $0[3] - $0[0] }), ("exp", { $0[0].exp() }), ("log", { $0[1].log() }),
            ("select", { .select($0[0] .> 0, $0[0], $0[2]) }),
            ("transpose", { $0[0].transposed(permutation: [3, 1, 0, 2]) * 2 }),
            ("swap", { $0[0].transposed(permutation: [0, 2, 1, 3]) * 2 }), ("slice", { $0[0][1..<5, ..., 3..<9] * 2 }),
            ("flip", { $0[0].flipped(axis: 2) * 2 }), ("concatenate", { .concatenated([$0[0], $0[1]], axis: 3) * 2 }),
            ("gather", { $0[0].gathered(rows: [7, 3, 3, 49], axis: 1) * 2 }),
            ("pad", { $0[0].padded(axis: 1, before: 3, after: 1) * 2 }),
            ("softmax", { $0[0].softmax() * $0[1] }), ("variance", { $0[0].variance(axes: 0, 1, 2) }),
            ("max", { $0[0].max(axes: 3) }), ("norm", { $0[0].norm(axes: -1) }),
            ("gelu", { $0[0].gelu() }), ("sorted", { $0[0].sorted(axis: 1) }), ("sorted flat", { $0[0].flattened().sorted() }),
            ("topK", { $0[0].topK(3).values }), ("quantile", { $0[0].quantile(0.3, axis: 2) }),
            ("cumulative sum", { $0[0].flattened().cumulativeSum() }), ("cumulative sums", { $0[0].cumulativeSum(axis: 1) }),
            ("cumulative product", { $0[1].cumulativeProduct(axis: 2) }), ("logSumExp", { $0[0].logSumExp(axes: 2) }),
            ("steps", { $0[0][..., .stride(by: -2)] }), ("rolled", { $0[0].rolled(by: 7, axis: 1) }),
            ("triangle", { $0[0].lowerTriangle() * 2 }), ("einsum", { einsum("abcd,abed->abce", $0[0], $0[1]) }),
            (
                "solve",
                { (try? solve($0[0].slice(axis: 2, 0..<16) + 20 * Tensor.eye(16), $0[1].slice(axis: 2, 0..<16))) ?? $0[0] }
            ),
            (
                "a part set",
                {
                    var x = $0[0]
                    x[1..<5, ..., 3..<9] = $0[1][1..<5, ..., 3..<9] * 2
                    return x
                }
            ),
            ("matmul", { matmul($0[0], $0[1].slice(axis: 2, 0..<16)) }),
            (
                "attention",
                { attention($0[0].reshaped(6, -1, 16), $0[1].reshaped(6, -1, 16), $0[0].reshaped(6, -1, 16), heads: 2) }
            ),
            ("layer normalisation", { $0[0].layerNormalized(scale: $0[2], shift: $0[2]) }),
        ]
        for (name, operation) in operations {
            assertAgreement(name) {
                let (value, gradients) = valueWithGradient(at: [x, y, row, column]) { (operation($0) * 0.5).sum() }
                return [operation([x, y, row, column]), value] + gradients
            }
        }
    }

    func testRandomTensors() {
        assertAgreement("random") {
            var stream = RandomStream(seed: 10)
            return [.uniform([100_003], in: -1..<1, using: &stream), .normal([100_003], using: &stream)]
        }
    }

    func testUniformTensorsAreTheSameNumbersAsSingleDraws() {
        var (one, many) = (RandomStream(seed: 10), RandomStream(seed: 10))
        let x = Tensor.uniform([3_001], in: -1..<1, using: &many)
        XCTAssertEqual(x.scalars, (0..<3_001).map { _ in one.uniform(in: Float(-1)..<1) })
    }
}
