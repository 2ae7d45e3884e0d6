import Files
import Foundation

/// ESC-50 and ESC-10 (Piczak 2015): `audio/<fold>-<clip>-<take>-<target>.wav` and `meta/esc50.csv`, or version 1's folders of OGG files.
///
/// Five folds; clips cut from one recording are in one fold.
public struct ESC50: Sendable {
    /// The folder that holds `audio` and `meta`, or version 1's `101 - Dog`, `102 - Rooster`, ….
    public let root: String
    /// All items, in the order of the table; role is decided by ``fold(_:)``.
    private let items: [(item: VideoItem, fold: Int)]
    /// Names of the classes.
    public let classes: [String]
    /// `ESC-50`, or `ESC-10` where its ten classes are all that is there.
    public let name: String

    /// Reads the table, or version 1's folders.
    /// - Parameter onlyESC10: keeps the ten classes of ESC-10, renumbered in the table's order.
    /// - Throws: ``DatasetError`` for files that are missing and rows not understood.
    public init(root: String, onlyESC10: Bool = false) throws(DatasetError) {
        let root = PathText.expanded(root)
        self.root = root
        let table = ListFile.place(root, ["meta/esc50.csv", "ESC-50-master/meta/esc50.csv"])
        let rows: [Row]
        if let table { rows = try ESC50.rows(table, onlyESC10) } else { rows = try ESC50.folders(root) }
        guard !rows.isEmpty else {
            throw .empty(path: table ?? root, expected: onlyESC10 ? "rows of ESC-10" : "rows of ESC-50")
        }
        try ListFile.checkUnique(rows.map(\.id), table ?? root)
        // Targets as the table numbers them, closed up where a subset leaves gaps.
        let targets = Dictionary(rows.map { ($0.target, $0.category) }) { first, _ in first }.sorted { $0.key < $1.key }
        classes = targets.map(\.value)
        // A folder that holds the ten classes alone is ESC-10, whatever it is asked for as.
        name = onlyESC10 || classes.count == 10 ? "ESC-10" : "ESC-50"
        let labels = Dictionary(uniqueKeysWithValues: targets.enumerated().map { ($1.key, $0) })
        items = rows.map { row in
            (
                VideoItem(id: row.id, path: row.path, labels: [labels[row.target]!], group: "recording \(row.recording)"),
                row.fold
            )
        }
    }

    /// The numbers of the folds, ascending.
    public var folds: [Int] { Set(items.map(\.fold)).sorted() }

    /// Tests on fold `number` and trains on the others.
    /// - Throws: ``DatasetError/unsuitable(what:found:remedy:)`` for a fold that the table does not have, ``DatasetError/leak(first:second:offenders:count:)``.
    public func fold(_ number: Int) throws(DatasetError) -> OfficialSplit {
        // Which folds there are is the table's to say, not the caller's.
        guard folds.contains(number) else {
            throw .unsuitable(what: "\(name) at \(root)", found: "no fold \(number) among \(folds)", remedy: "Name one of them.")
        }
        func set(_ role: SplitRole, _ keep: (Int) -> Bool) -> VideoSet {
            VideoSet(
                name: "\(name) fold \(number)/\(role.rawValue)", role: role,
                items: items.filter { keep($0.fold) }.map(\.item), classes: classes)
        }
        return try OfficialSplit(train: set(.train) { $0 != number }, test: set(.test) { $0 == number })
    }

    private struct Row {
        var id: String
        var path: String
        var fold: Int
        var target: Int
        var category: String
        var recording: String
    }

    private static func rows(_ table: String, _ onlyESC10: Bool) throws(DatasetError) -> [Row] {
        let home = String(table.dropLast("meta/esc50.csv".count))
        var (bad, absent) = (Offenders(), Offenders())
        var result: [Row] = []
        for (line, row) in try ListFile.table(table, what: "table", columns: ["filename", "fold", "target", "category", "esc10"])
        {
            guard let fold = Int(row["fold"]!), let target = Int(row["target"]!),
                let esc10 = ["True": true, "False": false][row["esc10"]!]
            else {
                bad.add("line \(line): \(row["filename"]!)")
                continue
            }
            if onlyESC10 && !esc10 { continue }
            let file = "\(home)audio/\(row["filename"]!)"
            guard FileManager.default.fileExists(atPath: file) else {
                absent.add(row["filename"]!)
                continue
            }
            result.append(
                Row(
                    id: row["filename"]!, path: file, fold: fold, target: target, category: row["category"]!,
                    recording: row["src_file"] ?? row["filename"]!))
        }
        try bad.throwMalformed(table, expected: "whole numbers for fold and target, True or False for esc10")
        try absent.throwUnmatched(table, "listed sound(s) are not in \(home)audio")
        return result
    }

    /// Version 1: `101 - Dog/1-100032-A.ogg`, where the folder holds the class and the name the fold.
    private static func folders(_ root: String) throws(DatasetError) -> [Row] {
        var bad = Offenders()
        var result: [Row] = []
        for path in try VideoFolder.list(root, where: VideoFolder.soundExtensions.contains) {
            let parts = path.split(separator: "/")
            let folder = parts.count >= 2 ? parts[parts.count - 2].components(separatedBy: " - ") : []
            let name = MediaIndex.name(path).split(separator: ".")[0].split(separator: "-")
            guard folder.count == 2, let target = Int(folder[0]), name.count >= 3, let fold = Int(name[0]) else {
                bad.add(path)
                continue
            }
            result.append(
                Row(
                    id: path, path: "\(root)/\(path)", fold: fold, target: target,
                    category: folder[1].lowercased().replacingOccurrences(of: " ", with: "_"), recording: String(name[1])))
        }
        guard !result.isEmpty || bad.count > 0 else { throw .missing(path: "\(root)/meta/esc50.csv", what: "table") }
        try bad.throwMalformed(root, expected: "meta/esc50.csv, or version 1's folders `101 - Dog/1-100032-A.ogg`")
        return result
    }
}
