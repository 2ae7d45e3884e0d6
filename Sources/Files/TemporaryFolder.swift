import Foundation

/// Folders for what need not outlive the process: all in one, which goes with it.
///
/// A process that is killed removes nothing. The next one removes what it has left: it knows the folder as its own by a file that nobody
/// holds locked any more.
package enum TemporaryFolder {
    /// Makes a folder.
    package static func make(_ purpose: String) throws(FileError) -> String {
        let path = named(purpose)
        guard mkdir(path, 0o700) == 0 else { throw FileError(operation: "make the folder", path: path) }
        return path
    }

    /// A name in the process's folder that nothing has.
    package static func named(_ purpose: String) -> String { "\(root)/\(purpose)-\(UUID().uuidString)" }

    /// Removes all that this process keeps for a while; at an end that runs no code of ours it is called by hand.
    package static func removeAll() {
        guard owner == getpid(), let parent = try? OpenFolder(base) else { return }
        let name = String(root.dropFirst(base.count + 1))
        // Others of the process, and the one that runs cells, may be removing or writing theirs at this moment.
        for _ in 0..<50 {
            if (try? parent.remove(name, last: lockName)) != nil { return }
            usleep(2000)
        }
    }

    private static let owner = getpid()
    private static let lockName = ".lock"
    private static let prefix = "avts-nb-"
    private static var base: String {
        let path = NSTemporaryDirectory()
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    private static let root: String = {
        _ = owner
        let path = "\(base)/\(prefix)\(UUID().uuidString)"
        // Where nothing can be made, whoever uses the folder says so.
        guard mkdir(path, 0o700) == 0 else { return path }
        let lock = open("\(path)/\(lockName).new", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 { rename("\(path)/\(lockName).new", "\(path)/\(lockName)") }
        atexit { TemporaryFolder.removeAll() }
        let parent = base
        Thread.detachNewThread { sweep(parent) }
        return path
    }()

    /// Removes the folders of processes that are gone.
    package static func sweep(_ base: String) {
        guard let parent = try? OpenFolder(base) else { return }
        for name in parent.names where name.hasPrefix(prefix) {
            guard let status = parent.status(of: name), status.st_uid == getuid(), status.st_mode & S_IFMT == S_IFDIR else {
                continue
            }
            let lock = open("\(base)/\(name)/\(lockName)", O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard lock >= 0 else { continue }
            defer { close(lock) }
            if flock(lock, LOCK_EX | LOCK_NB) == 0 { try? parent.remove(name, last: lockName) }
        }
    }
}
