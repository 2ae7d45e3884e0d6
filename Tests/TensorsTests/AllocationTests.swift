import Kernels
import Tensors
import TestSupport
import XCTest

/// Memory that is refused at any place of an operation ends its cell with an error, and nothing else.
final class AllocationTests: XCTestCase {
    /// Operations with their gradients, small, so that what the ended threads hold is little.
    private let operations: [(String, @Sendable ([Tensor]) -> Tensor)] = [
        ("elementwise", { ($0[0].exp() * $0[1] / 3 - $0[1].square()).tanh().sum() }),
        ("rows", { ($0[0].flattened(from: 2) * Tensor.ones([2, 1, 1])).relu().sum() }),
        ("select", { Tensor.select($0[0] .> 0, $0[0], $0[1]).clamped(to: -1...1).sum() }),
        (
            "movement",
            {
                Tensor.concatenated(
                    [
                        $0[0].transposed(permutation: [1, 0, 2, 3, 4]).flipped(axis: 1),
                        $0[1].padded(axis: 0, before: 1)[0..<3]
                            .transposed(permutation: [1, 0, 2, 3, 4]),
                    ], axis: 1
                ).gathered(rows: [1, 0, 1], axis: 0).sum()
            }
        ),
        ("reductions", { $0[0].variance(axes: 0, 2).sum() + $0[0].standardDeviation(axes: 4).sum() + $0[1].max(axes: 1).sum() }),
        ("softmax", { $0[0].softmax(axis: 1).logSoftmax().sum() }),
        (
            "order",
            { ($0[0].sorted(axis: 2) + $0[0].quantile(0.3, axis: 1, keepingDimensions: true)).sum() + $0[1].topK(3).values.sum() }
        ),
        ("running", { ($0[0].flattened().cumulativeSum() + $0[1].cumulativeProduct(axis: 2).flattened()).logSumExp() }),
        (
            "parts",
            {
                var x = $0[0][..., .stride(by: -2)]
                x[0, ..., 0..<3] = $0[1][0, ..., 4..<7]
                return x.rolled(by: 1, axis: 1).lowerTriangle().diagonal().sum()
            }
        ),
        ("einsum", { einsum("abcde,abcfe->abdf", $0[0], $0[1]).square().mean() }),
        (
            "linear algebra",
            {
                let a = matmul($0[0], $0[0].transposed()) + 20 * Tensor.eye(8)
                return ((try? solve(a, $0[1])) ?? $0[1]).sum() + a.determinant().log().sum()
            }
        ),
        ("matmul", { matmul($0[0].reshaped(-1, 64), $0[1].reshaped(64, -1)).square().mean() }),
        ("linear", { linear($0[0].reshaped(-1, 32), weight: $0[2].reshaped(-1, 32)[0..<32], bias: .ones([32])).sum() }),
        ("winograd", { convolution3D($0[0], filter: $0[2], bias: .ones([32]), padding: [0, 1, 1]).square().mean() }),
        ("strided", { convolution3D($0[0], filter: $0[2], stride: [1, 2, 2], padding: [0, 1, 1]).square().mean() }),
        ("narrow", { convolution3D($0[0][..., 0..<3], filter: $0[2][..., 0..<3, 0..<5], padding: [0, 1, 1]).square().mean() }),
        (
            "normalization",
            {
                let y = $0[0].batchNormalized(scale: .ones([32]), shift: .zeros([32]), residual: $0[1], relu: true).output
                return y.normalized(mean: .zeros([32]), variance: .ones([32]), scale: .ones([32]), shift: .zeros([32])).square()
                    .mean()
            }
        ),
        ("pooling", { ($0[0].maxPooled3D(kernel: 2) + $0[0].averagePooled3D(kernel: 2)).globalAveragePooled().sum() }),
        ("second gradient", { x in gradient(at: x[0]) { ($0 * x[1]).sigmoid().sum() }.square().sum() }),
    ]

    func testEveryPlaceOfEveryOperation() {
        var stream = RandomStream(seed: 11)
        let inputs = [
            Tensor.normal([2, 2, 8, 8, 32], using: &stream), .normal([2, 2, 8, 8, 32], using: &stream),
            .normal([1, 3, 3, 32, 32], using: &stream),
        ]
        let before = Threads.count
        defer {
            Threads.count = before
            BufferPool.refuse(after: nil)
        }
        for (name, operation) in operations {
            let expected = valueWithGradient(at: inputs, of: operation)
            for threads in [1, 4] {
                Threads.count = threads
                var refused = 0
                for place in 0..<500 {
                    BufferPool.refuse(after: place)
                    let ended = failure(of: { _ = valueWithGradient(at: inputs, of: operation) })
                    let isOver = BufferPool.isRefusalAhead
                    BufferPool.refuse(after: nil)
                    if isOver {
                        XCTAssertNil(ended, "\(name) \(place)")
                        break
                    }
                    refused += 1
                    XCTAssertTrue(ended is MemoryError, "\(name), block \(place): \(String(describing: ended))")
                }
                XCTAssertGreaterThan(refused, 5, name)
                // And the next cell finds everything as it should be.
                let found = valueWithGradient(at: inputs, of: operation)
                XCTAssertEqual(found.value, expected.value, name)
                XCTAssertEqual(found.gradients, expected.gradients, name)
            }
        }
    }
}
