import Foundation

/// Changes a file of a person's in one step: its place, the links to it, its rights and its owner stay.
package enum FileReplacement {
    /// Writes new bytes where the old ones were.
    ///
    /// - Parameters:
    ///   - old: what was read; a file that has changed since is not touched.
    ///   - force: also a file that is read-only, or that has several names, which are parted then.
    package static func replace(_ old: [UInt8], of path: String, with new: [UInt8], force: Bool = false) throws(FileError) {
        func refused(_ why: String) -> FileError { FileError(operation: "write", path: path, reason: why) }
        let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let place = URL(fileURLWithPath: real)
        let folder = try OpenFolder(place.deletingLastPathComponent().path)
        let name = place.lastPathComponent
        let failure: FileError? = try folder.exclusively { () throws(FileError) in
            guard let status = folder.status(of: name) else { return FileError(operation: "write", path: path) }
            guard try RegularFile.contents(real, limit: max(old.count, 1)) == old else {
                return refused("it has changed since it was read, and was left as it is: run the command again")
            }
            guard force || status.st_mode & 0o222 != 0 else {
                let mode = String(status.st_mode & 0o777, radix: 8)
                return refused("it is read-only (mode \(mode)): make it writable with chmod u+w, or say --force")
            }
            guard force || status.st_nlink == 1 else {
                return refused("it has \(status.st_nlink) names (hard links), which would be parted: say --force if you mean it")
            }
            try put(new, name, status, in: folder)
            return nil
        }
        if let failure { throw failure }
    }

    private static func put(_ bytes: [UInt8], _ name: String, _ old: stat, in folder: OpenFolder) throws(FileError) {
        let full = folder.path + "/" + name
        let temporary = ".\(name.prefix(100)).\(getpid())\(AtomicFile.temporarySuffix)"
        unlinkat(folder.descriptor, temporary, 0)
        // Without a name, so that a killed process leaves nothing; where the file system knows no such files, with one.
        var file = open(folder.path, O_WRONLY | nameless | O_CLOEXEC, 0o600)
        let isNameless = file >= 0
        if !isNameless {
            file = openat(folder.descriptor, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        }
        guard file >= 0 else { throw FileError(operation: "write", path: full) }
        defer { close(file) }
        do throws(FileError) {
            try OpenFolder.append(bytes, to: file, path: full)
            // Who owns it is for root alone to say.
            _ = fchown(file, old.st_uid, old.st_gid)
            guard fchmod(file, old.st_mode & 0o7777) == 0 else { throw FileError(operation: "set the rights of", path: full) }
            guard fsync(file) == 0 || errno == EINVAL else { throw FileError(operation: "flush", path: full) }
            if isNameless, linkat(AT_FDCWD, "/proc/self/fd/\(file)", folder.descriptor, temporary, AT_SYMLINK_FOLLOW) != 0 {
                throw FileError(operation: "write", path: full)
            }
            guard renameat(folder.descriptor, temporary, folder.descriptor, name) == 0 else {
                throw FileError(operation: "rename", path: full)
            }
        } catch {
            unlinkat(folder.descriptor, temporary, 0)
            throw error
        }
        fsync(folder.descriptor)
    }

    /// `O_TMPFILE`, which the C library keeps for GNU programs.
    private static let nameless: Int32 = 0o20000000 | O_DIRECTORY
}
