extension ShapeRule {
    /// The shape of the given sizes with as many elements; one size may be −1 and follows from the others.
    package static func reshape(_ source: Shape, to sizes: [Int]) throws(ShapeError) -> Shape {
        var sizes = sizes
        let free = sizes.indices.filter { sizes[$0] == -1 }
        if free.count == 1 {
            let rest = try shape(sizes.map { $0 == -1 ? 1 : $0 }, operation: "reshaped").count
            guard rest > 0, source.count % rest == 0 else {
                throw ShapeError(
                    operation: "reshaped", found: "\(source) to \(sizes)",
                    expected: "a size for −1 that makes \(source.count) elements")
            }
            sizes[free[0]] = source.count / rest
        }
        guard free.count <= 1 else {
            throw ShapeError(operation: "reshaped", found: "\(source) to \(sizes)", expected: "−1 at most once")
        }
        let result = try shape(sizes, operation: "reshaped")
        guard result.count == source.count else {
            throw ShapeError(
                operation: "reshaped", found: "\(source) to \(result)",
                expected: "\(source.count) elements, not \(result.count)", remedy: "one size may be −1")
        }
        return result
    }

    /// The permuted shape: `permutation` names each axis once.
    package static func transpose(_ source: Shape, _ permutation: [Int]) throws(ShapeError) -> (Shape, [Int]) {
        var axes: [Int] = []
        for axis in permutation { axes.append(try self.axis(axis, of: source, operation: "transposed")) }
        guard axes.sorted() == Array(source.dimensions.indices) else {
            throw ShapeError(
                operation: "transposed", found: "permutation \(permutation) of \(source)",
                expected: "each of its \(source.rank) axes once")
        }
        return (Shape(axes.map { source.dimensions[$0] }), axes)
    }

    /// The shape after keeping `range` along one axis.
    package static func slice(_ source: Shape, axis: Int, range: Range<Int>) throws(ShapeError) -> Shape {
        let axis = try self.axis(axis, of: source, operation: "slice")
        guard range.lowerBound >= 0, range.upperBound <= source.dimensions[axis] else {
            throw ShapeError(
                operation: "slice", found: "\(range.lowerBound)..<\(range.upperBound) along axis \(axis) of \(source)",
                expected: "a range within 0..<\(source.dimensions[axis])")
        }
        return source.replacing(axis, with: range.count)
    }

    /// The position `index` along an axis; negative ones count from the end.
    package static func index(_ index: Int, axis: Int, of source: Shape, operation: String) throws(ShapeError) -> Int {
        let axis = try self.axis(axis, of: source, operation: operation)
        let size = source.dimensions[axis]
        let resolved = index < 0 ? index + size : index
        guard (0..<size).contains(resolved) else {
            throw ShapeError(
                operation: operation, found: "index \(index) along axis \(axis) of \(source)",
                expected: size == 0 ? "an axis with elements" : "an index in \(-size)…\(size - 1)")
        }
        return resolved
    }

    /// The shape of tensors laid end to end along one axis: they agree along every other.
    package static func concatenation(_ shapes: [Shape], axis: Int) throws(ShapeError) -> Shape {
        guard let first = shapes.first else {
            throw ShapeError(operation: "concatenated", found: "no tensors", expected: "at least one")
        }
        let resolved = try self.axis(axis, of: first, operation: "concatenated")
        var total = 0
        for shape in shapes {
            guard shape.rank == first.rank,
                shape.replacing(resolved, with: 0) == first.replacing(resolved, with: 0)
            else {
                throw ShapeError(
                    operation: "concatenated", found: "\(first) and \(shape)",
                    expected: "equal sizes along every axis but \(resolved)")
            }
            total = try sum(total, shape.dimensions[resolved], operation: "concatenated")
        }
        return try self.shape(
            first.dimensions.enumerated().map { $0.offset == resolved ? total : $0.element }, operation: "concatenated")
    }

    /// The shape of equal tensors on a new axis.
    package static func stack(_ shapes: [Shape], axis: Int) throws(ShapeError) -> Shape {
        guard let first = shapes.first else {
            throw ShapeError(operation: "stacked", found: "no tensors", expected: "at least one")
        }
        for shape in shapes { try equal(first, shape, operation: "stacked") }
        var sizes = first.dimensions
        sizes.insert(shapes.count, at: try expandedAxis(axis, of: first, operation: "stacked"))
        return try shape(sizes, operation: "stacked")
    }

    /// Where a new axis goes: 0…rank, negative ones counted from the end of the result.
    package static func expandedAxis(_ axis: Int, of shape: Shape, operation: String) throws(ShapeError) -> Int {
        let resolved = axis < 0 ? axis + shape.rank + 1 : axis
        guard (0...shape.rank).contains(resolved) else {
            throw ShapeError(
                operation: operation, found: "new axis \(axis) in \(shape)",
                expected: "an axis in \(-shape.rank - 1)…\(shape.rank)")
        }
        return resolved
    }

    /// The shape without its axis of size 1.
    package static func squeeze(_ source: Shape, axis: Int) throws(ShapeError) -> Shape {
        let axis = try self.axis(axis, of: source, operation: "squeezed")
        guard source.dimensions[axis] == 1 else {
            throw ShapeError(operation: "squeezed", found: "axis \(axis) of \(source)", expected: "an axis of size 1")
        }
        var sizes = source.dimensions
        sizes.remove(at: axis)
        return try shape(sizes, operation: "squeezed")
    }

    /// The shape with `before` and `after` elements more along each axis, all ≥ 0.
    package static func pad(_ source: Shape, _ padding: [(before: Int, after: Int)]) throws(ShapeError) -> Shape {
        guard padding.count == source.rank, padding.allSatisfy({ $0.before >= 0 && $0.after >= 0 }) else {
            throw ShapeError(
                operation: "padded", found: "\(padding.map { [$0.before, $0.after] }) for \(source)",
                expected: "\(source.rank) pairs of sizes of at least 0")
        }
        var sizes: [Int] = []
        for (size, ends) in zip(source.dimensions, padding) {
            sizes.append(try sum(sum(size, ends.before, operation: "padded"), ends.after, operation: "padded"))
        }
        return try shape(sizes, operation: "padded")
    }

    /// The size of two along one axis: a tensor of no elements may have an axis as long as an `Int`.
    static func sum(_ size: Int, _ other: Int, operation: String) throws(ShapeError) -> Int {
        let (total, isOverflow) = size.addingReportingOverflow(other)
        guard !isOverflow else {
            throw ShapeError(
                operation: operation, found: "sizes \(size) and \(other)", expected: "fewer elements than memory can number")
        }
        return total
    }

    /// The shape of the picked positions along one axis, each within it.
    package static func gather(_ source: Shape, indices: [Int], axis: Int) throws(ShapeError) -> Shape {
        let axis = try self.axis(axis, of: source, operation: "gathered")
        let size = source.dimensions[axis]
        if let wrong = indices.first(where: { !(0..<size).contains($0) }) {
            throw ShapeError(
                operation: "gathered", found: "index \(wrong) along axis \(axis) of \(source)",
                expected: "indices within 0..<\(size)")
        }
        return source.replacing(axis, with: indices.count)
    }

    /// The shape of one element picked from the last axis for each row.
    package static func pick(_ source: Shape, indices: [Int]) throws(ShapeError) -> Shape {
        let width = source.rank == 0 ? 0 : source.dimensions[source.rank - 1]
        let rows = source.dimensions.dropLast().reduce(1, *)
        guard source.rank > 0, indices.count == rows else {
            throw ShapeError(
                operation: "picked", found: "\(indices.count) indices for \(source)", expected: "one index a row")
        }
        if let wrong = indices.first(where: { !(0..<width).contains($0) }) {
            throw ShapeError(
                operation: "picked", found: "index \(wrong) in rows of \(width)", expected: "indices within 0..<\(width)")
        }
        return try shape(Array(source.dimensions.dropLast()), operation: "picked")
    }
}
