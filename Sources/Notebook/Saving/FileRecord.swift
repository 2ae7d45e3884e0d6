import Files
import Foundation

/// A file that a run made, as it left it.
public struct FileRecord: Codable, Sendable, Hashable {
    /// Relative to the output folder.
    public var path: String
    public var bytes: Int
    /// The digest of its bytes; nil while the run goes on that may still change it.
    public var sha256: String?
    /// When it was last changed, in nanoseconds since 1970; of the cells' own files only.
    public var modified: Int?
    /// The run that made it, where it was another one.
    public var run: String?

    init(path: String, bytes: [UInt8]) {
        (self.path, self.bytes) = (path, bytes.count)
        sha256 = Digest.of(bytes)
    }

    init(path: String, _ status: stat) {
        self.path = path
        bytes = Int(status.st_size)
        modified = status.nanoseconds
    }

    /// Whether a file on disk is still the one that was recorded.
    func isAsItWas(_ status: stat, _ path: String) -> Bool {
        guard Int(status.st_size) == bytes else { return false }
        if let modified, status.nanoseconds == modified { return true }
        guard let sha256, let file = try? RegularFile(path), let digest = try? Digest.of(file) else { return false }
        return digest == sha256
    }
}

extension stat {
    /// When the file was last changed.
    var nanoseconds: Int { st_mtim.tv_sec * 1_000_000_000 + st_mtim.tv_nsec }
}
