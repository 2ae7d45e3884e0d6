/// Shapes that an operation cannot work on: what was found, what it expects, and what to do about it.
public struct ShapeError: Error, Hashable, Sendable {
    /// Name of the operation as the caller wrote it: `matmul`, `reshaped`.
    public let operation: String
    /// The offending shapes or sizes.
    public let found: String
    /// What the operation takes.
    public let expected: String
    /// What would help, or nothing.
    public let remedy: String?

    /// A shape that does not fit.
    ///
    /// - Parameters:
    ///   - operation: its name, as it is called.
    ///   - found: the shapes that were given.
    ///   - expected: what the operation takes.
    ///   - remedy: what would help, or nothing.
    public init(operation: String, found: String, expected: String, remedy: String? = nil) {
        self.operation = operation
        self.found = found
        self.expected = expected
        self.remedy = remedy
    }
}

extension ShapeError: CustomStringConvertible {
    /// One line: `matmul: found [2, 3] and [4, 5], expected … (remedy)`.
    public var description: String {
        "\(operation): found \(found), expected \(expected)" + (remedy.map { " (\($0))" } ?? "")
    }
}
