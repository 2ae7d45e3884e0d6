import Tensors
import TestSupport
import XCTest

/// Making, reading, sharing and showing tensors.
final class TensorTests: XCTestCase {
    func testCreation() {
        XCTAssertEqual(Tensor.zeros([2, 2]).scalars, [0, 0, 0, 0])
        XCTAssertEqual(Tensor.full([3], 2.5).scalars, [2.5, 2.5, 2.5])
        XCTAssertEqual(Tensor.arange(4).scalars, [0, 1, 2, 3])
        XCTAssertEqual(Tensor.arange(from: 1, to: 0, by: -0.25).scalars, [1, 0.75, 0.5, 0.25])
        XCTAssertEqual(Tensor.arange(from: 0, to: 1, by: 0.1).count, 10)
        XCTAssertEqual(Tensor.linspace(from: 0, to: 1, count: 5).scalars, [0, 0.25, 0.5, 0.75, 1])
        XCTAssertEqual(Tensor.linspace(from: 2, to: 3, count: 1).scalars, [2])
        XCTAssertEqual(Tensor.eye(2), Tensor([1, 0, 0, 1], shape: [2, 2]))
        XCTAssertEqual(Tensor.oneHot([2, 0], classes: 3), Tensor([0, 0, 1, 1, 0, 0], shape: [2, 3]))
        XCTAssertEqual(Tensor(7).shape, [])
        XCTAssertEqual(Tensor([], shape: [0, 3]).count, 0)
    }

    func testElements() {
        let x = Tensor.arange(24).reshaped(2, 3, 4)
        XCTAssertEqual(x.element(at: [1, -1, 0]), 20)
        XCTAssertEqual(x[1, 2, 3].scalar, 23)
        XCTAssertEqual(x[-1].shape, [3, 4])
    }

    func testReshapingSharesMemory() {
        let x = Tensor.arange(1_000_000)
        let before = TensorMemory.liveBytes
        let y = x.reshaped(1000, -1).expanded(axis: 1).squeezed().flattened()
        XCTAssertEqual(TensorMemory.liveBytes, before)
        XCTAssertEqual(x, y)
    }

    func testWritingCopiesWhatOthersHold() {
        var x = Tensor([1, 2, 3])
        let kept = x
        x.accumulate(Tensor([1, 1, 1]), scaledBy: 2)
        XCTAssertEqual(x.scalars, [3, 4, 5])
        XCTAssertEqual(kept.scalars, [1, 2, 3])
        let address = x.withHostValues { $0.withUnsafeBufferPointer { $0.baseAddress! } }
        x.accumulate(kept)
        XCTAssertEqual(
            x.withHostValues { $0.withUnsafeBufferPointer { $0.baseAddress! } }, address, "alone, it is written in place")
    }

    func testSubscripts() {
        let x = Tensor.arange(2 * 3 * 4 * 5).reshaped(2, 3, 4, 5)
        XCTAssertEqual(x[0, ..., 2..<5].shape, [3, 4, 3])
        XCTAssertEqual(x[0, 1...].shape, [2, 4, 5])
        XCTAssertEqual(x[..., 1...2, -1].shape, [2, 3, 2])
        XCTAssertEqual(x[0, 1, ..., ..<2].shape, [4, 2])
        XCTAssertEqual(x[1..., 2...].shape, [1, 1, 4, 5])
        XCTAssertEqual(x[1, 2, 3, 4].scalar, 119)
        XCTAssertEqual(x[...], x)
        XCTAssertEqual(x[0, 0, 0, 5...].shape, [0])
    }

    func testSplitAndDot() {
        let pieces = Tensor.arange(7).split(into: 3)
        XCTAssertEqual(pieces.map(\.scalars), [[0, 1, 2], [3, 4, 5], [6]])
        XCTAssertEqual(Tensor([1, 2, 3]).dot(Tensor([4, 5, 6])).scalar, 32)
    }

    func testArgumentOfExtrema() {
        let x = Tensor([3, 1, 3, -1, -5, -5], shape: [2, 3])
        XCTAssertEqual(x.argmax(), [0, 0])
        XCTAssertEqual(x.argmin(axis: 1), [1, 1])
        XCTAssertEqual(x.argmax(axis: 0), [0, 0, 0])
        XCTAssertEqual(Tensor([1, .nan, 3]).argmax(), [1])
    }

    func testNaNIsNotHiddenByExtrema() {
        let x = Tensor((0..<40).map { $0 == 20 ? .nan : Float($0) })
        XCTAssertTrue(x.max().scalar.isNaN)
        XCTAssertTrue(x.min().scalar.isNaN)
        XCTAssertTrue(Tensor.maximum(Tensor(.nan), Tensor(1)).scalar.isNaN)
        XCTAssertTrue(Tensor.maximum(Tensor(1), Tensor(.nan)).scalar.isNaN)
    }

    func testTiedExtremaShareTheGradient() {
        XCTAssertEqual(gradient(at: Tensor([2, 2, 1])) { $0.max() }, Tensor([0.5, 0.5, 0]))
        XCTAssertEqual(gradient(at: Tensor([0])) { $0.maximum(0).sum() }, Tensor([0.5]))
    }

    func testPickedRowsOfALogSoftmaxAreACrossEntropy() {
        let logits = Tensor([1, 2, 3, 0, 0, 0], shape: [2, 3])
        let loss = -logits.logSoftmax().picked([2, 0]).mean()
        XCTAssertEqual(loss.scalar, (0.407_605_96 + 1.098_612_3) / 2, accuracy: 1e-6)
        assertGradient(of: { $0.logSoftmax().picked([2, 0]) }, at: logits)
    }

    func testNormOfZeroHasNoGradient() {
        XCTAssertEqual(gradient(at: Tensor.zeros([3])) { $0.norm() }, .zeros([3]))
    }

    func testSoftmaxOfLargeLogits() {
        assertClose(Tensor([1000, 1000]).softmax(), Tensor([0.5, 0.5]))
        assertClose(Tensor([-1000, 0]).logSoftmax(), Tensor([-1000, 0]))
    }

    func testReductionsOfEmptyTensorsAlongAxesWithElements() {
        let x = Tensor.zeros([0, 4])
        for y in [x.max(axes: 1), x.min(axes: 1), x.mean(axes: 1), x.variance(axes: 1), x.norm(axes: 1)] {
            XCTAssertEqual(y.shape, [0])
        }
        XCTAssertEqual(x.argmax(), [])
        XCTAssertEqual(x.sum(axes: 0), .zeros([4]))
        XCTAssertEqual(gradient(at: x) { $0.max(axes: 1).sum() }.shape, [0, 4])
        XCTAssertEqual(x.picked([]).shape, [0])
    }

    func testPowersWithoutADerivativeProblem() {
        XCTAssertEqual(gradient(at: Tensor([0, 2])) { $0.pow(0).sum() }, Tensor([0, 0]))
        XCTAssertEqual(gradient(at: Tensor([0, 2])) { $0.pow(1).sum() }, Tensor([1, 1]))
        XCTAssertEqual(gradient(at: Tensor([0, 2])) { $0.pow(2).sum() }, Tensor([0, 4]))
    }

    func testTheGradientOfTheInputItself() {
        XCTAssertEqual(gradient(at: Tensor(5)) { $0 }, Tensor(1))
    }

    func testDescriptions() {
        XCTAssertEqual(Tensor(3.5).description, "Tensor [] = 3.5")
        XCTAssertEqual(
            Tensor.arange(6).reshaped(2, 3).description, "Tensor [2, 3], 0…5\n[[0, 1, 2],\n [3, 4, 5]]")
        XCTAssertEqual(
            Tensor([[1, -20.5, 3], [100, 2, .nan]]).description,
            "Tensor [2, 3], -20.5…100, 1 NaN\n[[  1, -20.5,   3],\n [100,     2, nan]]")
        XCTAssertEqual(Tensor.arange(100).description, "Tensor [100], 0…99\n[0, 1, 2, …, 97, 98, 99]")
        XCTAssertEqual(Tensor.zeros([0, 3]).description, "Tensor [0, 3], empty\n[]")
        XCTAssertEqual(Tensor([1, .nan]).summary, "Tensor [2], 1…1, 1 NaN")
    }
}
