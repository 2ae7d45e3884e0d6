/// Scaled dot-product attention of each head, `softmax(scale · Q Kᵀ + bias) V`, without ever holding all scores in memory.
///
/// Scores of a block of queries are computed, used and forgotten; what is kept for the derivative is one number a query and head, the logarithm
/// of the sum of exponentials (Rabe and Staats 2021; Dao et al. 2022). A head's work in a block is one thread's, so that no bit depends on
/// their number.
package enum AttentionKernel {
    /// Writes the result, and the logarithms `[batch, heads, queries]` where they are wanted: ∞ for a query that sees no key, whose result is 0.
    package static func forward(
        _ sizes: AttentionSizes, query: UnsafePointer<Float>, key: UnsafePointer<Float>, value: UnsafePointer<Float>,
        bias: AttentionBias?, output: UnsafeMutablePointer<Float>, logarithms: UnsafeMutablePointer<Float>?
    ) {
        Threads.parallelBlocks(sizes.batch * sizes.heads * sizes.blocks) { index in
            let head = AttentionHead(sizes, index / sizes.blocks)
            let (rows, keys) = sizes.rows(index % sizes.blocks)
            let target = output + head.valueRow(rows.lowerBound, of: sizes.queries)
            BufferPool.withScratch(rows.count * keys + rows.count) { scores in
                let sums = scores + rows.count * keys
                head.scores(rows, keys, query, key, into: scores)
                for row in rows {
                    let place = row - rows.lowerBound
                    let (largest, sum) = head.exponentials(of: row, keys, bias, scores + place * keys)
                    sums[place] = sum > 0 ? 1 / sum : 0
                    logarithms?[(head.batch * sizes.heads + head.head) * sizes.queries + row] =
                        sum > 0 ? largest + VectorMath.logarithm(sum) : .infinity
                }
                MatrixKernel.single(
                    false, false, rows.count, sizes.valueDepth, keys, 1, scores, keys, value + head.valueRow(0, of: sizes.keys),
                    sizes.valueRowLength, 0, target, sizes.valueRowLength, AttentionSizes.products)
                for place in 0..<rows.count {
                    let line = target + place * sizes.valueRowLength, factor = sums[place]
                    for column in 0..<sizes.valueDepth { line[column] *= factor }
                }
            }
        }
    }
}

/// One head of one member of the batch.
struct AttentionHead {
    let sizes: AttentionSizes
    let batch: Int, head: Int

    init(_ sizes: AttentionSizes, _ index: Int) {
        self.sizes = sizes
        (batch, head) = (index / sizes.heads, index % sizes.heads)
    }

    /// Where this head's part of a row of queries or keys begins, of `count` a member of the batch.
    func row(_ index: Int, of count: Int) -> Int { (batch * count + index) * sizes.rowLength + head * sizes.depth }

    /// The same of values and results.
    func valueRow(_ index: Int, of count: Int) -> Int { (batch * count + index) * sizes.valueRowLength + head * sizes.valueDepth }

    /// `scale · Q Kᵀ` for queries and the first so many keys.
    func scores(
        _ rows: Range<Int>, _ keys: Int, _ query: UnsafePointer<Float>, _ key: UnsafePointer<Float>,
        into scores: UnsafeMutablePointer<Float>
    ) {
        MatrixKernel.single(
            false, true, rows.count, keys, sizes.depth, sizes.scale, query + row(rows.lowerBound, of: sizes.queries),
            sizes.rowLength, key + row(0, of: sizes.keys), sizes.rowLength, 0, scores, keys, AttentionSizes.products)
    }

    /// Makes a row of scores `exp(score − largest)`, 0 where the query does not see, and gives the largest and their sum.
    func exponentials(
        of query: Int, _ keys: Int, _ bias: AttentionBias?, _ scores: UnsafeMutablePointer<Float>
    ) -> (largest: Float, sum: Float) {
        let visible = min(keys, sizes.visible(to: query))
        add(bias, query, visible, to: scores)
        (scores + visible).update(repeating: 0, count: keys - visible)
        let largest = visible == 0 ? -Float.infinity : ExtremumKernel.extremum(Binary.Maximum.self, scores, visible)
        guard largest > -.infinity || largest.isNaN else {
            scores.update(repeating: 0, count: visible)
            return (largest, 0)
        }
        for i in 0..<visible { scores[i] = VectorMath.exponential(scores[i] - largest) }
        return (largest, SumKernel.shortTotal(scores, count: visible))
    }

    /// Makes a row of scores the weights that the forward pass had.
    func weights(
        of query: Int, _ keys: Int, _ bias: AttentionBias?, logarithm: Float, _ scores: UnsafeMutablePointer<Float>
    ) {
        let visible = min(keys, sizes.visible(to: query))
        guard logarithm < .infinity || logarithm.isNaN else { return scores.update(repeating: 0, count: keys) }
        add(bias, query, visible, to: scores)
        for i in 0..<visible { scores[i] = VectorMath.exponential(scores[i] - logarithm) }
        (scores + visible).update(repeating: 0, count: keys - visible)
    }

    private func add(_ bias: AttentionBias?, _ query: Int, _ count: Int, to scores: UnsafeMutablePointer<Float>) {
        guard let row = bias?.row(batch, head, query) else { return }
        for i in 0..<count { scores[i] += row[i] }
    }
}
