import Files
import Foundation

extension OpenFolder {
    /// Whether a folder is that of a run whose process was killed before it had written a byte.
    fileprivate func isUnborn(_ name: String) -> Bool {
        guard target(of: name) == nil, let folder = try? folder(name) else { return false }
        let names = folder.names
        return names.isEmpty || names == [OutputMarker.name] && folder.status(of: OutputMarker.name)?.st_size == 0
    }
}

extension OutputFolder {
    /// What ``clean(force:)`` did.
    public struct Cleaning: Sendable {
        /// Whether anything was removed.
        public var removed = false
        /// Files that no run made, or that have changed since one did: they were left.
        public var left: [String] = []
    }

    /// Removes what runs made: the links, the runs, and of the cells' own files those that a run lists as they are now; then the folder, if
    /// nothing else is in it. Nothing is followed that is a link.
    ///
    /// - Parameter force: removes all of the cells' own files, whoever made them.
    /// - Throws: ``OutputError`` where a run is under way, or the disk refuses.
    public func clean(force: Bool = false) throws(OutputError) -> Cleaning {
        guard let marker = OutputMarker.of(path) else { return Cleaning() }
        try refuseLinksOut()
        var cleaning = Cleaning()
        let failed: OutputError? = try OutputError.from { () throws(FileError) in
            let folder = try OpenFolder(path)
            return try folder.exclusively { () throws(FileError) in try clean(folder, marker, force, &cleaning) }
        }
        if let failed { throw failed }
        if cleaning.left.isEmpty, marker.made.contains(".") { rmdir(path) }
        return cleaning
    }

    private func clean(
        _ folder: OpenFolder, _ marker: OutputMarker, _ force: Bool, _ cleaning: inout Cleaning
    ) throws(FileError) -> OutputError? {
        var known: [String: FileRecord] = [:]
        let runs = marker.made.contains("runs") ? try? folder.folder("runs") : nil
        let names = (runs?.names ?? []).filter {
            OutputMarker.of(path + "/runs/" + $0)?.id == marker.id || runs?.isUnborn($0) == true
        }
        for name in names {
            let run = path + "/runs/" + name
            if let process = RunFolder.process(of: run) {
                return OutputError(
                    operation: "remove", path: run, reason: "process \(process) is writing it: wait for its end, or stop it")
            }
            guard let record = OutputFolder(path: run).read("run.json").flatMap(RunRecord.init(json:)) else { continue }
            for file in record.made ?? [] where file.path.hasPrefix("files/") { known[file.path] = file }
        }
        for name in Self.links where marker.made.contains(name) && folder.target(of: name) == Self.target(of: name) {
            try folder.remove(name)
            cleaning.removed = true
        }
        if let runs {
            if runs.target(of: "newest") != nil { try runs.remove("newest") }
            for name in names { try runs.remove(name, last: OutputMarker.name) }
            cleaning.removed = true
            if unlinkat(folder.descriptor, "runs", AT_REMOVEDIR) != 0 { cleaning.left += runs.names.map { "runs/" + $0 } }
        }
        if marker.made.contains("files"), folder.status(of: "files").map({ $0.st_mode & S_IFMT == S_IFDIR }) == true {
            if force {
                try folder.remove("files")
                cleaning.removed = true
            } else {
                try Self.cleanFiles(folder.folder("files"), "files", known, &cleaning)
                unlinkat(folder.descriptor, "files", AT_REMOVEDIR)
            }
        }
        // Who it is that made the rest is not forgotten.
        if cleaning.left.isEmpty {
            try folder.remove(OutputMarker.name)
            cleaning.removed = true
        }
        return nil
    }

    /// Removes the files that are known, and the folders that are empty then.
    private static func cleanFiles(
        _ folder: OpenFolder, _ path: String, _ known: [String: FileRecord], _ cleaning: inout Cleaning
    ) throws(FileError) {
        for name in folder.names {
            guard let status = folder.status(of: name) else { continue }
            let place = path + "/" + name
            if status.st_mode & S_IFMT == S_IFDIR {
                try cleanFiles(folder.folder(name), place, known, &cleaning)
                unlinkat(folder.descriptor, name, AT_REMOVEDIR)
            } else if status.st_mode & S_IFMT == S_IFREG, known[place]?.isAsItWas(status, folder.path + "/" + name) == true {
                try folder.remove(name)
                cleaning.removed = true
            } else {
                cleaning.left.append(place)
            }
        }
    }
}
