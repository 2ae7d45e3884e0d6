import CLanes
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
    private static func run<Operator: ExtremumOperator>(
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

    /// Over contiguous elements, at least one: two registers of running extrema, and whether one of them was NaN.
    @inline(__always)
    static func extremum<Operator: ExtremumOperator>(
        _ operation: Operator.Type, _ source: UnsafePointer<Float>, _ count: Int
    ) -> Float {
        let width = Lanes.count
        guard count >= width else { return rest(operation, source, 1, count, from: source[0]) }
        var (a, b) = (Lanes(at: source), Lanes(at: source))
        var broken = avts_broken(a)
        var i = width
        while i &+ 2 &* width <= count {
            let (x, y) = (Lanes(at: source + i), Lanes(at: source + (i &+ width)))
            (a, b) = (Operator.extreme(a, x), Operator.extreme(b, y))
            broken |= avts_broken(x) | avts_broken(y)
            i &+= 2 &* width
        }
        if i &+ width <= count {
            let x = Lanes(at: source + i)
            a = Operator.extreme(a, x)
            broken |= avts_broken(x)
            i &+= width
        }
        if broken != .zero { return .nan }
        return rest(operation, source, i, count, from: Operator.extreme(of: Operator.extreme(a, b)))
    }

    @inline(__always)
    private static func rest<Operator: BinaryOperator>(
        _ operation: Operator.Type, _ source: UnsafePointer<Float>, _ first: Int, _ count: Int, from start: Float
    ) -> Float {
        var (result, i) = (start, first)
        while i < count {
            result = operation.apply(result, source[i])
            i &+= 1
        }
        return result
    }
}

/// The larger or the smaller of two.
protocol ExtremumOperator: BinaryOperator {
    /// Lane by lane; of NaN in `x` the other.
    static func extreme(_ running: Lanes, _ x: Lanes) -> Lanes

    /// Of all lanes, none of which is NaN.
    static func extreme(of lanes: Lanes) -> Float
}

extension Binary.Maximum: ExtremumOperator {
    @inline(__always)
    static func extreme(_ running: Lanes, _ x: Lanes) -> Lanes { avts_larger(running, x) }

    @inline(__always)
    static func extreme(of lanes: Lanes) -> Float { avts_largest(lanes) }
}

extension Binary.Minimum: ExtremumOperator {
    @inline(__always)
    static func extreme(_ running: Lanes, _ x: Lanes) -> Lanes { avts_smaller(running, x) }

    @inline(__always)
    static func extreme(of lanes: Lanes) -> Float { avts_smallest(lanes) }
}
