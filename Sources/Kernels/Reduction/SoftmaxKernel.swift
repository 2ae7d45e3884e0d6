/// Softmax and its logarithm along rows of contiguous elements, and their derivatives.
package enum SoftmaxKernel {
    /// `target[r, i] = exp(source[r, i] − max) / Σ exp(…)`, or `source − max − log Σ exp(…)` when `logarithm` is set.
    package static func forward(
        _ source: UnsafePointer<Float>, rows: Int, width: Int, logarithm: Bool, into target: UnsafeMutablePointer<Float>
    ) {
        Threads.parallelFor(rows, grain: max(1, 8_192 / max(1, width))) { range in
            for r in range where width > 0 {
                let x = source + r * width
                let y = target + r * width
                let largest = ExtremumKernel.extremum(Binary.Maximum.self, x, width)
                for i in 0..<width { y[i] = VectorMath.exponential(x[i] - largest) }
                let total = Float(SumKernel.total(y, count: width))
                if logarithm {
                    let shift = VectorMath.logarithm(total)
                    for i in 0..<width { y[i] = (x[i] - largest) - shift }
                } else {
                    let scale = 1 / total
                    for i in 0..<width { y[i] *= scale }
                }
            }
        }
    }

    /// With y the saved output: `y (g − Σ y g)`, or `g − exp(y) Σ g` when `logarithm` is set.
    package static func backward(
        output: UnsafePointer<Float>, gradient: UnsafePointer<Float>, rows: Int, width: Int, logarithm: Bool,
        into target: UnsafeMutablePointer<Float>
    ) {
        Threads.parallelFor(rows, grain: max(1, 8_192 / max(1, width))) { range in
            for r in range {
                let y = output + r * width
                let g = gradient + r * width
                let result = target + r * width
                if logarithm {
                    let total = Float(SumKernel.total(g, count: width))
                    for i in 0..<width { result[i] = g[i] - VectorMath.exponential(y[i]) * total }
                } else {
                    for i in 0..<width { result[i] = y[i] * g[i] }
                    let total = Float(SumKernel.total(result, count: width))
                    for i in 0..<width { result[i] -= y[i] * total }
                }
            }
        }
    }
}
