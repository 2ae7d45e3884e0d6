import Layers
import Optimizers
import Tensors
import XCTest

/// A state taken and given back continues the trajectory exactly; another one is refused.
final class OptimizerStateTests: XCTestCase {
    private let makers: [([Parameter]) -> any Optimizer] = [
        { SGD($0) },
        { SGD($0, momentum: 0.9, nesterov: true) },
        { Adam($0) },
        { Adam.decoupled($0) },
    ]

    private func gradient(_ step: Int) -> Tensor { Tensor((0..<40).map { Float(($0 * 7 + step * 13) % 11) - 5 }) }

    func testRestoredStateContinuesBitForBit() throws {
        for make in makers {
            let parameter = Parameter(Tensor.linspace(from: -1, to: 1, count: 40))
            let optimizer = make([parameter])
            for step in 0..<3 { optimizer.step([gradient(step)], learningRate: 0.01) }
            let state = optimizer.state
            let copy = Parameter(parameter.value)
            let other = make([copy])
            try other.restore(state)
            for step in 3..<6 {
                optimizer.step([gradient(step)], learningRate: 0.01)
                other.step([gradient(step)], learningRate: 0.01)
            }
            XCTAssertEqual(copy.value.scalars, parameter.value.scalars)
            XCTAssertEqual(other.state.step, 6)
        }
    }

    func testStateOfAnotherRuleOrShapeIsRefused() {
        let small = Parameter(Tensor([1, 2])), large = Parameter(Tensor([1, 2, 3]))
        let optimizer = SGD([large], momentum: 0.9)
        assertThrows(try optimizer.restore(Adam([large]).state), "optimiser state of Adam")
        assertThrows(try optimizer.restore(SGD([large], momentum: 0.8).state), "momentum: 0.8")
        assertThrows(try optimizer.restore(SGD([small], momentum: 0.9).state), "velocity.0 has shape [2]")
        assertThrows(
            try optimizer.restore(OptimizerState(rule: optimizer.state.rule, step: 1, tensors: [:])),
            "velocity.0 is missing")
    }

    private func assertThrows(_ body: @autoclosure () throws -> Void, _ text: String, line: UInt = #line) {
        XCTAssertThrowsError(try body(), line: line) {
            XCTAssertTrue("\($0)".contains(text), "\($0)", line: line)
        }
    }
}
