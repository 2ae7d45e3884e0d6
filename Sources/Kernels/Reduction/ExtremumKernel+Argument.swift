import Work

extension ExtremumKernel {
    /// Index along the middle axis of the first largest (or smallest) element; NaN counts as the extremum.
    package static func argument(
        _ kind: Kind, _ source: UnsafePointer<Float>, outer: Int, reduced: Int, inner: Int
    ) -> [Int] {
        Failing.unless(reduced > 0, "an extremum of nothing: found an axis of no elements, expected at least one")
        let sign: Float = kind == .maximum ? 1 : -1
        return [Int](unsafeUninitializedCapacity: outer * inner) { result, count in
            for o in 0..<outer {
                for i in 0..<inner {
                    var best = sign * source[o * reduced * inner + i]
                    var index = 0
                    for r in 1..<max(1, reduced) where best == best {
                        let value = sign * source[(o * reduced + r) * inner + i]
                        if value > best || value != value { (best, index) = (value, r) }
                    }
                    (result.baseAddress! + o * inner + i).initialize(to: index)
                }
            }
            count = outer * inner
        }
    }
}
