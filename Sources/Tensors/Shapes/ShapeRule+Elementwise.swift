extension ShapeRule {
    /// The shape two operands broadcast to: aligned at the last axis, sizes equal or one of them 1 or missing.
    package static func broadcast(_ left: Shape, _ right: Shape, operation: String) throws(ShapeError) -> Shape {
        if left == right { return left }
        let rank = max(left.rank, right.rank)
        var sizes = [Int](repeating: 1, count: rank)
        for back in 1...max(rank, 1) where back <= rank {
            let a = back <= left.rank ? left.dimensions[left.rank - back] : 1
            let b = back <= right.rank ? right.dimensions[right.rank - back] : 1
            guard a == b || a == 1 || b == 1 else {
                throw ShapeError(
                    operation: operation, found: "\(left) and \(right)",
                    expected: "sizes that are equal or 1, counted from the last axis",
                    remedy: "axis −\(back) has \(a) and \(b)")
            }
            sizes[rank - back] = a == 1 ? b : a
        }
        return try shape(sizes, operation: operation)
    }

    /// The shape `shape` is repeated to: as `broadcast`, but only the first may grow.
    package static func broadcast(_ source: Shape, to target: Shape, operation: String) throws(ShapeError) {
        guard source.rank <= target.rank,
            zip(source.dimensions.reversed(), target.dimensions.reversed()).allSatisfy({ $0 == $1 || $0 == 1 })
        else {
            throw ShapeError(
                operation: operation, found: "\(source) to \(target)",
                expected: "sizes that are equal or 1, counted from the last axis")
        }
    }
}
