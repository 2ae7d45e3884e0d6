/// A size for each axis of a window, or one for all: `3`, `[3, 3]` (height, width) or `[3, 5, 5]` (time, height, width).
///
/// Kernels, strides and paddings are written so.
public struct WindowSize: Hashable, Sendable, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, CustomStringConvertible {
    /// One number, or one for each axis.
    public let sizes: [Int]

    /// One number for every axis, or one for each.
    public init(_ sizes: [Int]) { self.sizes = sizes }
    public init(integerLiteral size: Int) { sizes = [size] }
    public init(arrayLiteral sizes: Int...) { self.sizes = sizes }

    /// As it is written in code.
    public var description: String { sizes.count == 1 ? "\(sizes[0])" : "\(sizes)" }

    /// Larger than windows are; the product of three such sizes fits in an Int.
    private static let largest = 1 << 20

    /// A number for each of so many axes.
    package func resolved(axes: Int, atLeast least: Int, named name: String, operation: String) throws(ShapeError) -> [Int] {
        guard sizes.count == 1 || sizes.count == axes else {
            throw ShapeError(operation: operation, found: "\(name) \(self)", expected: "1 or \(axes) sizes")
        }
        guard sizes.allSatisfy({ $0 >= least && $0 <= Self.largest }) else {
            throw ShapeError(
                operation: operation, found: "\(name) \(self)", expected: "sizes of \(least) to \(Self.largest)")
        }
        return sizes.count == axes ? sizes : Array(repeating: sizes[0], count: axes)
    }
}
