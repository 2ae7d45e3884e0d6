import Work

/// Largest and smallest elements of dense memory seen as `[outer, reduced, inner]`, over the middle axis.
///
/// NaN wins over every number, as in NumPy.
package enum ExtremumKernel {
    package enum Kind: Sendable { case maximum, minimum }

    /// `target[o, i] = max_r source[o, r, i]` (or min); `reduced` must be at least 1.
    package static func reduce(
        _ kind: Kind, _ source: UnsafePointer<Float>, outer: Int, reduced: Int, inner: Int,
        into target: UnsafeMutablePointer<Float>
    ) {
        switch kind {
        case .maximum: run(Binary.Maximum.self, source, outer, reduced, inner, target)
        case .minimum: run(Binary.Minimum.self, source, outer, reduced, inner, target)
        }
    }

    @inline(__always)
    private static func run<Operator: BinaryOperator>(
        _ operation: Operator.Type, _ source: UnsafePointer<Float>, _ outer: Int, _ reduced: Int, _ inner: Int,
        _ target: UnsafeMutablePointer<Float>
    ) {
        Failing.unless(reduced > 0, "an extremum of nothing: found an axis of no elements, expected at least one")
        Threads.parallelFor(outer, grain: max(1, 32_768 / max(1, reduced * inner))) { range in
            for o in range {
                let rows = source + o * reduced * inner
                let result = target + o * inner
                if inner == 1 {
                    result[0] = extremum(operation, rows, reduced)
                } else {
                    result.update(from: rows, count: inner)
                    for r in 1..<reduced {
                        let row = rows + r * inner
                        for i in 0..<inner { result[i] = operation.apply(result[i], row[i]) }
                    }
                }
            }
        }
    }

    /// Over contiguous elements, with 16 running extrema.
    @inline(__always)
    static func extremum<Operator: BinaryOperator>(
        _ operation: Operator.Type, _ source: UnsafePointer<Float>, _ count: Int
    ) -> Float {
        var result = source[0]
        var i = 0
        if count >= 16 {
            withUnsafeTemporaryAllocation(of: Float.self, capacity: 16) { lanes in
                let lane = lanes.baseAddress!
                lane.update(from: source, count: 16)
                i = 16
                while i + 16 <= count {
                    for k in 0..<16 { lane[k] = operation.apply(lane[k], source[i + k]) }
                    i += 16
                }
                for k in 0..<16 { result = operation.apply(result, lane[k]) }
            }
        }
        while i < count {
            result = operation.apply(result, source[i])
            i += 1
        }
        return result
    }
}
