extension ShapeRule {
    /// The axis along which elements are sorted, as 0-based; its positions are kept in 32 bits.
    package static func sorting(_ source: Shape, axis: Int, operation: String) throws(ShapeError) -> Int {
        let axis = try self.axis(axis, of: source, operation: operation)
        guard source.dimensions[axis] <= Int(UInt32.max) else {
            throw ShapeError(
                operation: operation, found: "\(source)", expected: "at most \(UInt32.max) elements along axis \(axis)")
        }
        return axis
    }

    /// The axis of which `count` elements are taken, as 0-based.
    package static func topK(_ source: Shape, count: Int, axis: Int) throws(ShapeError) -> Int {
        let axis = try sorting(source, axis: axis, operation: "topK")
        guard (0...source.dimensions[axis]).contains(count) else {
            throw ShapeError(
                operation: "topK", found: "\(count) of axis \(axis) of \(source)",
                expected: "a number within 0…\(source.dimensions[axis])")
        }
        return axis
    }

    /// The shape of the part `q` of the elements along one axis, or of all.
    package static func quantile(
        _ q: Double, of source: Shape, axis: Int?, keepingDimensions: Bool, operation: String
    ) throws(ShapeError) -> Shape {
        guard (0...1).contains(q) else {
            throw ShapeError(operation: operation, found: "the part \(q)", expected: "one within 0…1")
        }
        let target = try reductionOfSomething(
            source, axes: axis.map { [$0] } ?? [], keepingDimensions: keepingDimensions, operation: operation)
        if let axis { _ = try sorting(source, axis: axis, operation: operation) }
        return target
    }

    /// A range of numbers in at least one part.
    package static func histogram(bins: Int, range: ClosedRange<Float>?) throws(ShapeError) {
        guard (1...1 << 24).contains(bins) else {
            throw ShapeError(operation: "histogram", found: "\(bins) bins", expected: "a number within 1…\(1 << 24)")
        }
        if let range, !range.lowerBound.isFinite || !range.upperBound.isFinite {
            throw ShapeError(operation: "histogram", found: "the range \(range)", expected: "finite bounds")
        }
    }
}
