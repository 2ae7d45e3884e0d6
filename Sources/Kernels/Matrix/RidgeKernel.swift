import COpenBLAS

/// The parts of least squares with a ridge, in double precision, on the calling thread alone; matrices are row-major.
package enum RidgeKernel {
    /// Adds `factor` · XᵀX to a Gram matrix; X is `count × width`, of the matrix `width × width` the upper triangle is kept.
    package static func addGram(
        of rows: UnsafePointer<Double>, count: Int, width: Int, times factor: Double, to gram: UnsafeMutablePointer<Double>
    ) {
        guard count > 0, width > 0 else { return }
        _ = Threads.count  // sets OpenBLAS's own to one
        cblas_dsyrk(
            CblasRowMajor, CblasUpper, CblasTrans, Int32(width), Int32(count), factor, rows, Int32(width), 1, gram, Int32(width))
    }

    /// Xᵀy, a number for each column; y has `count` numbers.
    package static func moments(
        of rows: UnsafePointer<Double>, count: Int, width: Int, targets: UnsafePointer<Double>,
        into moments: UnsafeMutablePointer<Double>
    ) {
        guard width > 0 else { return }
        moments.update(repeating: 0, count: width)
        guard count > 0 else { return }
        _ = Threads.count
        cblas_dgemv(
            CblasRowMajor, CblasTrans, Int32(count), Int32(width), 1, rows, Int32(width), targets, 1, 0, moments, 1)
    }

    /// The w for which ‖X w − y‖² + `ridge` · ‖w‖² is smallest, from XᵀX and Xᵀy, by Cholesky's factors of XᵀX + `ridge`; false, with w undefined,
    /// where rounding leaves none. With `ridge > 0` there is one even where rows are fewer than columns.
    package static func solve(
        gram: UnsafePointer<Double>, moments: UnsafePointer<Double>, width: Int, ridge: Double,
        into solution: UnsafeMutablePointer<Float>
    ) -> Bool {
        guard width > 0 else { return true }
        _ = Threads.count
        var factors = [Double](UnsafeBufferPointer(start: gram, count: width * width))
        var column = [Double](UnsafeBufferPointer(start: moments, count: width))
        for place in 0..<width { factors[place * width + place] += ridge }
        // The upper triangle, row-major, is the lower one column after column.
        var (order, sides, failure) = (Int32(width), Int32(1), Int32(0))
        var stride = order
        dposv_("L", &order, &sides, &factors, &order, &column, &stride, &failure)
        guard failure == 0 else { return false }
        for row in 0..<width { solution[row] = Float(column[row]) }
        return true
    }
}
