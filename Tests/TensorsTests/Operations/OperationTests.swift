import Tensors
import TestSupport
import XCTest

/// Every operation: NumPy's values, finite differences, broadcast and empty operands, and nothing left behind.
final class OperationTests: XCTestCase {
    private func cases(_ row: OperationRow, _ reference: Reference) -> [(inputs: [Tensor], output: Tensor)] {
        reference[row.name].list.map { ($0["inputs"].list.map(\.tensor), $0["output"].tensor) }
    }

    func testEveryReferenceHasItsRow() throws {
        let reference = try Reference.load("tensors/operations.json")
        // The script makes logSoftmaxfirst of softmaxFirst.
        XCTAssertEqual(Set(reference.keys), Set(OperationRow.all.map(\.name)))
    }

    func testValuesAgreeWithNumPy() throws {
        let reference = try Reference.load("tensors/operations.json")
        for row in OperationRow.all {
            for (index, (inputs, output)) in cases(row, reference).enumerated() {
                assertClose(row.body(inputs), output, tolerance: 4e-6, "\(row.name) \(index)")
            }
        }
    }

    func testGradientsAgreeWithFiniteDifferences() throws {
        let reference = try Reference.load("tensors/operations.json")
        for row in OperationRow.all where row.isDifferentiable {
            for (index, (inputs, _)) in cases(row, reference).enumerated() {
                assertGradient(of: row.body, at: inputs, step: row.step, "\(row.name) \(index)")
            }
        }
    }

    func testPiecewiseConstantOperationsGiveNoGradient() throws {
        let reference = try Reference.load("tensors/operations.json")
        for row in OperationRow.all where !row.isDifferentiable {
            for (inputs, _) in cases(row, reference) {
                let gradients = gradient(at: inputs) { row.body($0).sum() }
                XCTAssertEqual(gradients, inputs.map { .zeros($0.shape) }, row.name)
            }
        }
    }

    func testNothingIsLeftBehind() throws {
        let reference = try Reference.load("tensors/operations.json")
        for row in OperationRow.all {
            let (inputs, _) = cases(row, reference)[0]
            assertNoLeak(row.name) { _ = gradient(at: inputs) { row.body($0).sum() } }
        }
    }
}
