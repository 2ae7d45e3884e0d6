/// The sizes of an attention whose heads lie side by side in rows, and how its work is cut.
///
/// Queries are `[batch, queries, heads · depth]`, keys `[batch, keys, heads · depth]`, values `[batch, keys, heads · valueDepth]`, the result
/// `[batch, queries, heads · valueDepth]`: nothing is transposed, the products step over the other heads.
package struct AttentionSizes: Sendable {
    package let batch: Int, queries: Int, keys: Int, heads: Int, depth: Int, valueDepth: Int
    /// What products of queries and keys are multiplied by.
    package let scale: Float
    /// Whether a query sees no key that comes after it: key j is seen by query i where j ≤ i.
    package let isCausal: Bool

    package init(
        batch: Int, queries: Int, keys: Int, heads: Int, depth: Int, valueDepth: Int, scale: Float, isCausal: Bool
    ) {
        (self.batch, self.queries, self.keys, self.heads) = (batch, queries, keys, heads)
        (self.depth, self.valueDepth, self.scale, self.isCausal) = (depth, valueDepth, scale, isCausal)
    }

    /// What multiplies a head's matrices: oneDNN's code is made for the CPU that it finds.
    static let products: MatrixImplementation = OneDNN.shared == nil ? MatrixChoice.small : .onednn

    var rowLength: Int { heads * depth }
    var valueRowLength: Int { heads * valueDepth }

    /// Queries whose scores are in memory at once: a quarter of a megabyte of them, by the sizes alone.
    var block: Int { min(queries, max(16, (1 << 16) / max(keys, 1) / 16 * 16)) }
    var blocks: Int { queries == 0 ? 0 : (queries + block - 1) / block }

    /// The queries of a block, and how many keys they see.
    func rows(_ index: Int) -> (queries: Range<Int>, keys: Int) {
        let rows = index * block..<min(queries, (index + 1) * block)
        return (rows, isCausal ? min(keys, rows.upperBound) : keys)
    }

    /// How many keys a query sees.
    func visible(to query: Int) -> Int { isCausal ? min(keys, query + 1) : keys }
}

/// Numbers that are added to scores; with a step of 0 along an axis for one that is the same along it.
package struct AttentionBias {
    let values: UnsafePointer<Float>
    let batchStep: Int, headStep: Int, queryStep: Int

    /// - Parameter values: along keys one after the other.
    package init(_ values: UnsafePointer<Float>, batchStep: Int, headStep: Int, queryStep: Int) {
        (self.values, self.batchStep, self.headStep, self.queryStep) = (values, batchStep, headStep, queryStep)
    }

    func row(_ batch: Int, _ head: Int, _ query: Int) -> UnsafePointer<Float> {
        values + batch * batchStep + head * headStep + query * queryStep
    }
}
