import Files
import Foundation

extension OutputFolder {
    /// The names that runs use, and where those lead that are links.
    static let links = ["report.html", "run.json", "cells"]
    static let folders = ["runs", "files"]

    static func target(of link: String) -> String { "runs/newest/" + link }

    /// Makes the folder the runs' own, before anything runs. What a person has put where a run writes is left as it is.
    ///
    /// - Parameter force: moves what is in the way aside, to `NAME.before-TIME`, in place of refusing.
    /// - Throws: ``OutputError`` that says what is in the way.
    public func claim(force: Bool = false) throws(OutputError) {
        try refuseLinksOut()
        let parent = URL(fileURLWithPath: path).standardizedFileURL.deletingLastPathComponent().path
        do { try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true) } catch {
            throw Self.refused("make the folder", path, at: parent)
        }
        let isNew = mkdir(path, 0o777) == 0
        guard isNew || errno == EEXIST else { throw OutputError(FileError(operation: "make the folder", path: path)) }
        var isClaimed = false
        defer { if isNew, !isClaimed { rmdir(path) } }
        let blocked = try OutputError.from { () throws(FileError) in
            let folder = try OpenFolder(path)
            return try folder.exclusively { () throws(FileError) in
                let known = OutputMarker.of(path)
                var marker = known ?? .new()
                if isNew { marker.made.insert(".") }
                var blocked = Self.inTheWay(folder, marker)
                if known == nil, folder.status(of: OutputMarker.name) != nil { blocked.append(OutputMarker.name) }
                if force {
                    let stamp = RunIdentity.new()
                    // The cells' own files are taken over: what they hold outlives runs.
                    for name in blocked where name != "files" { try folder.move(name, to: "\(name).before-\(stamp)") }
                    blocked = []
                }
                guard blocked.isEmpty else { return blocked }
                marker.made.formUnion(Self.links + Self.folders)
                if marker != known { try marker.write(to: folder) }
                isClaimed = true
                return []
            }
        }
        guard blocked.isEmpty else {
            throw OutputError(
                operation: "write into", path: path,
                reason: "\(blocked.joined(separator: ", ")) \(blocked.count == 1 ? "is" : "are") there, and no run made "
                    + "\(blocked.count == 1 ? "it" : "them"): name another folder with --out; --force moves aside what is in the way"
            )
        }
    }

    /// Names that a run would use and that are not the runs' own.
    private static func inTheWay(_ folder: OpenFolder, _ marker: OutputMarker) -> [String] {
        var blocked = links.filter { name in
            folder.status(of: name) != nil
                && (!marker.made.contains(name) || folder.target(of: name) != target(of: name))
        }
        for name in folders {
            guard let status = folder.status(of: name) else { continue }
            if !marker.made.contains(name) || status.st_mode & S_IFMT != S_IFDIR { blocked.append(name) }
        }
        return blocked
    }

    /// Takes back a claim in which nothing has run.
    public func release() {
        guard let marker = OutputMarker.of(path), let folder = try? OpenFolder(path) else { return }
        guard folder.names.allSatisfy({ $0 == OutputMarker.name || $0 == "files" }), rmdir(filesPath) == 0 || errno == ENOENT
        else {
            return
        }
        try? folder.remove(OutputMarker.name)
        if marker.made.contains(".") { rmdir(path) }
    }

    /// Nobody named the folder beside a notebook: where it is a link, what it leads to is a person's own to name.
    func refuseLinksOut() throws(OutputError) {
        guard isImplied, let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else { return }
        let home = URL(fileURLWithPath: path).deletingLastPathComponent().resolvingSymlinksInPath().path
        let end = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard !end.hasPrefix(home + "/") else { return }
        throw OutputError(
            operation: "write into", path: path, reason: "it is a link to \(target): name that with --out if you mean it")
    }

    private static func refused(_ operation: String, _ path: String, at place: String) -> OutputError {
        var reason = String(cString: strerror(EACCES))
        var place = place
        while !FileManager.default.fileExists(atPath: place), place != "/" {
            place = URL(fileURLWithPath: place).deletingLastPathComponent().path
        }
        var status = stat()
        if stat(place, &status) == 0, status.st_mode & S_IFMT != S_IFDIR { reason = String(cString: strerror(ENOTDIR)) }
        return OutputError(operation: operation, path: path, reason: reason + OutputError.remedy(reason))
    }
}
