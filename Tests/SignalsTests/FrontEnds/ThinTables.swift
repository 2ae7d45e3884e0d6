import Foundation
import Tensors
import TestSupport
import XCTest

/// What librosa, torchaudio, python_speech_features and SciPy make of the twelve signals.
func frontEnds() throws -> Reference { try Reference.load("signals/frontends.json") }

/// Asserts that a tensor is the one whose thinned-out elements, mean and root mean square a reference holds.
///
/// Everything within `tolerance · scale`; `scale` is the largest magnitude of the elements unless given.
func assertThin(
    _ found: Tensor, _ expected: Reference, tolerance: Double = 1e-4, scale: Double? = nil, _ label: String = "",
    file: StaticString = #filePath, line: UInt = #line
) {
    let shape = expected["shape"].integers
    guard found.shape.dimensions == shape else {
        return XCTFail("\(label): found shape \(found.shape), expected \(shape)", file: file, line: line)
    }
    let values = found.scalars.map(Double.init), data = expected["data"].numbers
    let count = data.count
    let places = values.count <= count ? Array(values.indices) : (0..<count).map { $0 * (values.count - 1) / (count - 1) }
    let scale = scale ?? max(data.map(abs).max() ?? 0, 1e-30)
    assertClose(
        places.map { values[$0] }, data, tolerance: tolerance, scale: scale, label, file: file, line: line)
    guard !values.isEmpty else { return }
    let size = Double(values.count)
    let rms = (values.reduce(0) { $0 + $1 * $1 } / size).squareRoot()
    assertClose(
        [values.reduce(0, +) / size, rms], [expected["mean"].number, expected["rms"].number], tolerance: tolerance,
        scale: max(scale, rms), "\(label): mean and root mean square", file: file, line: line)
}

/// Asserts that levels, natural logarithms or dB, agree to 1e-4, and less well where 32 bits do not hold more.
///
/// Rounding in a transform goes with its largest magnitude A, some 2⁻²² of it: a magnitude a is known to 2⁻²² A / a, and the
/// logarithm of its square to twice that. So much is allowed on top, of a row's largest level and its own.
///
/// - Parameter unit: 1 for natural logarithms of powers, 4.343 for dB.
func assertLevels(
    _ found: Tensor, _ expected: Reference, unit: Double = 1, _ label: String = "", file: StaticString = #filePath,
    line: UInt = #line
) {
    let shape = expected["shape"].integers
    guard found.shape.dimensions == shape else {
        return XCTFail("\(label): found shape \(found.shape), expected \(shape)", file: file, line: line)
    }
    let values = found.scalars.map(Double.init), data = expected["data"].numbers
    for (index, expected) in data.enumerated() {
        let place = values.count <= data.count ? index : index * (values.count - 1) / (data.count - 1)
        let start = place / shape[1] * shape[1]
        let highest = values[start..<start + shape[1]].max()!
        let rounding = 2 * unit * exp2(-22) * exp((highest - expected) / (2 * unit))
        let error = abs(values[place] - expected)
        XCTAssertLessThanOrEqual(error, 1e-4 + rounding, "\(label): \(values[place]) at \(place)", file: file, line: line)
        XCTAssertLessThan(rounding, 0.01 * unit, "\(label): too quiet to say anything", file: file, line: line)
    }
    let mean = values.reduce(0, +) / Double(values.count)
    XCTAssertEqual(mean, expected["mean"].number, accuracy: 2e-4 * unit, "\(label): mean", file: file, line: line)
}
