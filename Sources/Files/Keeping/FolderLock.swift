import Foundation
import Synchronization

/// Keeps two processes, or two threads, from making the same files at once; where the file system has no locks, they merely do
/// double work.
///
/// The lock goes with its owner: a process that is killed leaves none behind.
package final class FolderLock: Sendable {
    private let descriptor: Mutex<Int32>

    /// Waits for the lock of a folder, which must be there.
    ///
    /// - Parameters:
    ///   - waiting: called about ten times a second while another holds it, with that process's number where it is known.
    ///   - poll: called as often; what it throws ends the wait.
    /// - Throws: ``FileError`` where the lock's file cannot be made, or what `poll` throws.
    package init(_ folder: String, waiting: (_ holder: Int32?) -> Void, poll: () throws -> Void) throws {
        let path = "\(folder)/.lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileError(operation: "write", path: path) }
        self.descriptor = Mutex(descriptor)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { return }
            waiting(FolderLock.holder(descriptor))
            do { try poll() } catch {
                release()
                throw error
            }
            usleep(100_000)
        }
        let text = Array("\(getpid())\n".utf8)
        if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.count, 0) }
    }

    deinit { release() }

    /// Lets the next one in; again does nothing.
    package func release() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
    }

    private static func holder(_ descriptor: Int32) -> Int32? {
        var text = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &text, text.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: text[..<count], as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
