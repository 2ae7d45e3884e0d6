import Kernels
import XCTest

final class RidgeKernelTests: XCTestCase {
    private func solved(_ x: [Double], _ y: [Double], width: Int, ridge: Double) -> [Float]? {
        var (gram, moments) = ([Double](repeating: 0, count: width * width), [Double](repeating: 0, count: width))
        RidgeKernel.addGram(of: x, count: y.count, width: width, times: 1, to: &gram)
        RidgeKernel.moments(of: x, count: y.count, width: width, targets: y, into: &moments)
        var w = [Float](repeating: .nan, count: width)
        return RidgeKernel.solve(gram: gram, moments: moments, width: width, ridge: ridge, into: &w) ? w : nil
    }

    /// Where ‖X w − y‖² + ridge ‖w‖² is smallest its gradient is zero: Xᵀ(X w − y) + ridge w = 0.
    func testTheGradientIsZero() throws {
        for (count, width, ridge) in [(40, 7, 0.5), (100, 33, 0.001), (3, 9, 1), (50, 5, 0), (0, 4, 2)] {
            let (x, y) = (noise(count * width, 1).map(Double.init), noise(count, 2).map(Double.init))
            let w = try XCTUnwrap(solved(x, y, width: width, ridge: ridge)).map(Double.init)
            var gradient = w.map { ridge * $0 }
            for row in 0..<count {
                let residual = (0..<width).reduce(-y[row]) { $0 + x[row * width + $1] * w[$1] }
                for column in 0..<width { gradient[column] += residual * x[row * width + column] }
            }
            for value in gradient { XCTAssertEqual(value, 0, accuracy: 1e-5, "\(count) × \(width)") }
        }
    }

    func testWhatHasNoSolutionSaysSo() {
        // The second column is zero.
        XCTAssertNil(solved([1, 0, 2, 0], [1, 2], width: 2, ridge: 0))
        XCTAssertEqual(solved([1, 0, 2, 0], [1, 2], width: 2, ridge: 1e-9), [1, 0])
    }

    func testRowsComeAndGo() {
        let (x, width) = (noise(30 * 6, 1).map(Double.init), 6)
        var gram = [Double](repeating: 0, count: 36)
        RidgeKernel.addGram(of: x, count: 30, width: width, times: 1, to: &gram)
        RidgeKernel.addGram(of: Array(x[60...]), count: 20, width: width, times: -1, to: &gram)
        for row in 0..<width {
            for column in row..<width {
                let expected = (0..<10).reduce(0.0) { $0 + x[$1 * width + row] * x[$1 * width + column] }
                XCTAssertEqual(gram[row * width + column], expected, accuracy: 1e-12)
            }
        }
    }
}
