extension MatrixKernel {
    /// `C_i = op(A_i) op(B_i)` of `count` products of one size; A and B of each begin at their offsets, the results lie side by side.
    ///
    /// Many small products are a thread's work each; few or large ones are cut, one after the other. Sizes alone decide.
    package static func batch(
        count: Int, transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int,
        a: UnsafePointer<Float>, aOffsets: [Int], b: UnsafePointer<Float>, bOffsets: [Int], c: UnsafeMutablePointer<Float>
    ) {
        let (lda, ldb) = (transposeA ? m : k, transposeB ? k : n)
        let operations = 2 * Double(m) * Double(n) * Double(k)
        guard count >= fewest, operations < largest, m > 0, n > 0 else {
            for index in 0..<count {
                gemm(
                    transposeA: transposeA, transposeB: transposeB, m: m, n: n, k: k, a: a + aOffsets[index], lda: lda,
                    b: b + bOffsets[index], ldb: ldb, c: c + index * m * n, ldc: n)
            }
            return
        }
        let implementation = MatrixChoice.implementation(operations: operations)
        Threads.parallelFor(count, grain: max(1, Int(smallest / max(operations, 1)))) { range in
            for index in range {
                single(
                    transposeA, transposeB, m, n, k, 1, a + aOffsets[index], lda, b + bOffsets[index], ldb, 0, c + index * m * n,
                    n,
                    implementation)
            }
        }
    }

    /// Products from which on there is one for every thread, often enough.
    private static let fewest = 8
    /// Operations of a product that several threads share.
    private static let largest = 1e9
    /// Operations below which another thread costs more than it brings.
    private static let smallest = 1e6
}
