import Foundation
import Kernels
import XCTest

/// Sorting and running sums give the same bits on any number of threads.
extension ThreadBitsTests {
    func testOrderAndRunningSums() {
        for (rows, width) in [(1, 300_007), (3, 70_001), (300, 1000), (3000, 40)] {
            let x = noise(rows * width, 1).map { ($0 * 1000).rounded() / 1000 }
            let label = "\(rows) rows of \(width)"
            assertSameBits("sort, \(label)", rows * width) { SortKernel.sort(x, rows: rows, width: width, into: $0) }
            assertSameBits("places, \(label)", 2 * rows * width) {
                SortKernel.places(
                    x, rows: rows, width: width, descending: true,
                    into: UnsafeMutableRawPointer($0).bindMemory(to: Int.self, capacity: rows * width))
            }
            assertSameBits("largest, \(label)", 2 * rows * 9) {
                LargestKernel.places(
                    x, rows: rows, width: width, count: 9, smallest: false,
                    into: UnsafeMutableRawPointer($0).bindMemory(to: Int.self, capacity: rows * 9))
            }
            for (outer, length, inner) in [(rows, width, 1), (1, rows, width), (1, width, rows)] {
                assertSameBits("running sum \((outer, length, inner))", x.count) {
                    RunningSumKernel.run(x, outer: outer, length: length, inner: inner, into: $0)
                }
            }
            assertSameBits("recurrence, \(label)", x.count) {
                RecurrenceKernel.run(x, factor: x, rows: rows, length: width, into: $0)
            }
        }
        let (count, order) = (30, 24)
        let a = noise(count * order * order, 5), b = noise(count * order * 5, 6)
        assertSameBits("solve", b.count) {
            XCTAssertNil(LinearSolver.solve(count: count, order: order, columns: 5, matrices: a, sides: b, into: $0))
        }
        assertSameBits("determinants", count) {
            LinearSolver.determinants(count: count, order: order, matrices: a, into: $0)
        }
        let (m, n, k) = (40, 30, 50)
        let left = noise(count * m * k, 7), right = noise(count * k * n, 8)
        assertSameBits("batch", count * m * n) {
            MatrixKernel.batch(
                count: count, transposeA: false, transposeB: true, m: m, n: n, k: k, a: left,
                aOffsets: (0..<count).map { $0 * m * k }, b: right, bOffsets: (0..<count).map { $0 * k * n }, c: $0)
        }
    }
}
