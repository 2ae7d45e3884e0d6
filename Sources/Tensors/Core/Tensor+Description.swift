import Foundation

extension Tensor: CustomStringConvertible {
    /// Shape, range and elements (a few of many), as a prompt shows it.
    ///
    /// ```text
    /// Tensor [2, 3], 0…5
    /// [[0, 1, 2],
    ///  [3, 4, 5]]
    /// ```
    public var description: String {
        rank == 0 ? summary : "\(summary)\n\(elements)"
    }

    /// Shape and range in one line: `Tensor [64, 100, 40], -3.2…4.1`; of a scalar its value: `Tensor [] = 3.5`.
    public var summary: String {
        if rank == 0 { return "Tensor [] = \(Self.text(scalar))" }
        guard count > 0 else { return "Tensor \(shape), empty" }
        let (low, high, broken) = withUnsafeBuffer { buffer in
            var (low, high, broken) = (Float.infinity, -Float.infinity, 0)
            for value in buffer {
                if value.isNaN { broken += 1 }
                low = value < low ? value : low
                high = value > high ? value : high
            }
            return (low, high, broken)
        }
        let range = low <= high ? "\(Self.text(low))…\(Self.text(high))" : "no numbers"
        return "Tensor \(shape), \(range)" + (broken > 0 ? ", \(broken) NaN" : "")
    }

    private var elements: String {
        withUnsafeBuffer { rows(of: $0, axis: 0, offset: 0, indent: 1) }
    }

    /// At most six entries along an axis, the last axis on one line.
    private func rows(of buffer: UnsafeBufferPointer<Float>, axis: Int, offset: Int, indent: Int) -> String {
        let size = shape.dimensions[axis]
        let stride = shape.dimensions[(axis + 1)...].reduce(1, *)
        let shown: [Int?] = size <= 6 ? Array(0..<size) : [0, 1, 2, nil, size - 3, size - 2, size - 1]
        let parts = shown.map { index in
            guard let index else { return "…" }
            return axis == rank - 1
                ? Self.text(buffer[offset + index])
                : rows(of: buffer, axis: axis + 1, offset: offset + index * stride, indent: indent + 1)
        }
        let separator = axis == rank - 1 ? ", " : ",\n" + String(repeating: " ", count: indent)
        return "[\(parts.joined(separator: separator))]"
    }

    /// Four significant digits, no trailing zeros.
    private static func text(_ value: Float) -> String {
        String(format: "%.4g", value)
    }
}
