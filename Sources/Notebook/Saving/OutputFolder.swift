import Files
import Foundation

/// The folder of a notebook's runs, `NAME.out`.
///
///     report.html run.json cells/     what the newest run made: links to runs/newest/…
///     files/                          the cells' own, which outlive runs
///     runs/20261128-203105-4f1c/      a run: run.json, report.html, cells/, log.txt
///
/// No run writes over another's, or over what a person put here.
public struct OutputFolder: Sendable {
    public let path: String
    /// Whether the notebook's name alone says that this is the place.
    let isImplied: Bool
    /// What may be read, by path, and its digest; nil for all.
    private var digests: [String: String]?

    public init(path: String) { self.init(path: path, isImplied: false) }

    private init(path: String, isImplied: Bool) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        self.isImplied = isImplied
    }

    /// The folder beside a notebook: `NAME.out`.
    public static func beside(_ notebook: String) -> OutputFolder {
        let base = notebook.hasSuffix(".avtsnb") ? String(notebook.dropLast(7)) : notebook
        return OutputFolder(path: base + ".out", isImplied: true)
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

    /// The bytes of a file in the folder; nil for one that is not there, is none, or has more than a run ever writes; and, in the folder
    /// of a record, for one that the record does not list as it is now.
    public func read(_ name: String) -> [UInt8]? {
        guard let bytes = try? RegularFile.contents(path + "/" + name, limit: 1 << 28) else { return nil }
        guard let digests else { return bytes }
        return digests[name] == Digest.of(bytes) ? bytes : nil
    }

    /// The record of the newest run that had something to show, and its folder, in which only what the record lists is read.
    public var newest: (record: RunRecord, folder: OutputFolder)? {
        let target = (try? FileManager.default.destinationOfSymbolicLink(atPath: path + "/runs/newest")) ?? "newest"
        let run = path + "/runs/" + target
        guard let record = OutputFolder(path: run).read("run.json").flatMap(RunRecord.init(json:)) else { return nil }
        return (record, OutputFolder(path: run).holding(record))
    }

    /// The same folder, in which only what a record lists is read.
    func holding(_ record: RunRecord) -> OutputFolder {
        var folder = self
        let made = (record.made ?? []).compactMap { file in file.sha256.map { (file.path, $0) } }
        folder.digests = Dictionary(made, uniquingKeysWith: { $1 })
        return folder
    }

    /// True when a run of ours wrote here.
    public var isOurs: Bool { OutputMarker.of(path) != nil }
}
