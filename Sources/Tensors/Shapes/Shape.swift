/// The sizes of a tensor along each axis, slowest first: a clip batch is `[N, T, H, W, C]`, a scalar `[]`.
///
///     let shape: Shape = [2, 3, 5]
///     print(shape.count, shape.rank, shape[-1])   // 30 3 5
public struct Shape: Hashable, Sendable {
    /// Size along each axis, all ≥ 0.
    public let dimensions: [Int]
    /// Number of elements: the product of the sizes, 1 for a scalar.
    public let count: Int

    /// Makes a shape of sizes ≥ 0 whose product fits an `Int`; anything else is the programmer's error and traps.
    ///
    /// Sizes that come from a user go through `ShapeRule.shape(_:)`, which throws instead.
    public init(_ dimensions: [Int]) {
        self = obeying(try ShapeRule.shape(dimensions))
    }

    init(unchecked dimensions: [Int], count: Int) {
        self.dimensions = dimensions
        self.count = count
    }

    /// Number of axes.
    public var rank: Int { dimensions.count }

    /// Size along `axis`; negative axes count from the last, −1.
    public subscript(axis: Int) -> Int {
        dimensions[obeying(try ShapeRule.axis(axis, of: self, operation: "shape"))]
    }

    /// Sizes along a range of axes.
    public subscript(axes: some RangeExpression<Int>) -> [Int] {
        let bounds = bounds(of: axes)
        require(
            bounds.lower >= 0 && bounds.lower <= bounds.upper && bounds.upper <= rank,
            "shape: found axes \(axes) of \(self), expected them within 0..<\(rank)")
        return Array(dimensions[bounds.lower..<bounds.upper])
    }

    /// The first axis and the one behind the last, whatever they are.
    private func bounds(of axes: some RangeExpression<Int>) -> (lower: Int, upper: Int) {
        func behind(_ last: Int) -> Int { last == .max ? last : last + 1 }
        return switch axes {
        case let range as Range<Int>: (range.lowerBound, range.upperBound)
        case let range as ClosedRange<Int>: (range.lowerBound, behind(range.upperBound))
        case let range as PartialRangeFrom<Int>: (range.lowerBound, rank)
        case let range as PartialRangeUpTo<Int>: (0, range.upperBound)
        case let range as PartialRangeThrough<Int>: (0, behind(range.upperBound))
        default: (axes.relative(to: dimensions).lowerBound, axes.relative(to: dimensions).upperBound)
        }
    }

    /// The same shape with the size along `axis` replaced.
    package func replacing(_ axis: Int, with size: Int) -> Shape {
        var sizes = dimensions
        sizes[axis] = size
        return Shape(sizes)
    }

    /// Elements before, along and after `axis`: the dense memory seen as `[outer, size, inner]`.
    package func split(at axis: Int) -> (outer: Int, size: Int, inner: Int) {
        (dimensions[..<axis].reduce(1, *), dimensions[axis], dimensions[(axis + 1)...].reduce(1, *))
    }
}

extension Shape: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: Int...) { self.init(elements) }
}

extension Shape: CustomStringConvertible {
    /// As it is written in code: `[2, 3, 5]`.
    public var description: String { "[\(dimensions.map(String.init).joined(separator: ", "))]" }
}
