import Files
import Foundation

/// The disk refused to take something, or something of a person's is in the way.
public struct OutputError: Error, CustomStringConvertible {
    public let operation: String
    public let path: String
    /// What was found, and what to do.
    public let reason: String

    package init(operation: String, path: String, reason: String) {
        self.operation = operation
        self.path = path
        self.reason = reason
    }

    package init(_ error: FileError) {
        self.init(operation: error.operation, path: error.path, reason: error.reason + Self.remedy(error.reason))
    }

    public var description: String { "cannot \(operation) \(path): \(reason)" }

    /// What helps, by the system's reason.
    package static func remedy(_ reason: String) -> String {
        func says(_ codes: Int32...) -> Bool { codes.contains { reason == String(cString: strerror($0)) } }
        if says(ENOSPC, EDQUOT, EFBIG) { return "; make room, or name a folder on another disk" }
        if says(EACCES, EPERM, EROFS) { return "; make it writable, or name another folder" }
        if says(ENOTDIR, EEXIST, ENOENT) { return "; name another folder" }
        if says(EMFILE, ENFILE) { return "; close files, or raise `ulimit -n`" }
        return ""
    }

    /// Runs something of the room Files.
    static func from<T>(_ body: () throws(FileError) -> T) throws(OutputError) -> T {
        do throws(FileError) { return try body() } catch { throw OutputError(error) }
    }
}
