import Tensors
import TestSupport
import XCTest

/// A programmer's error ends the program, and says what was found and what is expected.
final class TrapTests: XCTestCase {
    func testOperatorsTrapThroughTheirRule() throws {
        try assertTraps(self, "+: found [2] and [3], expected sizes that are equal or 1") {
            _ = Tensor.zeros([2]) + Tensor.zeros([3])
        }
    }

    func testALossOfManyElements() throws {
        try assertTraps(
            self, "valueWithGradient: found [2], expected a single element (reduce the loss, as with .mean() or .sum())"
        ) {
            _ = gradient(at: Tensor.zeros([2])) { $0 * 2 }
        }
    }

    func testASecondPassOverOneGraph() throws {
        try assertTraps(self, "backward: this graph has been walked already, expected one pass a graph") {
            let x = Tensor(2).tracked()
            let y = x * x
            _ = Tensor.backward(from: y, to: [x])
            _ = Tensor.backward(from: y, to: [x])
        }
    }

    func testWritingATrackedTensor() throws {
        try assertTraps(self, "a tracked tensor cannot be written: detach it") {
            var x = Tensor(2).tracked()
            x.accumulate(Tensor(1))
        }
    }

    func testScalarOfMany() throws {
        try assertTraps(self, "scalar: found [2, 2], expected a single element") { _ = Tensor.ones([2, 2]).scalar }
    }
}
