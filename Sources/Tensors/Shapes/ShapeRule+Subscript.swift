import Kernels

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
            case .strided(let positions):
                result.append(.strided(try positions.resolved(axis: axis, of: shape)))
            }
        }
        return result
    }

    /// Where the part lies that one selection an axis takes.
    package static func region(_ shape: Shape, by selections: [TensorSelection]) throws(ShapeError) -> TensorRegion {
        let plan = try subscripting(shape, by: selections)
        let strides = StridedCopy.denseStrides(of: shape.dimensions)
        var (start, sizes, steps): (Int, [Int], [Int]) = (0, [], [])
        for (axis, selection) in plan.enumerated() {
            var (first, count, step) = (0, shape.dimensions[axis], 1)
            switch selection {
            case .rest: break
            case .position(let index):
                start += index * strides[axis]
                continue
            case .range(let range): (first, count) = (range.lowerBound, range.count)
            case .strided(let positions): (first, count, step) = (positions.from ?? 0, positions.count, positions.step)
            }
            start += first * strides[axis]
            sizes.append(count)
            // Of a single position the next one is never asked for, and may be no number.
            steps.append(count > 1 ? step * strides[axis] : strides[axis])
        }
        return TensorRegion(source: shape, shape: try self.shape(sizes, operation: "subscript"), start: start, strides: steps)
    }
}
