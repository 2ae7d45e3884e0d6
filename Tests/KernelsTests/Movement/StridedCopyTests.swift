import Kernels
import XCTest

final class StridedCopyTests: XCTestCase {
    /// Every permutation of four axes, against plain index arithmetic.
    func testEveryPermutation() {
        let shape = [3, 18, 1, 35]
        let source = (0..<3 * 18 * 35).map(Float.init)
        let strides = StridedCopy.denseStrides(of: shape)
        for a in 0..<4 {
            for b in 0..<4 where b != a {
                for c in 0..<4 where c != a && c != b {
                    let order = [a, b, c, 6 - a - b - c]
                    let target = order.map { shape[$0] }
                    let to = StridedCopy.denseStrides(of: target)
                    var found = [Float](repeating: -1, count: source.count)
                    StridedCopy(shape: target, from: order.map { strides[$0] }, to: to).run(from: source, to: &found)
                    var expected = found
                    for index in source.indices {
                        var (rest, offset) = (index, 0)
                        for axis in 0..<4 {
                            offset += rest / to[axis] * strides[order[axis]]
                            rest %= to[axis]
                        }
                        expected[index] = source[offset]
                    }
                    XCTAssertEqual(found, expected, "\(order)")
                }
            }
        }
    }

    func testOneLongRow() {
        let count = 100_003
        let source = (0..<6 * count).map(Float.init)
        for (from, to) in [(1, 1), (0, 1), (3, 1), (-1, 1), (1, 2), (0, 2), (-2, 3)] {
            var found = [Float](repeating: -1, count: 3 * count)
            let expected = found.indices.map { $0 % to == 0 && $0 / to < count ? source[count * 2 + $0 / to * from] : -1 }
            withThreads(3) {
                source.withUnsafeBufferPointer {
                    StridedCopy(shape: [1, count], from: [7, from], to: [9, to]).run(
                        from: $0.baseAddress! + 2 * count, to: &found)
                }
            }
            XCTAssertEqual(found, expected, "from steps of \(from) to steps of \(to)")
        }
    }

    func testEmptyBlocksCopyNothing() {
        var target: [Float] = [7]
        StridedCopy(shape: [2, 0], from: [1, 1], to: [1, 1]).run(from: [1], to: &target)
        XCTAssertEqual(target, [7])
    }
}
