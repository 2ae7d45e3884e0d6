import Tensors
import XCTest

/// Asserts that two tensors have one shape and differ by no more than `tolerance · scale` anywhere.
///
/// `scale` is the largest magnitude of what is expected unless given: near equality means nothing without one. NaN equals NaN
/// here, and an infinity itself.
package func assertClose(
    _ found: Tensor, _ expected: Tensor, tolerance: Double = 1e-5, scale: Double? = nil, _ label: String = "",
    file: StaticString = #filePath, line: UInt = #line
) {
    guard found.shape == expected.shape else {
        return XCTFail("\(label): found shape \(found.shape), expected \(expected.shape)", file: file, line: line)
    }
    assertClose(
        found.scalars.map(Double.init), expected.scalars.map(Double.init), tolerance: tolerance, scale: scale, label,
        file: file, line: line)
}

/// The same for plain numbers.
package func assertClose(
    _ found: [Double], _ expected: [Double], tolerance: Double = 1e-5, scale: Double? = nil, _ label: String = "",
    file: StaticString = #filePath, line: UInt = #line
) {
    guard found.count == expected.count else {
        return XCTFail("\(label): found \(found.count) numbers, expected \(expected.count)", file: file, line: line)
    }
    let largest = expected.filter(\.isFinite).map(abs).max() ?? 0
    let scale = scale ?? max(largest, .leastNormalMagnitude)
    var (worst, place) = (0.0, -1)
    for (index, (a, b)) in zip(found, expected).enumerated() where a != b && !(a.isNaN && b.isNaN) {
        let error = (a - b).isFinite ? abs(a - b) / scale : .infinity
        if error > worst { (worst, place) = (error, index) }
    }
    guard worst > tolerance else { return }
    XCTFail(
        "\(label): found \(found[place]) at \(place), expected \(expected[place]): off by \(worst) of scale \(scale), "
            + "allowed \(tolerance)", file: file, line: line)
}
