import Tensors
import TestSupport
import XCTest

/// Parts that are set, steps, masks, rows.
final class IndexingTests: XCTestCase {
    func testACopyKeepsWhatItWas() {
        var x = Tensor.arange(6).reshaped(2, 3)
        let kept = x
        x[0, 1...2] = Tensor([-1, -2])
        XCTAssertEqual(x, Tensor([[0, -1, -2], [3, 4, 5]]))
        XCTAssertEqual(kept, Tensor([[0, 1, 2], [3, 4, 5]]))
        x[..., -1] = Tensor(9)
        x[1] += 10
        XCTAssertEqual(x, Tensor([[0, -1, 9], [13, 14, 19]]))
        x[1][0] = Tensor(7)
        XCTAssertEqual(x[1, 0].scalar, 7)
        x[...] = Tensor([1, 2, 3])
        XCTAssertEqual(x, Tensor([[1, 2, 3], [1, 2, 3]]))
    }

    func testMemoryThatNoOneElseHoldsIsWrittenInPlace() {
        var x = Tensor.zeros([1000])
        let address = x.withHostValues { $0.withUnsafeBufferPointer { $0.baseAddress! } }
        x[10..<20] = Tensor(1)
        XCTAssertEqual(x.withHostValues { $0.withUnsafeBufferPointer { $0.baseAddress! } }, address)
        XCTAssertEqual(x.sum().scalar, 10)
    }

    func testATensorSetByItself() {
        var x = Tensor.arange(4)
        x[0..<2] = x[2..<4]
        XCTAssertEqual(x, Tensor([2, 3, 2, 3]))
        x[.stride(by: -1)] = x
        XCTAssertEqual(x, Tensor([3, 2, 3, 2]))
    }

    func testGradientsOfASetPart() {
        let gradients = gradient(at: [Tensor([1, 2, 3]), Tensor(5)]) { inputs in
            var x = inputs[0] * 2
            x[1...] = inputs[1]
            x[2] *= 3
            return (x * Tensor([1, 10, 100])).sum()
        }
        XCTAssertEqual(gradients, [Tensor([2, 0, 0]), Tensor(310)])
        // One that is only set depends on what it was set to.
        let slope = gradient(at: Tensor([4])) { value in
            var x = Tensor.zeros([3])
            x[2] = value.sum().square()
            return x.sum()
        }
        XCTAssertEqual(slope, Tensor([8]))
        let outer = Tensor([1, 2])
        _ = gradient(at: outer) { tracked in
            var x = tracked
            x[0] = Tensor(3)
            return x.sum()
        }
        XCTAssertEqual(outer, Tensor([1, 2]), "the leaf's own memory stays")
    }

    func testSteps() {
        let x = Tensor.arange(10)
        XCTAssertEqual(x[.stride(by: 4)].scalars, [0, 4, 8])
        XCTAssertEqual(x[.stride(by: -4)].scalars, [9, 5, 1])
        XCTAssertEqual(x[.stride(from: 1, to: 8, by: 3)].scalars, [1, 4, 7])
        XCTAssertEqual(x[.stride(from: 7, through: 1, by: -3)].scalars, [7, 4, 1])
        XCTAssertEqual(x[.stride(from: 7, to: 1, by: -3)].scalars, [7, 4])
        XCTAssertEqual(x[.stride(from: 3, to: 3, by: 1)].shape, [0])
        XCTAssertEqual(x[.stride(by: .min)].scalars, [9])
        XCTAssertEqual(x[.stride(from: 2, by: .max)].scalars, [2])
        XCTAssertEqual(Tensor.zeros([0, 2])[.stride(by: -2)].shape, [0, 2])
        for wrong in [
            .stride(by: 0), .stride(from: 11, by: 1), .stride(from: -1, to: 3, by: 1), .stride(from: 0, to: .max, by: 1),
            .stride(from: 0, through: .max, by: 1), .stride(from: 3, through: .min, by: -1),
        ] as [StridedPositions] {
            XCTAssertTrue(failure(of: { _ = x[wrong] }) is ShapeError, "\(wrong)")
        }
    }

    func testMasks() {
        let x = Tensor([[1, -2], [.nan, 4]])
        XCTAssertEqual(x.masked(where: x .> 0), Tensor([1, 4]))
        XCTAssertEqual(x.masked(where: Tensor([0, 1])), Tensor([-2, 4]))
        XCTAssertEqual(x.masked(where: Tensor(0)).shape, [0])
        XCTAssertEqual(x.filled(with: 0, where: x.isNaN() .| (x .< 0)), Tensor([[1, 0], [0, 4]]))
        XCTAssertEqual(x.masked(where: .!x.isNaN() .& (x .!= 1)), Tensor([-2, 4]))
        XCTAssertEqual(gradient(at: x) { ($0.masked(where: x .> 0) * Tensor([10, 20])).sum() }, Tensor([[10, 0], [0, 20]]))
    }

    func testRows() {
        let x = Tensor([[1, 2], [3, 4], [5, 6]])
        XCTAssertEqual(x.rows.map(\.scalars), [[1, 2], [3, 4], [5, 6]])
        XCTAssertEqual(x.rows.count, 3)
        XCTAssertEqual(x.rows.reversed().first, Tensor([5, 6]))
        XCTAssertEqual(
            gradient(at: x) { x in x.rows.dropFirst().reduce(Tensor(0)) { $0 + $1.sum() } }, Tensor([[0, 0], [1, 1], [1, 1]]))
        XCTAssertTrue(failure(of: { _ = Tensor(1).rows }) is ShapeError)
        XCTAssertNotNil(failure(of: { _ = x.rows[3] }))
    }

    func testNumbersOfOtherKinds() {
        let doubles: [Double] = [0.1, 2], whole: [Int] = [3, -4], bytes: [UInt8] = [255]
        XCTAssertEqual(Tensor(doubles).scalars, [0.1, 2])
        XCTAssertEqual(Tensor(whole).scalars, [3, -4])
        XCTAssertEqual(Tensor(bytes, shape: [1, 1]).scalars, [255])
        XCTAssertEqual(Tensor(doubles, shape: [2, 1]).shape, [2, 1])
        XCTAssertEqual(Tensor([1e-3, 2]).scalars, [1e-3, 2])
        XCTAssertTrue(failure(of: { _ = Tensor(whole, shape: [3]) }) is ShapeError)
    }
}
