/// Picks rows of dense memory seen as `[outer, rows, inner]`, and adds them back.
package enum GatherKernel {
    /// `target[o, k, :] = source[o, indices[k], :]`, both of one type; the indices are within `0..<rows` (the caller has checked the rule).
    package static func gather(
        _ source: Elements, outer: Int, rows: Int, inner: Int, indices: [Int], into target: MutableElements
    ) {
        let picked = indices.count
        let bytes = inner * source.type.size
        Threads.parallelFor(outer * picked, grain: max(1, 32_768 / max(1, inner))) { range in
            for index in range {
                let (o, k) = index.quotientAndRemainder(dividingBy: picked)
                (target.address + index * bytes).copyMemory(
                    from: source.address + (o * rows + indices[k]) * bytes, byteCount: bytes)
            }
        }
    }

    /// `target[o, indices[k], :] += source[o, k, :]`: the derivative of `gather`. An index may come more than once.
    package static func scatterAdd(
        _ source: UnsafePointer<Float>, outer: Int, rows: Int, inner: Int, indices: [Int],
        into target: UnsafeMutablePointer<Float>
    ) {
        let picked = indices.count
        Threads.parallelFor(outer, grain: max(1, 32_768 / max(1, inner * picked))) { range in
            for o in range {
                for k in 0..<picked {
                    let a = source + (o * picked + k) * inner
                    let b = target + (o * rows + indices[k]) * inner
                    for i in 0..<inner { b[i] += a[i] }
                }
            }
        }
    }
}
