import Tensors
import Work

/// A claim with a message; the work goes on where it does not hold, and a notebook's run ends with exit code 2.
///
///     check(accuracy > 50, "better than chance")
public func check(_ holds: Bool, _ message: String, line: Int = #line) {
    Work.current.hear(.check(passed: holds, message: message, line: line))
}

/// A claim that a number is within `tolerance` (absolute) of another.
///
///     check(curve.estimatedOffset, closeTo: 0, tolerance: 0.25, "in sync")
public func check(
    _ value: some BinaryFloatingPoint, closeTo expected: Double, tolerance: Double = 1e-6, _ message: String,
    line: Int = #line
) {
    let value = Double(value)
    check(abs(value - expected) <= tolerance, "\(message) (\(value) against \(expected) ± \(tolerance))", line: line)
}

/// A claim about a tensor: its shape, that all elements are finite, that they lie in a range.
///
///     check(clips, shape: [32, 12, 32, 32, 3], in: -5...5, "a batch of clips")
public func check(
    _ tensor: Tensor, shape: Shape? = nil, finite: Bool = true, in range: ClosedRange<Float>? = nil, _ message: String,
    line: Int = #line
) {
    var faults: [String] = []
    if let shape, tensor.shape != shape { faults.append("shape \(tensor.shape), expected \(shape)") }
    let scalars = tensor.scalars
    if finite, let wrong = scalars.first(where: { !$0.isFinite }) { faults.append("holds \(wrong)") }
    if let range, let wrong = scalars.first(where: { !range.contains($0) }) {
        faults.append("holds \(wrong), expected \(range)")
    }
    check(faults.isEmpty, faults.isEmpty ? message : "\(message): \(faults.joined(separator: "; "))", line: line)
}
