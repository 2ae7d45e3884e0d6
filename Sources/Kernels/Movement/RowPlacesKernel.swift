/// Several elements of each row of `[rows, width]` by their places: what an order gives, and its adjoint.
package enum RowPlacesKernel {
    /// `target[r, i] = source[r, places[r, i]]`, `count` places a row, each within it.
    package static func gather(
        _ source: UnsafePointer<Float>, rows: Int, width: Int, places: [Int], count: Int, into target: UnsafeMutablePointer<Float>
    ) {
        Threads.parallelFor(rows, grain: max(1, 16_384 / max(1, count))) { range in
            for row in range {
                let (a, b) = (source + row * width, target + row * count)
                for i in 0..<count { b[i] = a[places[row * count + i]] }
            }
        }
    }

    /// `target[r, places[r, i]] += source[r, i]`. Rows are the work of one thread each.
    package static func scatterAdd(
        _ source: UnsafePointer<Float>, rows: Int, width: Int, places: [Int], count: Int,
        into target: UnsafeMutablePointer<Float>
    ) {
        Threads.parallelFor(rows, grain: max(1, 16_384 / max(1, count))) { range in
            for row in range {
                let (a, b) = (source + row * count, target + row * width)
                for i in 0..<count { b[places[row * count + i]] += a[i] }
            }
        }
    }
}
