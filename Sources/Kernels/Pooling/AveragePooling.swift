/// The mean of each window; padding counts as zeros, as in PyTorch's default (`count_include_pad`).
package enum AveragePooling {
    package static func forward(
        _ geometry: PoolingGeometry, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>
    ) {
        let channels = geometry.channels
        let share = 1 / Float(geometry.kernel.count)
        let step = geometry.stride.width * channels
        let clip = geometry.output.count * channels
        Threads.parallelBlocks(geometry.batch) { n in
            let sums = output + n * clip
            sums.update(repeating: 0, count: clip)
            geometry.forEachRun(ofClip: n) { target, source, points, _ in
                for point in 0..<points {
                    let (sum, x) = (output + target + point &* channels, input + source + point &* step)
                    for c in 0..<channels { sum[c] += x[c] }
                }
            }
            for i in 0..<clip { sums[i] *= share }
        }
    }

    package static func backward(
        _ geometry: PoolingGeometry, outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>
    ) {
        let channels = geometry.channels
        let share = 1 / Float(geometry.kernel.count)
        let step = geometry.stride.width * channels
        let clip = geometry.input.count * channels
        Threads.parallelBlocks(geometry.batch) { n in
            (inputGradient + n * clip).update(repeating: 0, count: clip)
            geometry.forEachRun(ofClip: n) { target, source, points, _ in
                for point in 0..<points {
                    let (g, x) = (outputGradient + target + point &* channels, inputGradient + source + point &* step)
                    for c in 0..<channels { x[c] += g[c] * share }
                }
            }
        }
    }

    /// The mean over all points of each clip: input `[batch, points, channels]`, output `[batch, channels]`.
    package static func globalForward(
        batch: Int, points: Int, channels: Int, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>
    ) {
        SumKernel.sum(
            input, outer: batch, reduced: points, inner: channels, dividedBy: Double(max(points, 1)), into: output)
    }

    package static func globalBackward(
        batch: Int, points: Int, channels: Int, outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>
    ) {
        let share = 1 / Float(max(points, 1))
        Threads.parallelFor(batch, grain: max((1 << 14) / max(points * channels, 1), 1)) { clips in
            for n in clips where points > 0 {
                let g = outputGradient + n * channels
                let first = inputGradient + n * points * channels
                for c in 0..<channels { first[c] = g[c] * share }
                for point in 1..<points { (first + point * channels).update(from: first, count: channels) }
            }
        }
    }
}
