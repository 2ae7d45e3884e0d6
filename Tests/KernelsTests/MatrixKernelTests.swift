import Kernels
import XCTest

final class MatrixKernelTests: XCTestCase {
    func testAgainstTheDefinition() {
        let sizes = [
            (1, 1, 1), (3, 5, 7), (200, 8, 27), (8, 300, 72), (130, 130, 64), (512, 64, 216), (4, 4, 0), (9, 33, 5000),
            (70, 17, 3),
        ]
        for (m, n, k) in sizes {
            for (transposeA, transposeB) in [(false, false), (true, false), (false, true), (true, true)] {
                for (alpha, beta) in [(Float(1), Float(0)), (0.5, 2)] {
                    for threads in [1, 2] {
                        for implementation in MatrixImplementation.allCases where implementation.isPresent {
                            check(m, n, k, transposeA, transposeB, alpha, beta, threads, implementation)
                        }
                    }
                }
            }
        }
    }

    private func check(
        _ m: Int, _ n: Int, _ k: Int, _ transposeA: Bool, _ transposeB: Bool, _ alpha: Float, _ beta: Float, _ threads: Int,
        _ implementation: MatrixImplementation
    ) {
        let a = noise(m * k, 1), b = noise(k * n, 2), before = noise(m * n, 3)
        let lda = transposeA ? m : k
        let ldb = transposeB ? k : n
        var c = before
        withThreads(threads) {
            MatrixKernel.gemm(
                transposeA: transposeA, transposeB: transposeB, m: m, n: n, k: k, alpha: alpha,
                a: a, lda: lda, b: b, ldb: ldb, beta: beta, c: &c, ldc: n, by: implementation)
        }
        var worst: Float = 0
        for i in 0..<m {
            for j in 0..<n {
                var sum = 0.0
                for l in 0..<k {
                    sum += Double(a[transposeA ? l * lda + i : i * lda + l]) * Double(b[transposeB ? j * ldb + l : l * ldb + j])
                }
                let expected = Double(alpha) * sum + Double(beta) * Double(before[i * n + j])
                worst = max(worst, abs(c[i * n + j] - Float(expected)))
            }
        }
        let tolerance = 1e-4 * max(1, Float(k) / 1000)
        XCTAssertLessThan(
            worst, tolerance,
            "\(m)×\(n)×\(k) \(transposeA) \(transposeB) α \(alpha) β \(beta) threads \(threads) \(implementation)")
    }
}

/// Repeatable numbers in -1…1.
func noise(_ count: Int, _ seed: UInt64) -> [Float] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Float(Int32(truncatingIfNeeded: state >> 33)) / Float(1 << 30) - 1
    }
}
