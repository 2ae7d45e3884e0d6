import Foundation
import Synchronization

/// A folder held open: what is written through it lands in it, whatever its path has come to mean since.
///
/// Names beneath it are never followed where they are symbolic links, so that nothing is written outside of it.
///
///     let folder = try OpenFolder("n.out")
///     try folder.write(bytes, to: "cells/a/output.txt")     // whole or not at all; the folders are made
///     try folder.remove("cells")                            // links are removed, not what they lead to
package final class OpenFolder: Sendable {
    package let path: String
    package let descriptor: Int32
    private static let serial = Atomic<Int>(0)

    /// Opens a folder by its path, which may lead through links.
    package init(_ path: String) throws(FileError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(operation: "open", path: path) }
    }

    private init(_ name: String, in parent: OpenFolder) throws(FileError) {
        path = parent.path + "/" + name
        descriptor = openat(parent.descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            let isOther = errno == ENOTDIR || errno == ELOOP
            throw FileError(
                operation: "open", path: path, reason: isOther ? "it is a link or a file, expected a folder" : nil)
        }
    }

    deinit { close(descriptor) }

    /// A folder in this one, by its name.
    package func folder(_ name: String) throws(FileError) -> OpenFolder { try OpenFolder(name, in: self) }

    /// Makes a folder; false where something has its name.
    @discardableResult
    package func make(_ name: String) throws(FileError) -> Bool {
        if mkdirat(descriptor, name, 0o777) == 0 { return true }
        guard errno == EEXIST else { throw FileError(operation: "make the folder", path: path + "/" + name) }
        return false
    }

    /// Writes a file, making the folders above it. It appears under its name whole.
    ///
    /// - Parameters:
    ///   - durably: whether it is on the device when this returns; what can be made again need not be.
    ///   - mode: the rights of the file, less those that the process's mask takes.
    package func write(
        _ bytes: [UInt8], to name: String, durably: Bool = true, mode: mode_t = 0o644
    ) throws(FileError) {
        let (folder, name) = try place(of: name)
        try folder.put(bytes, name, durably, mode)
    }

    private func put(_ bytes: [UInt8], _ name: String, _ durably: Bool, _ mode: mode_t = 0o644) throws(FileError) {
        let temporary = temporaryName()
        let full = path + "/" + name
        let file = openat(descriptor, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard file >= 0 else { throw FileError(operation: "write", path: full) }
        defer { close(file) }
        do throws(FileError) {
            try OpenFolder.append(bytes, to: file, path: full)
            // Some file systems have nothing to flush, and say EINVAL.
            guard !durably || fsync(file) == 0 || errno == EINVAL else { throw FileError(operation: "flush", path: full) }
            guard renameat(descriptor, temporary, descriptor, name) == 0 else {
                throw FileError(operation: "rename", path: full)
            }
        } catch {
            unlinkat(descriptor, temporary, 0)
            throw error
        }
        if durably { fsync(descriptor) }
    }

    /// Writes all bytes to an open file.
    package static func append(_ bytes: [UInt8], to file: Int32, path: String) throws(FileError) {
        let failed = bytes.withUnsafeBytes { raw -> Int32 in
            var rest = raw[...]
            while !rest.isEmpty {
                let written = Glibc.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written < 0 && errno == EINTR { continue }
                guard written > 0 else { return written == 0 ? ENOSPC : errno }
                rest = rest.dropFirst(written)
            }
            return 0
        }
        guard failed == 0 else { throw FileError(operation: "write", path: path, reason: String(cString: strerror(failed))) }
    }

    /// Flushes a file to the device that was not written durably.
    package func flush(_ name: String) throws(FileError) {
        let file = open(path + "/" + name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        guard fsync(file) == 0 || errno == EINVAL else { throw FileError(operation: "flush", path: path + "/" + name) }
    }

    /// Puts a symbolic link under a name, in place of a link or a file that has it, in one step.
    package func link(_ name: String, to target: String) throws(FileError) {
        if self.target(of: name) == target { return }
        let temporary = temporaryName()
        guard symlinkat(target, descriptor, temporary) == 0, renameat(descriptor, temporary, descriptor, name) == 0 else {
            let error = FileError(operation: "make the link", path: path + "/" + name)
            unlinkat(descriptor, temporary, 0)
            throw error
        }
        fsync(descriptor)
    }

    /// Where a symbolic link leads, as it says; nil for what is none.
    package func target(of name: String) -> String? {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = bytes.withUnsafeMutableBytes { readlinkat(descriptor, name, $0.baseAddress!, $0.count) }
        return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// What stands under a name, itself and not what it leads to.
    package func status(of name: String) -> stat? {
        var status = stat()
        return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
    }

    /// Gives a file of this folder a second name in another one, or copies it where the two lie on different devices.
    package func share(_ name: String, with other: OpenFolder) throws(FileError) {
        let (folder, last) = try other.place(of: name)
        let source = path + "/" + name
        if linkat(descriptor, name, folder.descriptor, last, 0) == 0 || errno == EEXIST { return }
        try folder.put(RegularFile.contents(source, limit: 1 << 28), last, false)
    }

    /// Changes a name; nothing that has the new one is replaced.
    package func move(_ name: String, to other: String) throws(FileError) {
        guard status(of: other) == nil else {
            throw FileError(operation: "rename", path: path + "/" + name, reason: "there is a \(other) already")
        }
        guard renameat(descriptor, name, descriptor, other) == 0 else {
            throw FileError(operation: "rename", path: path + "/" + name)
        }
    }

    /// Waits until no other process is in a section like this one, and goes into it.
    package func exclusively<T>(_ body: () throws(FileError) -> T) throws(FileError) -> T {
        // A file system without locks has no more than one writer, or has to do without.
        flock(descriptor, LOCK_EX)
        defer { flock(descriptor, LOCK_UN) }
        return try body()
    }

    /// The names in it, sorted.
    package var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }

    private func place(of name: String) throws(FileError) -> (folder: OpenFolder, name: String) {
        var folder = self
        let parts = name.split(separator: "/").map(String.init)
        for part in parts.dropLast() {
            try folder.make(part)
            folder = try folder.folder(part)
        }
        return (folder, parts.last ?? name)
    }

    private func temporaryName() -> String {
        let number = OpenFolder.serial.wrappingAdd(1, ordering: .relaxed).newValue
        let name = ".\(getpid()).\(number)\(AtomicFile.temporarySuffix)"
        // What a killed process of the same number left is in the way.
        unlinkat(descriptor, name, 0)
        return name
    }
}
