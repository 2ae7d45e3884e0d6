import Glibc
import Synchronization

/// Foretells from the first items of a long piece of work whether all of them fit on the disk, so that a set too large for it is refused within
/// seconds and not after hours, when the disk is full.
///
/// ```swift
/// let forecast = DiskForecast("/data/decoded", items: 240_000)
/// try forecast.itemDone(written: 18_900_000)
/// ```
public final class DiskForecast: Sendable {
    /// Items between two looks at the disk; none is taken before so many are done.
    public static let period = 8

    private let folder: String
    private let items: Int
    private let free: @Sendable (String) -> Int?
    private let done = Mutex((items: 0, bytes: 0))

    /// - Parameters:
    ///   - folder: what is written lies here.
    ///   - items: how many will be written.
    ///   - free: bytes that a folder's disk has left for this user; nil when that cannot be told, which refuses nothing.
    public init(_ folder: String, items: Int, free: @escaping @Sendable (String) -> Int? = DiskForecast.free) {
        self.folder = folder
        self.items = items
        self.free = free
    }

    /// Counts an item, of `written` bytes (0 for one that was left out).
    /// - Throws: ``DatasetError/noRoom(path:items:needed:free:)`` when the items left, as large as those before, exceed the disk.
    public func itemDone(written: Int) throws(DatasetError) {
        let seen = done.withLock { done in
            done = (done.items + 1, done.bytes + written)
            return done
        }
        guard seen.items % DiskForecast.period == 0, let free = free(folder) else { return }
        let needed = Int(Double(seen.bytes) / Double(seen.items) * Double(items - seen.items))
        if needed > free { throw .noRoom(path: folder, items: items - seen.items, needed: needed, free: free) }
    }

    /// Bytes that the disk of a folder has left for this user.
    public static func free(_ folder: String) -> Int? {
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else { return nil }
        return Int(status.f_bavail) * Int(status.f_frsize)
    }
}
