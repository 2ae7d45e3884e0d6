import COpenBLAS

/// Products of row-major matrices, by what `MatrixChoice` says.
package enum MatrixKernel {
    /// `C = alpha · op(A) op(B) + beta · C`, where op is the transpose or nothing.
    ///
    /// Row-major: op(A) is `m × k`, op(B) `k × n`, C `m × n`; `lda`, `ldb`, `ldc` are the row lengths in memory of A, B and C
    /// as they lie there. With `beta == 0`, C need not be initialised. Large products are split over `Threads`, C by rows or by columns.
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
        if implementation == .onednn, k > 0, let library = OneDNN.shared {
            return library.multiply(
                transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc, threads: Threads.count)
        }
        let threads = Threads.count  // also sets OpenBLAS's own to one
        let parts = min(threads * 2, max(m, n) / 48, Int(Double(m) * Double(n) * Double(k) / 100_000))
        guard threads > 1, parts > 1 else {
            return single(transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc, implementation)
        }
        if m >= n {
            let rows = blockLength(m, parts)
            Threads.parallelBlocks((m + rows - 1) / rows) { block in
                let first = block * rows
                single(
                    transposeA, transposeB, min(rows, m - first), n, k, alpha,
                    a + (transposeA ? first : first * lda), lda, b, ldb, beta, c + first * ldc, ldc, implementation)
            }
        } else {
            let columns = blockLength(n, parts)
            Threads.parallelBlocks((n + columns - 1) / columns) { block in
                let first = block * columns
                single(
                    transposeA, transposeB, m, min(columns, n - first), k, alpha,
                    a, lda, b + (transposeB ? first * ldb : first), ldb, beta, c + first, ldc, implementation)
            }
        }
    }

    /// The same on the calling thread alone: for kernels that split their own work.
    static func single(
        _ transposeA: Bool, _ transposeB: Bool, _ m: Int, _ n: Int, _ k: Int, _ alpha: Float,
        _ a: UnsafePointer<Float>, _ lda: Int, _ b: UnsafePointer<Float>, _ ldb: Int,
        _ beta: Float, _ c: UnsafeMutablePointer<Float>, _ ldc: Int, _ implementation: MatrixImplementation = MatrixChoice.small
    ) {
        if implementation == .onednn, k > 0, let library = OneDNN.shared {
            return library.multiply(transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc, threads: 1)
        }
        if implementation == .tiles {
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

    /// Length of one of `parts` blocks of `count`, a multiple of the 16 lanes of a register.
    private static func blockLength(_ count: Int, _ parts: Int) -> Int {
        ((count + parts - 1) / parts + 15) / 16 * 16
    }
}
