import Foundation

/// How a file stands, as far as can be told without reading it: another stamp, another file or another content.
public struct FileStamp: Hashable, Sendable {
    private let size: Int64
    private let changed: Int64
    private let number: UInt64

    /// - Returns: one that is the same for all that is not there.
    public init(of path: String) {
        var status = stat()
        guard fstatat(AT_FDCWD, path, &status, 0) == 0 else {
            (size, changed, number) = (-1, 0, 0)
            return
        }
        size = Int64(status.st_size)
        changed = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
        number = UInt64(status.st_ino)
    }
}
