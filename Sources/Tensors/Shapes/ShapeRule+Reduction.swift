extension ShapeRule {
    /// The shape after reducing over `axes` (all when empty), which stay as size 1 or vanish.
    package static func reduction(
        _ source: Shape, axes: [Int], keepingDimensions: Bool, operation: String
    ) throws(ShapeError) -> Shape {
        let axes = try self.axes(axes, of: source, operation: operation)
        var sizes: [Int] = []
        for (axis, size) in source.dimensions.enumerated() {
            if !axes.contains(axis) {
                sizes.append(size)
            } else if keepingDimensions {
                sizes.append(1)
            }
        }
        return try shape(sizes, operation: operation)
    }

    /// As `reduction`, for what no empty axis has: a mean, an extremum.
    package static func reductionOfSomething(
        _ source: Shape, axes: [Int], keepingDimensions: Bool, operation: String
    ) throws(ShapeError) -> Shape {
        let resolved = try self.axes(axes, of: source, operation: operation)
        if let axis = resolved.first(where: { source.dimensions[$0] == 0 }) {
            throw ShapeError(
                operation: operation, found: "\(source)", expected: "elements along axis \(axis)")
        }
        return try reduction(source, axes: axes, keepingDimensions: keepingDimensions, operation: operation)
    }
}
