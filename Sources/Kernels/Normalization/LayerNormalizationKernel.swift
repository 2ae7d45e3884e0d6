/// Layer normalisation: each row brought to mean 0 and variance 1, then scaled and shifted, a number for each column
/// (Ba, Kiros and Hinton 2016).
package enum LayerNormalizationKernel {
    /// Rows of one partial sum of the parameters' derivatives: by the sizes alone, never by the threads.
    private static func block(_ rows: Int) -> Int { max(16, (rows + 63) / 64) }

    /// Writes `(x − μ) / √(σ² + ε) · scale + shift`, and μ and 1 / √(σ² + ε) of each row.
    package static func forward(
        rows: Int, width: Int, input: UnsafePointer<Float>, scale: UnsafePointer<Float>, shift: UnsafePointer<Float>,
        epsilon: Float, output: UnsafeMutablePointer<Float>, mean: UnsafeMutablePointer<Float>,
        inverse: UnsafeMutablePointer<Float>
    ) {
        Threads.parallelFor(rows, grain: max(1, 8_192 / max(1, width))) { range in
            for row in range {
                let x = input + row * width, y = output + row * width
                let middle = SumKernel.shortTotal(x, count: width) / Float(width)
                for i in 0..<width { y[i] = x[i] - middle }
                let variance = SumKernel.shortProducts(y, y, count: width) / Float(width)
                let factor = 1 / (variance + epsilon).squareRoot()
                for i in 0..<width { y[i] = (y[i] * factor) * scale[i] + shift[i] }
                (mean[row], inverse[row]) = (middle, factor)
            }
        }
    }

    /// Writes the derivative by the input, `(γg − mean(γg) − x̂ · mean(γg · x̂)) / σ`, and those by scale, `Σ g · x̂`, and shift, `Σ g`.
    package static func backward(
        rows: Int, width: Int, input: UnsafePointer<Float>, gradient: UnsafePointer<Float>, scale: UnsafePointer<Float>,
        mean: UnsafePointer<Float>, inverse: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>,
        scaleGradient: UnsafeMutablePointer<Float>, shiftGradient: UnsafeMutablePointer<Float>
    ) {
        let block = block(rows), blocks = (rows + block - 1) / block
        scaleGradient.update(repeating: 0, count: width)
        shiftGradient.update(repeating: 0, count: width)
        BufferPool.withScratch(2 * blocks * width) { partial in
            Threads.parallelBlocks(blocks) { index in
                let byScale = partial + 2 * index * width, byShift = byScale + width
                byScale.update(repeating: 0, count: 2 * width)
                BufferPool.withScratch(2 * width) { normal in
                    let weighed = normal + width
                    for row in index * block..<min(rows, (index + 1) * block) {
                        let x = input + row * width, g = gradient + row * width, target = inputGradient + row * width
                        let (middle, factor) = (mean[row], inverse[row])
                        for i in 0..<width {
                            let (n, d) = ((x[i] - middle) * factor, g[i])
                            normal[i] = n
                            weighed[i] = d * scale[i]
                            byScale[i] += d * n
                            byShift[i] += d
                        }
                        let sum = SumKernel.shortTotal(weighed, count: width) / Float(width)
                        let product = SumKernel.shortProducts(weighed, normal, count: width) / Float(width)
                        for i in 0..<width { target[i] = (weighed[i] - sum - normal[i] * product) * factor }
                    }
                }
            }
            for index in 0..<blocks {
                let byScale = partial + 2 * index * width, byShift = byScale + width
                for i in 0..<width {
                    scaleGradient[i] += byScale[i]
                    shiftGradient[i] += byShift[i]
                }
            }
        }
    }
}
