import COpenBLAS

/// Products of row-major matrices, by what `MatrixChoice` says.
package enum MatrixKernel {
    /// `C = alpha · op(A) op(B) + beta · C`, where op is the transpose or nothing.
    ///
    /// Row-major: op(A) is `m × k`, op(B) `k × n`, C `m × n`; `lda`, `ldb`, `ldc` are the row lengths in memory of A, B and C
    /// as they lie there. With `beta == 0`, C need not be initialised. Large products are split over `Threads` by `MatrixBlocks`, each
    /// block on one thread alone: the bits of a product do not depend on how many there are.
    /// `implementation` is for tests and benchmarks; else `MatrixChoice` decides.
    package static func gemm(
        transposeA: Bool = false, transposeB: Bool = false, m: Int, n: Int, k: Int, alpha: Float = 1,
        a: UnsafePointer<Float>, lda: Int, b: UnsafePointer<Float>, ldb: Int,
        beta: Float = 0, c: UnsafeMutablePointer<Float>, ldc: Int, by implementation: MatrixImplementation? = nil
    ) {
        guard m > 0, n > 0 else { return }
        let operations = 2 * Double(m) * Double(n) * Double(k)
        let implementation = implementation ?? MatrixChoice.implementation(operations: operations)
        // A product of seconds goes by panels of C's rows, so that it can be given up between two of them.
        let panel = max(64, Int(Double(m) * min(1, panelOperations / max(operations, 1))) / 16 * 16)
        if panel < m, operations > panelOperations {
            for first in stride(from: 0, to: m, by: panel) where !Interruption.isAsked {
                gemm(
                    transposeA: transposeA, transposeB: transposeB, m: min(panel, m - first), n: n, k: k, alpha: alpha,
                    a: a + (transposeA ? first : first * lda), lda: lda, b: b, ldb: ldb, beta: beta, c: c + first * ldc, ldc: ldc,
                    by: implementation)
            }
            return
        }
        let blocks = MatrixBlocks(m: m, n: n, k: k)
        guard blocks.count > 1 else {
            return single(transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc, implementation)
        }
        Threads.parallelBlocks(blocks.count) { index in
            let (rows, columns) = blocks[index]
            single(
                transposeA, transposeB, rows.count, columns.count, k, alpha,
                a + rows.lowerBound * (transposeA ? 1 : lda), lda, b + columns.lowerBound * (transposeB ? ldb : 1), ldb, beta,
                c + rows.lowerBound * ldc + columns.lowerBound, ldc, implementation)
        }
    }

    /// The same on the calling thread alone: for kernels that split their own work.
    static func single(
        _ transposeA: Bool, _ transposeB: Bool, _ m: Int, _ n: Int, _ k: Int, _ alpha: Float,
        _ a: UnsafePointer<Float>, _ lda: Int, _ b: UnsafePointer<Float>, _ ldb: Int,
        _ beta: Float, _ c: UnsafeMutablePointer<Float>, _ ldc: Int, _ implementation: MatrixImplementation = MatrixChoice.small
    ) {
        guard m > 0, n > 0 else { return }
        if implementation == .onednn, k > 0, let library = OneDNN.shared {
            return library.multiply(transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
        }
        _ = Threads.count  // sets OpenBLAS's own to one
        // OpenBLAS numbers by 32 bits, and so do the tiles' tables.
        guard max(max(m, n, k), max(lda, ldb, ldc)) <= Int(Int32.max) else {
            return KernelFailure.report(
                "matmul: found matrices of \(m) × \(k) and \(k) × \(n), expected at most \(Int32.max) rows and columns")
        }
        if implementation == .tiles, min(m, 1 << 17) * max(lda, ldc) <= Int(Int32.max) {
            return TiledProduct(transposeA: transposeA, transposeB: transposeB, m: m, n: n, k: k)
                .run(alpha: alpha, a: a, lda: lda, b: b, ldb: ldb, beta: beta, c: c, ldc: ldc)
        }
        cblas_sgemm(
            CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
            blasint(m), blasint(n), blasint(k), alpha, a, blasint(max(lda, 1)), b, blasint(max(ldb, 1)),
            beta, c, blasint(max(ldc, 1)))
    }

    /// A tenth of a second's work of a small machine.
    private static let panelOperations = 3e10
}
