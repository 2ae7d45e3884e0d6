/// Square matrices by the factors of Gauss, `P A = L U` with pivots by columns, in double precision: LAPACK, each matrix on one thread.
///
/// Row-major matrices are read as their transposes, which have the same determinant; systems are solved with the transpose's factors.
package enum LinearSolver {
    /// Solves `count` systems `A X = B` of one size, row-major `order × order` and `order × columns`, side by side. The place of the first A
    /// without an inverse, where there is one.
    package static func solve(
        count: Int, order: Int, columns: Int, matrices: UnsafePointer<Float>, sides: UnsafePointer<Float>,
        into solutions: UnsafeMutablePointer<Float>
    ) -> Int? {
        guard order > 0, columns > 0 else { return nil }
        var failed = [Bool](repeating: false, count: count)
        failed.withUnsafeMutableBufferPointer { failed in
            let places = failed
            forEachMatrix(count, order, matrices) { index, factors in
                places[index] = factors.isSingular
                let place = index * order * columns
                if !factors.isSingular { factors.solve(sides + place, columns: columns, into: solutions + place) }
            }
        }
        return failed.firstIndex(of: true)
    }

    /// The determinants of `count` matrices side by side: 0 of one that has no inverse.
    package static func determinants(
        count: Int, order: Int, matrices: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>
    ) {
        guard order > 0 else { return target.update(repeating: 1, count: count) }
        forEachMatrix(count, order, matrices) { index, factors in target[index] = Float(factors.determinant) }
    }

    private static func forEachMatrix(
        _ count: Int, _ order: Int, _ matrices: UnsafePointer<Float>, _ body: (Int, MatrixFactors) -> Void
    ) {
        _ = Threads.count  // sets OpenBLAS's own to one
        let size = order * order
        Threads.parallelFor(count, grain: max(1, 50_000 / (size * order))) { range in
            BufferPool.withScratch(4 * size + order) { scratch in
                let memory = UnsafeMutableRawPointer(scratch)
                let numbers = memory.bindMemory(to: Double.self, capacity: 2 * size)
                let pivots = (memory + 16 * size).bindMemory(to: Int32.self, capacity: order)
                for index in range {
                    body(
                        index,
                        MatrixFactors(
                            matrices + index * size, order: order, factors: numbers, copy: numbers + size, pivots: pivots))
                }
            }
        }
    }
}
