import Foundation

extension Tensor: CustomStringConvertible {
    /// Shape, range and elements (a few of many), as a prompt shows it.
    ///
    /// ```text
    /// Tensor [2, 3], -1…10
    /// [[0,  1, -1],
    ///  [3, 10,  5]]
    /// ```
    public var description: String {
        rank == 0 ? summary : "\(summary)\n\(listing)"
    }

    /// Shape and range in one line: `Tensor [64, 100, 40], -3.2…4.1`; of a scalar its value: `Tensor [] = 3.5`. What is not kept as 32-bit
    /// floats says what it is: `Tensor [3] bf16, 0…1`, and a mask where it holds: `Tensor [3] bool, 2 true`.
    public var summary: String {
        let name = elementType == .float32 ? "Tensor \(shape)" : "Tensor \(shape) \(elementType)"
        if rank == 0 { return "\(name) = \(text(scalar))" }
        guard count > 0 else { return "\(name), empty" }
        if elementType == .bool { return "\(name), \(Int(sum().scalar)) true" }
        let (low, high, broken) = withUnsafeBuffer { buffer in
            var (low, high, broken) = (Float.infinity, -Float.infinity, 0)
            for value in buffer {
                if value.isNaN { broken += 1 }
                low = value < low ? value : low
                high = value > high ? value : high
            }
            return (low, high, broken)
        }
        let range = low <= high ? "\(text(low))…\(text(high))" : "no numbers"
        return "\(name), \(range)" + (broken > 0 ? ", \(broken) NaN" : "")
    }

    private var listing: String {
        let widths = withUnsafeBuffer { buffer in
            var widths: [Int: Int] = [:]
            forEachShown(axis: 0, offset: 0) { offset, column in
                widths[column] = Swift.max(widths[column, default: 0], text(buffer[offset]).count)
            }
            return widths
        }
        return withUnsafeBuffer { rows(of: $0, axis: 0, offset: 0, indent: 1, widths: widths) }
    }

    /// At most six positions along an axis, and where others are left out.
    private func shown(_ axis: Int) -> [Int?] {
        let size = shape.dimensions[axis]
        return size <= 6 ? Array(0..<size) : [0, 1, 2, nil, size - 3, size - 2, size - 1]
    }

    /// Calls `body` with the place of each element that is shown, and its column.
    private func forEachShown(axis: Int, offset: Int, _ body: (_ offset: Int, _ column: Int) -> Void) {
        let stride = shape.dimensions[(axis + 1)...].reduce(1, *)
        for case let index? in shown(axis) {
            if axis == rank - 1 {
                body(offset + index, index)
            } else {
                forEachShown(axis: axis + 1, offset: offset + index * stride, body)
            }
        }
    }

    /// The last axis on one line, its columns aligned on the right.
    private func rows(
        of buffer: UnsafeBufferPointer<Float>, axis: Int, offset: Int, indent: Int, widths: [Int: Int]
    ) -> String {
        let stride = shape.dimensions[(axis + 1)...].reduce(1, *)
        let parts = shown(axis).map { index in
            guard let index else { return "…" }
            guard axis == rank - 1 else {
                return rows(of: buffer, axis: axis + 1, offset: offset + index * stride, indent: indent + 1, widths: widths)
            }
            let text = text(buffer[offset + index])
            return String(repeating: " ", count: widths[index, default: 0] - text.count) + text
        }
        let separator = axis == rank - 1 ? ", " : ",\n" + String(repeating: " ", count: indent)
        return "[\(parts.joined(separator: separator))]"
    }

    /// Four significant digits, no trailing zeros; all of a whole number; of a mask whether it holds.
    private func text(_ value: Float) -> String {
        switch elementType {
        case .float32, .bf16: String(format: "%.4g", value)
        case .int32: String(format: "%.0f", value)
        case .bool: value == 0 ? "false" : "true"
        }
    }
}
