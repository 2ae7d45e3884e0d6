import Files

/// A `.npy` or `.npz` file that could not be read or written, and why.
public struct NPYError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, in kinds that a caller may tell apart.
    public enum Reason: Hashable, Sendable {
        /// The system's message: no such file, no permission, a full disk.
        case system(String)
        /// Not a `.npy` file, or its header is broken.
        case malformed(String)
        /// Not an archive of `.npy` arrays, or one that is damaged, encrypted or not what it says.
        case archive(String)
        /// A type of element that is not read.
        case unsupported(String)
        /// A number that a 32-bit float cannot hold, and its place in the array: a whole number it would change, or one beyond its range.
        case notAFloat(value: String, position: [Int])
    }

    /// `read` or `write`.
    public let operation: String
    /// The file.
    public let path: String
    /// What is wrong with it.
    public let reason: Reason

    public var description: String {
        switch reason {
        case .system(let message): "cannot \(operation) \(path): \(message)"
        case .malformed(let detail): "cannot \(operation) \(path): not a .npy file (\(detail))"
        case .archive(let detail): "cannot \(operation) \(path): \(detail)"
        case .unsupported(let type):
            "cannot \(operation) \(path): elements of type \(type), expected f2, f4, f8, i1…i8, u1…u8 or b1"
        case .notAFloat(let value, let position):
            "cannot \(operation) \(path): found \(value) at \(position), expected numbers that a 32-bit float holds: whole ones of at most "
                + "16777216, or larger ones that end in enough zero bits, none beyond 3.4e38"
        }
    }
}

extension NPYError {
    /// What `body` reads or writes, with the system's refusals as errors of this kind.
    static func reading<R>(_ body: () throws(FileError) -> R) throws(NPYError) -> R {
        do throws(FileError) { return try body() } catch {
            throw NPYError(operation: error.operation, path: error.path, reason: .system(error.reason))
        }
    }
}
