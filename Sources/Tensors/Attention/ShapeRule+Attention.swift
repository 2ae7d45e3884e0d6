import Kernels

extension ShapeRule {
    /// The sizes of an attention.
    package static func attention(
        query: Shape, key: Shape, value: Shape, heads: Int, bias: Shape?, isCausal: Bool = false, scale: Float? = nil
    ) throws(ShapeError) -> AttentionSizes {
        func error(_ found: String, _ expected: String, _ remedy: String? = nil) -> ShapeError {
            ShapeError(operation: "attention", found: found, expected: expected, remedy: remedy)
        }
        let all = "queries \(query), keys \(key) and values \(value)"
        guard query.rank == 3, key.rank == 3, value.rank == 3 else {
            throw error(all, "[N, T, heads · d], [N, S, heads · d] and [N, S, heads · e]", "add an axis for the batch, N = 1")
        }
        guard key[0] == query[0], value[0] == query[0] else { throw error(all, "one batch size, the first axis of all three") }
        guard key[2] == query[2] else { throw error(all, "queries and keys of one width") }
        guard key[1] == value[1] else { throw error(all, "as many values as keys") }
        guard heads >= 1, query[2].isMultiple(of: heads), value[2].isMultiple(of: heads) else {
            throw error("\(heads) heads of \(query[2]) and \(value[2])", "at least 1 head, which divides both widths")
        }
        let (queries, keys) = (query[1], key[1])
        if let bias {
            let widths = [query[0], heads, queries], own = bias.dimensions.dropLast().reversed()
            guard (1...4).contains(bias.rank), bias[-1] == keys,
                zip(own, widths.reversed()).allSatisfy({ $0 == $1 || $0 == 1 })
            else {
                throw error(
                    "a bias of \(bias)", "[\(widths[0]), \(heads), \(queries), \(keys)], or 1 or nothing for axes before the last"
                )
            }
        }
        let depth = query[2] / heads
        return AttentionSizes(
            batch: query[0], queries: queries, keys: keys, heads: heads, depth: depth, valueDepth: value[2] / heads,
            scale: scale ?? (depth == 0 ? 1 : 1 / Float(depth).squareRoot()), isCausal: isCausal)
    }
}
