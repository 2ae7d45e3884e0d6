import Kernels
import XCTest

/// Broadcasting by merged strides against plain index arithmetic.
final class BroadcastKernelTests: XCTestCase {
    private func offset(_ index: Int, of operand: [Int], in shape: [Int]) -> Int {
        var (rest, offset, stride) = (index, 0, 1)
        for back in 1...shape.count {
            let position = rest % shape[shape.count - back]
            rest /= shape[shape.count - back]
            guard back <= operand.count else { continue }
            if operand[operand.count - back] != 1 { offset += position * stride }
            stride *= operand[operand.count - back]
        }
        return offset
    }

    func testPairsOfShapes() {
        let pairs: [(shape: [Int], left: [Int], right: [Int])] = [
            ([4, 5], [4, 5], [4, 5]), ([100, 8], [100, 8], [8]), ([100, 8], [8], [100, 8]),
            ([3, 4, 5, 8], [3, 4, 5, 8], [1, 8]),
            ([9, 300], [9, 300], [300]), ([6, 7], [6, 1], [1, 7]), ([2, 3, 4, 5], [2, 1, 4, 1], [3, 1, 5]),
            ([40, 3, 16], [40, 1, 16], [3, 1]), ([5], [1], [5]), ([2, 2], [1, 1], []), ([64, 700], [64, 1], [64, 700]),
        ]
        for (shape, left, right) in pairs {
            let count = shape.reduce(1, *)
            let a = (0..<left.reduce(1, *)).map { Float($0) + 1 }
            let b = (0..<right.reduce(1, *)).map { Float($0) * 0.5 - 3 }
            var found = [Float](repeating: .nan, count: count)
            ElementwiseKernel.binary(
                .subtract, plan: BroadcastPlan(shape: shape, left: left, right: right), a, b, into: &found)
            let expected = (0..<count).map { a[offset($0, of: left, in: shape)] - b[offset($0, of: right, in: shape)] }
            XCTAssertEqual(found, expected, "\(left) with \(right)")
        }
    }

    func testAxesThatBothCrossInOneStepAreMerged() {
        XCTAssertEqual(BroadcastPlan(shape: [2, 3, 4, 5], left: [2, 3, 4, 5], right: [5]).sizes, [24, 5])
        XCTAssertEqual(BroadcastPlan(shape: [2, 3, 4], left: [2, 3, 4], right: [2, 3, 4]).sizes, [24])
        XCTAssertEqual(BroadcastPlan(shape: [2, 3, 4], left: [2, 3, 4], right: []).sizes, [24])
    }
}
