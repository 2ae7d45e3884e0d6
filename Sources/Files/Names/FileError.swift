import Foundation

/// A file operation that the system refused.
package struct FileError: Error, CustomStringConvertible {
    /// What was tried, as a verb: `open`, `write`, `rename`.
    package let operation: String
    /// The file.
    package let path: String
    /// The system's reason, such as `No space left on device`.
    package let reason: String

    /// An error with the reason that `errno` holds, unless one is given.
    package init(operation: String, path: String, reason: String? = nil) {
        self.operation = operation
        self.path = path
        self.reason = reason ?? String(cString: strerror(errno))
    }

    /// `cannot write weights.safetensors: No space left on device`.
    package var description: String { "cannot \(operation) \(path): \(reason)" }
}
