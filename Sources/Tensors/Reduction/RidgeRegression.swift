import Kernels

/// The weights `[S, K]` for which ‖rows · weights − targets‖² + ridge · ‖weights‖² is smallest; nil where rounding leaves none.
///
/// It is a value: no derivative goes through it.
/// - Parameters:
///   - rows: `[N, S]`.
///   - targets: `[N, K]`.
///   - ridge: above 0, or 0 where the columns of `rows` are independent.
package func ridgeRegression(_ rows: Tensor, _ targets: Tensor, ridge: Double) -> Tensor? {
    require(
        rows.rank == 2 && targets.rank == 2 && rows.shape[0] == targets.shape[0],
        "ridgeRegression: found \(rows.shape) and \(targets.shape), expected [N, S] and [N, K]")
    var isSolved = false
    let (width, outputs) = (rows.shape[1], targets.shape[1])
    let weights = Tensor(shape: [width, outputs]) { solution in
        rows.withUnsafeBuffer { x in
            targets.withUnsafeBuffer { y in
                guard let target = solution.baseAddress else { return isSolved = true }
                // An empty buffer has no address, and is not read.
                isSolved = RidgeKernel.solve(
                    rows: x.baseAddress ?? UnsafePointer(target), count: rows.shape[0], width: width,
                    targets: y.baseAddress ?? UnsafePointer(target), outputs: outputs, ridge: ridge, into: target)
            }
        }
    }
    return isSolved ? weights : nil
}
