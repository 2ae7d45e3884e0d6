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
        Array(dimensions[axes.relative(to: dimensions)])
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
