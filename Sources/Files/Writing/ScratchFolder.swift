import Foundation
import Synchronization

/// A folder for what need not outlive its owner, under a name that nobody can foresee and with rights for nobody else.
///
/// It goes with its owner, who is to be kept alive until the folder's last use. What a killed process leaves is taken away by the next one that makes such a folder: who lives holds a
/// lock on his own.
package final class ScratchFolder: Sendable {
    package let path: String
    private let lock: Int32
    private static let hasSwept = Mutex(false)

    /// - Throws: ``FileError`` where no folder can be made.
    package convenience init() throws(FileError) { try self.init(in: Self.home) }

    /// - Parameter home: the folder that it is made in.
    package init(in home: String) throws(FileError) {
        let isMade =
            (try? FileManager.default.createDirectory(
                atPath: home, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])) != nil
        let home = isMade ? home : NSTemporaryDirectory()
        // Whoever sweeps waits until the new folder is locked.
        let door = open(home, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if door >= 0 { flock(door, LOCK_SH) }
        defer { if door >= 0 { close(door) } }
        var name = Array("\(home)/avts-nb-XXXXXX".utf8CString)
        guard let made = mkdtemp(&name) else { throw FileError(operation: "make a folder in", path: home) }
        path = String(cString: made)
        lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if lock >= 0 { flock(lock, LOCK_EX | LOCK_NB) }
        let isFirst = Self.hasSwept.withLock { swept in
            defer { swept = true }
            return !swept
        }
        if isFirst, isMade { Thread.detachNewThread { Self.sweep(home) } }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
        if lock >= 0 { close(lock) }
    }

    /// Removes the folders whose owners are gone.
    package static func sweep(_ home: String) {
        let door = open(home, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard door >= 0 else { return }
        defer { close(door) }
        guard flock(door, LOCK_EX | LOCK_NB) == 0 else { return }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: home)) ?? [] where name.hasPrefix("avts-nb-") {
            let folder = open("\(home)/\(name)", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard folder >= 0 else { continue }
            if flock(folder, LOCK_EX | LOCK_NB) == 0 { try? FileManager.default.removeItem(atPath: "\(home)/\(name)") }
            close(folder)
        }
    }

    /// Beside the caches, not in `/tmp`: nothing else sweeps there by locks.
    private static var home: String { Home.cache + "/avts-nb-scratch" }
}
