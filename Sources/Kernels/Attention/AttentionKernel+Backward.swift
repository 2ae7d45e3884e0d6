extension AttentionKernel {
    /// Writes the derivatives by queries, keys and values, from the result, its gradient and the logarithms of the forward pass.
    ///
    /// With P the weights and D the row sums of `gradient · output`: `dV = Pᵀ dO`, `dS = P (dO Vᵀ − D)`, `dQ = scale · dS K`,
    /// `dK = scale · dSᵀ Q`. A head of a member of the batch is one thread's, block after block.
    ///
    /// - Parameter scoreGradient: `[batch, heads, queries, keys]`, where the derivative by what was added to the scores is wanted.
    package static func backward(
        _ sizes: AttentionSizes, query: UnsafePointer<Float>, key: UnsafePointer<Float>, value: UnsafePointer<Float>,
        bias: AttentionBias?, output: UnsafePointer<Float>, logarithms: UnsafePointer<Float>, gradient: UnsafePointer<Float>,
        queryGradient: UnsafeMutablePointer<Float>, keyGradient: UnsafeMutablePointer<Float>,
        valueGradient: UnsafeMutablePointer<Float>, scoreGradient: UnsafeMutablePointer<Float>?
    ) {
        let (length, valueLength) = (sizes.rowLength, sizes.valueRowLength)
        Threads.parallelBlocks(sizes.batch * sizes.heads) { index in
            let head = AttentionHead(sizes, index)
            let keyPart = key + head.row(0, of: sizes.keys), valuePart = value + head.valueRow(0, of: sizes.keys)
            let keyTarget = keyGradient + head.row(0, of: sizes.keys)
            let valueTarget = valueGradient + head.valueRow(0, of: sizes.keys)
            clear(keyTarget, rows: sizes.keys, width: sizes.depth, step: length)
            clear(valueTarget, rows: sizes.keys, width: sizes.valueDepth, step: valueLength)
            for block in 0..<sizes.blocks {
                let (rows, keys) = sizes.rows(block)
                let queryPart = head.row(rows.lowerBound, of: sizes.queries)
                let outputPart = head.valueRow(rows.lowerBound, of: sizes.queries)
                BufferPool.withScratch(2 * rows.count * keys) { weights in
                    let scores = weights + rows.count * keys
                    head.scores(rows, keys, query, key, into: weights)
                    for row in rows {
                        head.weights(
                            of: row, keys, bias, logarithm: logarithms[index * sizes.queries + row],
                            weights + (row - rows.lowerBound) * keys)
                    }
                    MatrixKernel.single(
                        true, false, keys, sizes.valueDepth, rows.count, 1, weights, keys, gradient + outputPart, valueLength, 1,
                        valueTarget, valueLength, AttentionSizes.products)
                    MatrixKernel.single(
                        false, true, rows.count, keys, sizes.valueDepth, 1, gradient + outputPart, valueLength, valuePart,
                        valueLength, 0, scores, keys, AttentionSizes.products)
                    for place in 0..<rows.count {
                        let line = outputPart + place * valueLength
                        let sum = SumKernel.shortProducts(gradient + line, output + line, count: sizes.valueDepth)
                        let (p, s) = (weights + place * keys, scores + place * keys)
                        for i in 0..<keys { s[i] = p[i] * (s[i] - sum) }
                    }
                    MatrixKernel.single(
                        false, false, rows.count, sizes.depth, keys, sizes.scale, scores, keys, keyPart, length, 0,
                        queryGradient + queryPart, length, AttentionSizes.products)
                    MatrixKernel.single(
                        true, false, keys, sizes.depth, rows.count, sizes.scale, scores, keys, query + queryPart, length, 1,
                        keyTarget, length, AttentionSizes.products)
                    guard let scoreGradient else { return }
                    for row in rows {
                        let target = scoreGradient + (index * sizes.queries + row) * sizes.keys
                        target.update(from: scores + (row - rows.lowerBound) * keys, count: keys)
                        (target + keys).update(repeating: 0, count: sizes.keys - keys)
                    }
                }
            }
        }
    }

    private static func clear(_ target: UnsafeMutablePointer<Float>, rows: Int, width: Int, step: Int) {
        for row in 0..<rows { (target + row * step).update(repeating: 0, count: width) }
    }
}
