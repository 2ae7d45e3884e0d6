import Foundation
import Tensors
import TestSupport
import XCTest

/// The graph: order, depth, memory, nesting, threads.
final class DifferentiationTests: XCTestCase {
    func testValueAndGradientsOfSeveralInputs() {
        let x = Tensor([1, 2, 3])
        let y = Tensor([4, 5, 6])
        let (value, gradients) = valueWithGradient(at: [x, y]) { ($0[0] * $0[1]).sum() }
        XCTAssertEqual(value, Tensor(32))
        XCTAssertEqual(gradients, [y, x])
        XCTAssertFalse(value.isTracked)
        XCTAssertFalse(gradients[0].isTracked)
    }

    func testAnInputUsedOftenGathersItsGradients() {
        let x = Tensor([1, -2, 3])
        let found = gradient(at: x) { x in ((x * x + x) * x + x).sum() }
        assertClose(found, x.square() * 3 + 2 * x + 1, tolerance: 1e-7)
    }

    func testABranchThatRejoinsIsWalkedOnce() {
        // Diamonds in a row: a walk by recursion over paths would take 2⁶⁰ steps.
        let found = gradient(at: Tensor(1)) { x in
            var y = x
            for _ in 0..<60 { y = y * 0.5 + y * 0.5 }
            return y
        }
        XCTAssertEqual(found.scalar, 1)
    }

    func testUnusedInputsGetZeros() {
        let gradients = gradient(at: [Tensor([1, 2]), Tensor([3])]) { $0[0].sum() }
        XCTAssertEqual(gradients, [Tensor([1, 1]), Tensor([0])])
        XCTAssertEqual(gradient(at: Tensor([1, 2])) { _ in Tensor(5) }, Tensor([0, 0]))
    }

    func testDetachedTensorsAreConstants() {
        XCTAssertEqual(gradient(at: Tensor(3)) { $0 * $0.detached() }.scalar, 3)
    }

    func testAChainOfTwoHundredThousandSteps() {
        assertNoLeak {
            let found = gradient(at: Tensor([1, 2])) { x in
                var y = x
                for _ in 0..<200_000 { y = y + 1 }
                return y.sum()
            }
            XCTAssertEqual(found, Tensor([1, 1]))
        }
    }

    func testAChainThatIsNeverWalkedIsFreedWithoutRecursion() {
        assertNoLeak {
            let before = TensorMemory.liveNodes
            var y = Tensor([1, 2]).tracked()
            for _ in 0..<200_000 { y = -y }
            XCTAssertEqual(TensorMemory.liveNodes - before, 200_001)
        }
    }

    func testPullbacksThatHoldTrackedInputsAreFreedWithoutRecursion() {
        assertNoLeak {
            var y = Tensor(1).tracked()
            for _ in 0..<100_000 {
                let x = y
                y = .differentiable(x.detached(), inputs: [x]) { g in [g * x] }
            }
        }
    }

    func testPullbacksAreFreedAsTheyRun() {
        // Each step keeps 4 MiB for its pullback; the last pullback to run must find those of the others gone.
        let before = TensorMemory.liveBytes
        nonisolated(unsafe) var atTheEnd = 0
        _ = gradient(at: Tensor.ones([1_048_576])) { x in
            var y: Tensor = .differentiable(x.detached(), inputs: [x]) { g in
                atTheEnd = TensorMemory.liveBytes - before
                return [g]
            }
            for _ in 0..<20 { y = y.sin() }
            return y.sum()
        }
        // The input, the gradient that arrives, and at most two more.
        XCTAssertLessThanOrEqual(atTheEnd, 5 * 4_194_304)
    }

    func testErrorsOfTheBodyPassThroughAndLeaveNothing() {
        struct Stop: Error {}
        func stops(_ x: Tensor) throws -> Tensor {
            _ = (x * x).sum()
            throw Stop()
        }
        assertNoLeak {
            do {
                _ = try valueWithGradient(at: Tensor([1, 2]), of: stops)
                XCTFail("found a value, expected an error")
            } catch {
                XCTAssertTrue(error is Stop)
            }
        }
    }

    func testADifferentiationInsideAnother() {
        // d/dx of y · (d/dw of w² y at w = 2) with y = 2 x: of 16 x², or of 4 · 2 x · (2 x) as a number.
        let found = gradient(at: Tensor(3)) { x in
            let y = x * 2
            let inner = gradient(at: Tensor(2)) { w in (w * w * y).sum() }
            XCTAssertEqual(inner.scalar, 24)
            return (y * inner).sum()
        }
        XCTAssertEqual(found.scalar, 96)
        let number = gradient(at: Tensor(3)) { x in
            let y = x * 2
            return (y * gradient(at: Tensor(2)) { w in (w * w * y).sum() }.detached()).sum()
        }
        XCTAssertEqual(number.scalar, 48)
    }

    func testGradientsOfGradientsAreNotRecorded() {
        _ = gradient(at: Tensor([1, 2])) { x in
            let y: Tensor = .differentiable(x.detached(), inputs: [x]) { g in
                XCTAssertFalse((x * g).isTracked)
                return [g]
            }
            return y.sum()
        }
    }

    func testGraphsOfSeveralThreads() {
        assertNoLeak {
            DispatchQueue.concurrentPerform(iterations: 16) { thread in
                var stream = RandomStream(seed: 3).split(thread)
                for _ in 0..<20 {
                    let x = Tensor.normal([7, 5], using: &stream)
                    let w = Tensor.normal([5, 3], using: &stream)
                    let found = gradient(at: w) { matmul(x, $0).square().sum() }
                    assertClose(found, 2 * matmul(x.transposed(), matmul(x, w)), tolerance: 1e-5)
                }
            }
        }
    }

    func testGradientsThatShareMemoryAreNotAddedInPlace() {
        // Both operands of + get the same gradient; adding into one must not change the other.
        let gradients = gradient(at: [Tensor([1]), Tensor([1])]) { inputs in
            let sum = inputs[0] + inputs[1]
            return (sum + inputs[0] * 10).sum()
        }
        XCTAssertEqual(gradients, [Tensor([11]), Tensor([1])])
    }
}
