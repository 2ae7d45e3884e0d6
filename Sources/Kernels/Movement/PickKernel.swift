/// One element of each row of dense memory `[rows, width]`, as a cross-entropy wants it.
package enum PickKernel {
    /// `target[r] = source[r, indices[r]]`; the indices are within `0..<width` (the caller has checked the rule).
    package static func gather(
        _ source: UnsafePointer<Float>, width: Int, indices: [Int], into target: UnsafeMutablePointer<Float>
    ) {
        for row in indices.indices { target[row] = source[row * width + indices[row]] }
    }

    /// `target[r, indices[r]] += source[r]`: the derivative of `gather`.
    package static func scatterAdd(
        _ source: UnsafePointer<Float>, width: Int, indices: [Int], into target: UnsafeMutablePointer<Float>
    ) {
        for row in indices.indices { target[row * width + indices[row]] += source[row] }
    }
}
