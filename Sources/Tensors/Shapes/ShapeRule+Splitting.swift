extension ShapeRule {
    /// The axis that pieces of the given sizes fill, as 0-based.
    package static func split(_ source: Shape, sizes: [Int], axis: Int) throws(ShapeError) -> Int {
        let axis = try self.axis(axis, of: source, operation: "split")
        var total = 0
        for size in sizes where size >= 0 { total = try sum(total, size, operation: "split") }
        guard total == source.dimensions[axis], sizes.allSatisfy({ $0 >= 0 }) else {
            throw ShapeError(
                operation: "split", found: "sizes \(sizes) along axis \(axis) of \(source)",
                expected: "sizes of at least 0 whose sum is \(source.dimensions[axis])")
        }
        return axis
    }

    /// The size of the axis that is cut into `count` pieces.
    package static func chunks(_ source: Shape, count: Int, axis: Int) throws(ShapeError) -> Int {
        let axis = try self.axis(axis, of: source, operation: "chunked")
        guard (1...max(1, source.dimensions[axis])).contains(count) else {
            throw ShapeError(
                operation: "chunked", found: "\(count) pieces of axis \(axis) of \(source)",
                expected: "a number within 1…\(max(1, source.dimensions[axis]))")
        }
        return source.dimensions[axis]
    }

    /// Numbers of repetitions for the last axes, or for more than there are.
    package static func tile(_ source: Shape, _ repetitions: [Int]) throws(ShapeError) {
        guard repetitions.allSatisfy({ $0 >= 0 }) else {
            throw ShapeError(operation: "tiled", found: "\(repetitions)", expected: "numbers of at least 0")
        }
        let rank = max(source.rank, repetitions.count)
        let sizes = [Int](repeating: 1, count: rank - source.rank) + source.dimensions
        let times = [Int](repeating: 1, count: rank - repetitions.count) + repetitions
        var result: [Int] = []
        for (size, count) in zip(sizes, times) {
            let (product, isOverflow) = size.multipliedReportingOverflow(by: count)
            guard !isOverflow else {
                throw ShapeError(
                    operation: "tiled", found: "\(repetitions) of \(source)", expected: "fewer elements than memory can number")
            }
            result.append(product)
        }
        try allocation(try shape(result, operation: "tiled"), operation: "tiled")
    }
}
