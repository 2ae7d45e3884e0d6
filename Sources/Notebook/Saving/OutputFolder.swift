import Files
import Foundation

/// The folder a run writes into: `run.json`, `report.html`, `cells/<id>/…`, and `files/…`, which are the cells' own.
///
/// Every file appears whole or not at all: it is written beside its place, flushed and renamed.
public struct OutputFolder: Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// The folder beside a notebook: `NAME.out`.
    public static func beside(_ notebook: String) -> OutputFolder {
        let base = notebook.hasSuffix(".avtsnb") ? String(notebook.dropLast(7)) : notebook
        return OutputFolder(path: base + ".out")
    }

    /// Where cells put files of their own: weights, checkpoints, media.
    public var filesPath: String { path + "/files" }

    /// The cells' own files, relative to the folder, in order of their names.
    public var files: [String] {
        let names = FileManager.default.enumerator(atPath: filesPath)?.compactMap { $0 as? String } ?? []
        return names.filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: filesPath + "/" + name, isDirectory: &isFolder) && !isFolder.boolValue
        }.map { "files/" + $0 }.sorted()
    }

    /// Makes the folder and takes away what an earlier run left in it, but for the cells' own files: a training goes on from them.
    public func prepare() throws(OutputError) {
        try makeFolder("")
        if isOurs { try remove(["cells", "report.html", "run.json"]) }
    }

    /// True when a run of ours made the folder: nothing else is ever removed.
    public var isOurs: Bool {
        read("run.json").map { String(decoding: $0, as: UTF8.self).contains("\"avtsnb\"") } ?? false
    }

    /// Removes what runs write, and the folder if nothing else is in it. Returns false when there was nothing of ours.
    @discardableResult
    public func clean() throws(OutputError) -> Bool {
        guard isOurs else { return false }
        try remove(["cells", "files", "report.html", "run.json"])
        rmdir(path)
        return true
    }

    private func remove(_ names: [String]) throws(OutputError) {
        for name in names where FileManager.default.fileExists(atPath: path + "/" + name) {
            do {
                try FileManager.default.removeItem(atPath: path + "/" + name)
            } catch {
                throw OutputError(operation: "remove", path: path + "/" + name, reason: "\(error.localizedDescription)")
            }
        }
    }

    /// The bytes of a file in the folder; nil for one that is not there, is none, or has more than a run ever writes.
    public func read(_ name: String) -> [UInt8]? { try? RegularFile.contents(path + "/" + name, limit: 1 << 28) }

    /// Writes a file, making the folders above it.
    public func write(_ bytes: [UInt8], to name: String) throws(OutputError) {
        if let end = name.lastIndex(of: "/") { try makeFolder(String(name[..<end])) }
        do throws(FileError) { try AtomicFile.write(bytes, to: path + "/" + name) } catch {
            throw OutputError(operation: error.operation, path: error.path, reason: error.reason)
        }
    }

    private func makeFolder(_ name: String) throws(OutputError) {
        let folder = name.isEmpty ? path : path + "/" + name
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw OutputError(operation: "make the folder", path: folder, reason: "\(error.localizedDescription)")
        }
    }
}

/// The disk refused to take something.
public struct OutputError: Error, CustomStringConvertible {
    public let operation: String
    public let path: String
    public let reason: String

    public var description: String { "cannot \(operation) \(path): \(reason)" }
}
