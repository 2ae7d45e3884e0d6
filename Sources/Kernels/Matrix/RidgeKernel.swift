import COpenBLAS

/// Least squares with a ridge, on the calling thread alone.
package enum RidgeKernel {
    /// The W for which ‖X W − Y‖² + `ridge` · ‖W‖² is smallest; false, with W undefined, where rounding leaves none.
    ///
    /// Row-major: X is `count × width`, Y `count × outputs`, W `width × outputs`. In double precision, by the factors of Cholesky of
    /// XᵀX + `ridge`: with `ridge > 0` there is one W even where rows are fewer than columns.
    package static func solve(
        rows: UnsafePointer<Float>, count: Int, width: Int, targets: UnsafePointer<Float>, outputs: Int, ridge: Double,
        into solution: UnsafeMutablePointer<Float>
    ) -> Bool {
        guard width > 0, outputs > 0 else { return true }
        _ = Threads.count  // sets OpenBLAS's own to one
        let x = (0..<count * width).map { Double(rows[$0]) }
        let y = (0..<count * outputs).map { Double(targets[$0]) }
        var gram = [Double](repeating: 0, count: width * width)
        // Yᵀ X, row-major, is Xᵀ Y as LAPACK reads it: column after column.
        var columns = [Double](repeating: 0, count: outputs * width)
        if count > 0 {
            cblas_dsyrk(
                CblasRowMajor, CblasUpper, CblasTrans, Int32(width), Int32(count), 1, x, Int32(width), 0, &gram, Int32(width))
            cblas_dgemm(
                CblasRowMajor, CblasTrans, CblasNoTrans, Int32(outputs), Int32(width), Int32(count), 1, y, Int32(outputs), x,
                Int32(width), 0, &columns, Int32(width))
        }
        for place in 0..<width { gram[place * width + place] += ridge }
        // The upper triangle, row-major, is the lower one column after column.
        var (order, sides, failure) = (Int32(width), Int32(outputs), Int32(0))
        var stride = order
        dposv_("L", &order, &sides, &gram, &order, &columns, &stride, &failure)
        guard failure == 0 else { return false }
        for row in 0..<width {
            for output in 0..<outputs { solution[row * outputs + output] = Float(columns[output * width + row]) }
        }
        return true
    }
}
