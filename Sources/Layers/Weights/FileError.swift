import Foundation

/// A file operation that the system refused.
public struct FileError: Error, CustomStringConvertible {
    /// What was tried, as a verb: `open`, `write`, `rename`.
    public let operation: String
    /// The file.
    public let path: String
    /// The system's reason, such as `No space left on device`.
    public let reason: String

    /// An error with the reason that `errno` holds, unless one is given.
    package init(operation: String, path: String, reason: String? = nil) {
        self.operation = operation
        self.path = path
        self.reason = reason ?? String(cString: strerror(errno))
    }

    /// `cannot write weights.safetensors: No space left on device`.
    public var description: String { "cannot \(operation) \(path): \(reason)" }
}
