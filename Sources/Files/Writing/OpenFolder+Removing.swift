import Foundation

extension OpenFolder {
    /// Removes a file, a link (and not what it leads to), or a folder with all that is in it, `last` at the very end.
    ///
    /// However deep it is, two folders are open at a time: one within is moved up before it is emptied.
    /// - Parameter last: a name in the folder, such as that of the file that says whose it is: killed half-way, it still does.
    package func remove(_ name: String, last: String? = nil) throws(FileError) {
        if unlinkat(descriptor, name, 0) == 0 || errno == ENOENT { return }
        guard errno == EISDIR || errno == EPERM else { throw FileError(operation: "remove", path: path + "/" + name) }
        let top = try folder(name)
        try top.empty(but: last)
        if let last, unlinkat(top.descriptor, last, 0) != 0, errno != ENOENT {
            throw FileError(operation: "remove", path: top.path + "/" + last)
        }
        guard unlinkat(descriptor, name, AT_REMOVEDIR) == 0 || errno == ENOENT else {
            throw FileError(operation: "remove", path: top.path)
        }
    }

    private func empty(but kept: String?) throws(FileError) {
        var number = 0
        var waiting = try unlinkAll(but: kept)
        while let name = waiting.popLast() {
            let inner = try folder(name)
            for deeper in try inner.unlinkAll(but: nil) {
                var place = ".\(number).removing"
                while status(of: place) != nil {
                    number += 1
                    place = ".\(number).removing"
                }
                guard renameat(inner.descriptor, deeper, descriptor, place) == 0 else {
                    throw FileError(operation: "remove", path: inner.path + "/" + deeper)
                }
                waiting.append(place)
            }
            guard unlinkat(descriptor, name, AT_REMOVEDIR) == 0 else {
                throw FileError(operation: "remove", path: inner.path)
            }
        }
    }

    /// Removes all but folders, whose names it gives.
    private func unlinkAll(but kept: String?) throws(FileError) -> [String] {
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd/\(descriptor)") } catch {
            throw FileError(operation: "remove", path: path, reason: error.localizedDescription)
        }
        var folders: [String] = []
        for name in names where name != kept {
            if unlinkat(descriptor, name, 0) == 0 || errno == ENOENT { continue }
            guard errno == EISDIR || errno == EPERM, let status = status(of: name), status.st_mode & S_IFMT == S_IFDIR else {
                throw FileError(operation: "remove", path: path + "/" + name)
            }
            folders.append(name)
        }
        return folders
    }
}
