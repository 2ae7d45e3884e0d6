/// What runs along rows of contiguous elements `[rows, length]`, one step after the other: in double precision, rounded as it is written.
package enum RecurrenceKernel {
    /// `target[r, k] = Π_{j ≤ k} source[r, j]`.
    package static func products(
        _ source: UnsafePointer<Float>, rows: Int, length: Int, into target: UnsafeMutablePointer<Float>
    ) {
        forEachRow(rows, length) { start in
            var product = 1.0
            for i in start..<start + length {
                product *= Double(source[i])
                target[i] = Float(product)
            }
        }
    }

    /// `h[r, k] = input[r, k] + factor[r, k] · h[r, k − 1]`, from `h[r, 0] = input[r, 0]` on.
    package static func run(
        _ input: UnsafePointer<Float>, factor: UnsafePointer<Float>, rows: Int, length: Int,
        into target: UnsafeMutablePointer<Float>
    ) {
        forEachRow(rows, length) { start in
            var state = Double(input[start])
            target[start] = input[start]
            for i in start + 1..<start + length {
                state = Double(input[i]) + Double(factor[i]) * state
                target[i] = Float(state)
            }
        }
    }

    private static func forEachRow(_ rows: Int, _ length: Int, _ body: (_ start: Int) -> Void) {
        guard length > 0 else { return }
        Threads.parallelFor(rows, grain: max(1, 16_384 / length)) { range in
            for row in range { body(row * length) }
        }
    }
}
