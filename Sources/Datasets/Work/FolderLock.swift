import Foundation
import Work

/// Keeps two processes from making the same files at once; where the file system has no locks, they merely do double work.
final class FolderLock {
    private let descriptor: Int32

    /// Waits for the lock of a folder, polling; `waiting` is called while another process holds it.
    /// - Throws: ``DatasetError/writeFailed(path:reason:)`` or what `poll` throws.
    init(_ folder: String, waiting: () -> Void, poll: PollHandler?) throws {
        let path = "\(folder)/.lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw DatasetError.writeFailed(path: path, reason: DataFolder.systemReason()) }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { return }
            waiting()
            do { try Work.poll(poll ?? {}) } catch {
                close(descriptor)
                throw error
            }
            usleep(100_000)
        }
    }

    deinit { close(descriptor) }
}
