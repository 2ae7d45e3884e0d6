import Foundation

/// Compiled cells by what they were made of: the second run of a notebook compiles nothing.
package struct ObjectCache: Sendable {
    let folder: String

    package init(folder: String) { self.folder = folder }

    /// The folder of a key's files; made whole under another name and moved here.
    func path(_ key: String) -> String { "\(folder)/\(key.prefix(2))/\(key)" }

    func holds(_ key: String) -> Bool { FileManager.default.fileExists(atPath: path(key)) }

    /// The folder of the source of a key's module, where editors are led to it.
    func sources(_ key: String) -> String { "\(folder)/sources/\(key)" }

    func holdsSource(_ key: String) -> Bool { FileManager.default.fileExists(atPath: sources(key)) }

    /// A folder to make the files in.
    func scratch() throws -> String {
        let path = "\(folder)/making/\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    /// Runs `body` while nobody else makes the files of a key; those who waited find them made.
    ///
    /// - Parameter isStopped: asked often while another is at it; true ends the wait.
    func alone(_ key: String, isStopped: () -> Bool, _ body: () throws -> Void) throws {
        try FileManager.default.createDirectory(atPath: "\(folder)/making", withIntermediateDirectories: true)
        let path = "\(folder)/making/\(key).lock"
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        // Without a lock the work is done twice, and no more.
        guard file >= 0 else { return try body() }
        defer { close(file) }
        while flock(file, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR, !isStopped() { usleep(10_000) }
        if !holds(key) { try body() }
        unlink(path)
    }

    /// Gives the files their place. Where another process was first, its files stay: they are the same.
    func keep(_ scratch: String, as key: String) throws {
        let target = path(key)
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: target).deletingLastPathComponent().path, withIntermediateDirectories: true)
        if rename(scratch, target) != 0 {
            guard holds(key) else { throw CocoaError(.fileWriteUnknown) }
            try? FileManager.default.removeItem(atPath: scratch)
        }
    }
}
