/// Convolution as unfold + matrix product: the reference, and good for wide channels.
///
/// Only a chunk of the unfolded input exists at a time, at most 1 MiB for each thread: it stays in the second-level cache and the
/// memory used does not grow with the clip. One chunk is one thread's work, its product on that thread alone.
package struct UnfoldConvolution: ConvolutionKernel {
    package init() {}

    package var name: String { "blas" }

    /// Floats of one chunk of unfolded input.
    private static let chunkCount = 1 << 18
    /// Floats of all partial filter gradients together (16 MiB).
    private static let partialCount = 1 << 22

    package func forward(
        _ geometry: ConvolutionGeometry, input: UnsafePointer<Float>, filter: UnsafePointer<Float>,
        bias: UnsafePointer<Float>?, output: UnsafeMutablePointer<Float>
    ) {
        let unfolding = Unfolding(geometry: geometry)
        let (channels, depth) = (geometry.outputChannels, geometry.depth)
        if let bias { fill(output, rows: unfolding.points, with: bias, count: channels) }
        let beta: Float = bias == nil ? 0 : 1
        if geometry.isPointwise {
            MatrixKernel.gemm(
                m: unfolding.points, n: channels, k: depth, a: input, lda: depth, b: filter, ldb: channels,
                beta: beta, c: output, ldc: channels)
            return
        }
        let chunks = Chunks(unfolding.points, rowCount: depth)
        Threads.parallelBlocks(chunks.count) { chunk in
            let points = chunks[chunk]
            BufferPool.withScratch(points.count * depth) { rows in
                unfolding.unfold(points, of: input, into: rows)
                MatrixKernel.single(
                    false, false, points.count, channels, depth, 1, rows, depth, filter, channels,
                    beta, output + points.lowerBound * channels, channels)
            }
        }
    }

    package func backwardData(
        _ geometry: ConvolutionGeometry, outputGradient: UnsafePointer<Float>, filter: UnsafePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>
    ) {
        let unfolding = Unfolding(geometry: geometry)
        let (channels, depth) = (geometry.outputChannels, geometry.depth)
        if geometry.isPointwise {
            MatrixKernel.gemm(
                transposeB: true, m: unfolding.points, n: depth, k: channels, a: outputGradient, lda: channels,
                b: filter, ldb: channels, c: inputGradient, ldc: depth)
            return
        }
        // Chunks of one clip overlap where they are added back, so a clip is one thread's work.
        let clip = geometry.output.count
        let inputClip = geometry.input.count * geometry.inputChannels
        Threads.parallelBlocks(geometry.batch) { n in
            (inputGradient + n * inputClip).update(repeating: 0, count: inputClip)
            let chunks = Chunks(clip, rowCount: depth)
            BufferPool.withScratch(chunks.length * depth) { rows in
                for chunk in 0..<chunks.count {
                    let points = n * clip + chunks[chunk].lowerBound..<n * clip + chunks[chunk].upperBound
                    MatrixKernel.gemm(
                        transposeB: true, m: points.count, n: depth, k: channels,
                        a: outputGradient + points.lowerBound * channels, lda: channels, b: filter, ldb: channels,
                        c: rows, ldc: depth)
                    unfolding.fold(points, from: rows, addingTo: inputGradient)
                }
            }
        }
    }

    package func backwardWeights(
        _ geometry: ConvolutionGeometry, input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
        filterGradient: UnsafeMutablePointer<Float>
    ) {
        let unfolding = Unfolding(geometry: geometry)
        let (channels, depth) = (geometry.outputChannels, geometry.depth)
        let chunks = Chunks(unfolding.points, rowCount: depth)
        // A fixed number of partial sums, whatever the threads: the result does not depend on who computed what.
        let groups = max(min(8, chunks.count, Self.partialCount / max(geometry.filterCount, 1)), 1)
        BufferPool.withScratch(groups * geometry.filterCount) { partial in
            Threads.parallelBlocks(groups) { group in
                let sum = partial + group * geometry.filterCount
                sum.update(repeating: 0, count: geometry.filterCount)
                BufferPool.withScratch(geometry.isPointwise ? 0 : chunks.length * depth) { rows in
                    for chunk in stride(from: group, to: chunks.count, by: groups) {
                        let points = chunks[chunk]
                        if !geometry.isPointwise { unfolding.unfold(points, of: input, into: rows) }
                        MatrixKernel.gemm(
                            transposeA: true, m: depth, n: channels, k: points.count,
                            a: geometry.isPointwise ? input + points.lowerBound * depth : UnsafePointer(rows), lda: depth,
                            b: outputGradient + points.lowerBound * channels, ldb: channels, beta: 1, c: sum, ldc: channels)
                    }
                }
            }
            sumPartials(partial, groups: groups, count: geometry.filterCount, into: filterGradient)
        }
    }

    /// Points cut into pieces whose unfolded rows fit one chunk.
    private struct Chunks {
        let total: Int
        let length: Int

        init(_ total: Int, rowCount: Int) {
            self.total = total
            length = min(max(UnfoldConvolution.chunkCount / max(rowCount, 1), 16), max(total, 1))
        }

        var count: Int { (total + length - 1) / length }

        subscript(_ index: Int) -> Range<Int> { index * length..<min((index + 1) * length, total) }
    }

    private func fill(_ output: UnsafeMutablePointer<Float>, rows: Int, with bias: UnsafePointer<Float>, count: Int) {
        Threads.parallelFor(rows, grain: 4096) { range in
            for row in range { (output + row * count).update(from: bias, count: count) }
        }
    }
}

/// Adds `groups` arrays of `count` floats that lie one after another, in order.
func sumPartials(_ partial: UnsafePointer<Float>, groups: Int, count: Int, into sum: UnsafeMutablePointer<Float>) {
    Threads.parallelFor(count, grain: 1 << 15) { range in
        (sum + range.lowerBound).update(from: partial + range.lowerBound, count: range.count)
        for group in 1..<max(groups, 1) {
            let part = partial + group * count
            for i in range { sum[i] += part[i] }
        }
    }
}
