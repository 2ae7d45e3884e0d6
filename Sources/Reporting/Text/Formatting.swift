import Foundation

extension BinaryFloatingPoint {
    /// The number with a fixed count of decimals, rounded: `(2.0 / 3).formatted(decimals: 2)` is `0.67`.
    public func formatted(decimals: Int) -> String { String(format: "%.\(min(max(decimals, 0), 100))f", Double(self)) }
}

extension Collection where Element: BinaryFloatingPoint {
    /// The mean of the numbers; not a number when there are none.
    public var mean: Element { reduce(0, +) / Element(count) }
}

extension DefaultStringInterpolation {
    /// A number with a fixed count of decimals: `"\(loss, digits: 3)"`.
    public mutating func appendInterpolation(_ value: some BinaryFloatingPoint, digits: Int) {
        appendLiteral(value.formatted(decimals: digits))
    }

    /// A value at the right of so many places: `"\(name, width: 12)"`.
    public mutating func appendInterpolation(_ value: some Any, width: Int) { appendLiteral(Self.set("\(value)", width)) }

    /// A number with a fixed count of decimals, at the right of so many places: `"\(loss, digits: 3, width: 8)"`.
    public mutating func appendInterpolation(_ value: some BinaryFloatingPoint, digits: Int, width: Int) {
        appendLiteral(Self.set(value.formatted(decimals: digits), width))
    }

    /// A number in `printf`'s notation: `"\(loss, format: "%8.3e")"`.
    public mutating func appendInterpolation(_ value: some CVarArg, format: String) {
        appendLiteral(String(format: format, value))
    }

    private static func set(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, min(width, 10_000) - text.count)) + text
    }
}
