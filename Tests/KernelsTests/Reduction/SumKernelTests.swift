import Kernels
import XCTest

final class SumKernelTests: XCTestCase {
    private func sum(_ source: [Float], outer: Int, reduced: Int, inner: Int) -> [Float] {
        var target = [Float](repeating: .nan, count: outer * inner)
        SumKernel.sum(source, outer: outer, reduced: reduced, inner: inner, into: &target)
        return target
    }

    /// Small whole numbers add without rounding, so every path must give the exact sums.
    func testEveryShapeOfRows() {
        for (outer, reduced, inner) in [
            (1, 1, 1), (3, 7, 1), (2, 31, 1), (2, 32, 1), (2, 1000, 1), (1, 100_003, 1), (4, 5, 3), (1, 9, 8),
            (2, 1000, 8), (1, 70_001, 3), (3, 17, 64), (1, 1000, 65), (2, 3, 200), (1, 2, 50_000), (2, 9, 10_000), (1, 20, 4_097),
            (5, 0, 4), (0, 3, 4),
        ] {
            let source = (0..<outer * reduced * inner).map { Float($0 % 13 - 6) }
            var expected = [Float](repeating: 0, count: outer * inner)
            for o in 0..<outer {
                for r in 0..<reduced {
                    for i in 0..<inner { expected[o * inner + i] += source[(o * reduced + r) * inner + i] }
                }
            }
            XCTAssertEqual(
                sum(source, outer: outer, reduced: reduced, inner: inner), expected, "\((outer, reduced, inner))")
        }
    }

    func testLongSumsStayAccurate() {
        let source = (0..<4_000_000).map { 1 + Float($0 % 7) * 0.1 }
        let expected = source.reduce(0.0) { $0 + Double($1) }
        XCTAssertEqual(Double(sum(source, outer: 1, reduced: source.count, inner: 1)[0]) / expected, 1, accuracy: 5e-7)
        let columns = sum(source, outer: 1, reduced: source.count / 4, inner: 4)
        XCTAssertEqual(columns.reduce(0.0) { $0 + Double($1) } / expected, 1, accuracy: 5e-7)
    }

    func testSumsDoNotDependOnTheNumberOfThreads() {
        let threads = Threads.count
        defer { Threads.count = threads }
        let source = (0..<1_000_000).map { Float(($0 &* 2_654_435_761) % 1000) * 0.001 }
        for (reduced, inner) in [(1_000_000, 1), (125_000, 8), (10_000, 100)] {
            Threads.count = 1
            let alone = sum(source, outer: 1, reduced: reduced, inner: inner)
            Threads.count = 4
            XCTAssertEqual(sum(source, outer: 1, reduced: reduced, inner: inner), alone)
        }
    }
}
