import Kernels
import XCTest

final class RidgeKernelTests: XCTestCase {
    /// Where ‖X W − Y‖² + ridge ‖W‖² is smallest its gradient is zero: Xᵀ(X W − Y) + ridge W = 0.
    func testTheGradientIsZero() {
        for (count, width, outputs, ridge) in [(40, 7, 1, 0.5), (100, 33, 3, 0.001), (3, 9, 2, 1), (50, 5, 2, 0), (0, 4, 1, 2)] {
            let (x, y) = (noise(count * width, 1), noise(count * outputs, 2))
            var w = [Float](repeating: .nan, count: width * outputs)
            XCTAssertTrue(
                RidgeKernel.solve(rows: x, count: count, width: width, targets: y, outputs: outputs, ridge: ridge, into: &w))
            for output in 0..<outputs {
                var gradient = (0..<width).map { ridge * Double(w[$0 * outputs + output]) }
                for row in 0..<count {
                    let found = (0..<width).reduce(0.0) { $0 + Double(x[row * width + $1]) * Double(w[$1 * outputs + output]) }
                    let residual = found - Double(y[row * outputs + output])
                    for column in 0..<width { gradient[column] += residual * Double(x[row * width + column]) }
                }
                for value in gradient { XCTAssertEqual(value, 0, accuracy: 1e-5, "\(count) × \(width)") }
            }
        }
    }

    func testWhatHasNoSolutionSaysSo() {
        // The second column is zero.
        let x: [Float] = [1, 0, 2, 0]
        var w: [Float] = [0, 0]
        XCTAssertFalse(RidgeKernel.solve(rows: x, count: 2, width: 2, targets: [1, 2], outputs: 1, ridge: 0, into: &w))
        XCTAssertTrue(RidgeKernel.solve(rows: x, count: 2, width: 2, targets: [1, 2], outputs: 1, ridge: 1e-9, into: &w))
        XCTAssertEqual(w, [1, 0])
    }
}
