import Foundation

/// What shapes each operation takes and gives: pure functions that throw `ShapeError`, one file for each kind of operation.
///
/// They compute nothing and touch no tensor, so a caller can ask before it acts.
package enum ShapeRule {
    /// The shape of the given sizes: each ≥ 0, and the product of those above 0 an `Int`, so that no part of it overflows either.
    package static func shape(_ dimensions: [Int], operation: String = "shape") throws(ShapeError) -> Shape {
        var extent = 1
        for size in dimensions {
            guard size >= 0 else {
                throw ShapeError(operation: operation, found: "\(dimensions)", expected: "sizes of at least 0")
            }
            let (product, overflow) = extent.multipliedReportingOverflow(by: max(size, 1))
            guard !overflow else {
                throw ShapeError(
                    operation: operation, found: "\(dimensions)", expected: "fewer elements than memory can number")
            }
            extent = product
        }
        return Shape(unchecked: dimensions, count: dimensions.contains(0) ? 0 : extent)
    }

    /// The axis as 0-based: negative ones count from the last, −1.
    package static func axis(_ axis: Int, of shape: Shape, operation: String) throws(ShapeError) -> Int {
        let resolved = axis < 0 ? axis + shape.rank : axis
        guard shape.dimensions.indices.contains(resolved) else {
            throw ShapeError(
                operation: operation, found: "axis \(axis) of \(shape)",
                expected: shape.rank == 0 ? "a tensor with axes" : "an axis in \(-shape.rank)…\(shape.rank - 1)")
        }
        return resolved
    }

    /// A tensor of at least one axis.
    package static func hasAxis(_ shape: Shape, operation: String) throws(ShapeError) {
        guard shape.rank > 0 else {
            throw ShapeError(operation: operation, found: "\(shape)", expected: "a tensor with axes")
        }
    }

    /// The axes as 0-based, sorted, none twice; an empty list means all of them.
    package static func axes(_ axes: [Int], of shape: Shape, operation: String) throws(ShapeError) -> [Int] {
        if axes.isEmpty { return Array(shape.dimensions.indices) }
        var result: [Int] = []
        for axis in axes {
            let resolved = try self.axis(axis, of: shape, operation: operation)
            guard !result.contains(resolved) else {
                throw ShapeError(
                    operation: operation, found: "axes \(axes) of \(shape)", expected: "each axis at most once")
            }
            result.append(resolved)
        }
        return result.sorted()
    }

    /// Shapes that must be equal.
    package static func equal(_ left: Shape, _ right: Shape, operation: String) throws(ShapeError) {
        guard left == right else {
            throw ShapeError(operation: operation, found: "\(left) and \(right)", expected: "equal shapes")
        }
    }

    /// A tensor that must hold a single element, as a loss does.
    package static func single(
        _ shape: Shape, operation: String, remedy: String? = "reduce it first, as with .mean() or .sum()"
    ) throws(ShapeError) {
        guard shape.count == 1 else {
            throw ShapeError(operation: operation, found: "\(shape)", expected: "a single element", remedy: remedy)
        }
    }

    /// A shape of exactly `rank` axes, whose names make the message: `[N, H, W, C]`.
    package static func rank(_ rank: Int, of shape: Shape, named names: String, operation: String) throws(ShapeError) {
        guard shape.rank == rank else {
            throw ShapeError(operation: operation, found: "\(shape)", expected: "\(rank) axes \(names)")
        }
    }

    /// As many scalars as the shape has elements.
    package static func scalars(_ found: Int, for shape: Shape, operation: String = "Tensor") throws(ShapeError) {
        guard found == shape.count else {
            throw ShapeError(
                operation: operation, found: "\(found) scalars for shape \(shape)",
                expected: "\(shape.count) scalars")
        }
    }

    /// Rows that are all equally long.
    package static func rows(_ rows: [[Float]], operation: String = "Tensor") throws(ShapeError) {
        let columns = rows.first?.count ?? 0
        guard let odd = rows.firstIndex(where: { $0.count != columns }) else { return }
        throw ShapeError(
            operation: operation, found: "\(rows[odd].count) numbers in row \(odd)", expected: "\(columns), as in row 0")
    }

    /// The shape that a file says a tensor has: of at most 64 axes, as NumPy's, and of elements that fit in this machine's memory.
    ///
    /// It is a claim still: whether the file has the elements is the reader's to find out before it takes memory for them.
    package static func claimed(_ dimensions: [Int]) throws(ShapeError) -> Shape {
        guard dimensions.count <= 64 else {
            throw ShapeError(operation: "read", found: "\(dimensions.count) axes", expected: "at most 64")
        }
        let shape = try shape(dimensions, operation: "read")
        try allocation(shape, operation: "read")
        return shape
    }

    /// A shape whose elements fit in this machine's memory.
    ///
    /// Whatever makes tensors of a user's sizes holds to it.
    package static func allocation(_ shape: Shape, operation: String) throws(ShapeError) {
        let limit = ProcessInfo.processInfo.physicalMemory
        guard UInt64(shape.count) <= limit / 4 else {
            let size = Double(shape.count) * 4 / 1_073_741_824
            throw ShapeError(
                operation: operation, found: "\(shape), \(String(format: "%.1f", size)) GiB",
                expected: "at most this machine's \(limit >> 30) GiB", remedy: "work on a part at a time")
        }
    }
}
