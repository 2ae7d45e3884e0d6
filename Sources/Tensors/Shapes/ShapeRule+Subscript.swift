extension ShapeRule {
    /// One selection for each axis: the ellipsis spread out, missing ones filled in, open ends closed, bounds checked.
    package static func subscripting(
        _ shape: Shape, by selections: [TensorSelection]
    ) throws(ShapeError) -> [TensorSelection] {
        let named = selections.filter { $0 != .rest }.count
        guard selections.count - named <= 1 else {
            throw ShapeError(operation: "subscript", found: "more than one ...", expected: "at most one")
        }
        guard named <= shape.rank else {
            throw ShapeError(
                operation: "subscript", found: "\(named) indices for \(shape)", expected: "at most one for each axis")
        }
        let fill = [TensorSelection](repeating: .rest, count: shape.rank - named)
        let ellipsis = selections.firstIndex(of: .rest) ?? selections.endIndex
        let spread = selections[..<ellipsis] + fill + selections[ellipsis...].filter { $0 != .rest }
        var result: [TensorSelection] = []
        for (axis, selection) in spread.enumerated() {
            let size = shape.dimensions[axis]
            switch selection {
            case .rest: result.append(.rest)
            case .position(let index):
                result.append(.position(try self.index(index, axis: axis, of: shape, operation: "subscript")))
            case .range(let range):
                let end = range.upperBound == .max ? max(size, range.lowerBound) : range.upperBound
                _ = try slice(shape, axis: axis, range: range.lowerBound..<end)
                result.append(.range(range.lowerBound..<end))
            }
        }
        return result
    }
}
