import Files
import Foundation
import Synchronization

/// Kinetics-400 (Kay et al. 2017), in any of the layouts its downloaders leave: ActivityNet's `<label>/`, CVDF's flat folders,
/// torchvision's and mmaction2's `<split>/<class>/`.
///
/// Files are `{id}_{start:06}_{end:06}.mp4` everywhere. Labels are compared without quotes, brackets and apostrophes, with
/// spaces for underscores, since each downloader spells them in its own way. Links die: listed videos without a file are
/// counted in ``VideoSet/absent``.
public struct Kinetics400: Sendable {
    /// The official parts.
    public enum Part: String, CaseIterable, Sendable {
        /// To learn from: some 240,000 videos.
        case train
        /// To choose settings with: some 20,000 videos.
        case validation
        /// To be tested on: some 40,000 videos.
        case test

        /// Names of folders and tables in use for the part.
        var names: [String] { self == .validation ? ["val", "validate", "validation"] : [rawValue] }
        var role: SplitRole { SplitRole(rawValue: rawValue)! }
    }

    /// The folder that holds the videos, and the tables or a folder `annotations` with them.
    public let root: String

    /// The tables that were read, each once.
    private let tables = Tables()

    /// Kinetics-400 in a folder, which is read when a part is asked for, and its tables once.
    public init(root: String) { self.root = PathText.expanded(root) }

    /// The videos of a part that are there, labelled by the table; without a table by their folders.
    /// - Throws: ``DatasetError`` for missing or empty folders, tables not understood, or when no listed video is there.
    public func videos(_ part: Part) throws(DatasetError) -> VideoSet {
        let index = try files(part)
        let classes = try classes()
        let ids = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
        var items: [VideoItem] = []
        var absent: [String] = []
        if let table = table(part) {
            for row in try rows(table) {
                guard let path = index[row.key] ?? index[String(row.key.prefix(11))] else {
                    absent.append(row.key)
                    continue
                }
                items.append(
                    VideoItem(
                        id: row.key, path: path, labels: row.label.flatMap { ids[$0] }.map { [$0] } ?? [],
                        group: String(row.key.prefix(11))))
            }
            guard !items.isEmpty else {
                throw .unmatched(
                    path: table, what: "listed video(s) are not below \(root)", offenders: DatasetError.few(absent),
                    count: absent.count)
            }
        } else {
            for key in index.keys {
                let path = index[key]!
                let label = MediaIndex.parent(path).map(Kinetics400.normalised).flatMap { ids[$0] }
                items.append(VideoItem(id: key, path: path, labels: label.map { [$0] } ?? [], group: String(key.prefix(11))))
            }
        }
        try ListFile.checkUnique(items.map(\.id), table(part) ?? root)
        guard !items.isEmpty else { throw .empty(path: root, expected: "Kinetics videos ({id}_{start}_{end}.mp4)") }
        return VideoSet(
            name: "Kinetics-400/\(part.rawValue)", role: part.role, items: items, classes: classes, absent: absent)
    }

    /// A label as it is compared: `massaging_person's_head`, `"massaging person's head"` → `massaging persons head`.
    static func normalised(_ label: String) -> String {
        label.filter { !"\"'()".contains($0) }.replacingOccurrences(of: "_", with: " ").trimmingCharacters(in: .whitespaces)
    }

    /// All labels of all tables and class folders, sorted: the same numbers for every part.
    private func classes() throws(DatasetError) -> [String] {
        var labels = Set<String>()
        var hasTable = false
        for part in Part.allCases {
            guard let table = table(part) else { continue }
            for row in try rows(table) {
                if let label = row.label {
                    labels.insert(label)
                    hasTable = true
                }
            }
        }
        if !hasTable {
            let other = Set(Part.allCases.flatMap(\.names)).union(["replacement_for_corrupted_k400"])
            for path in try VideoFolder.list(root, where: VideoFolder.videoExtensions.contains) {
                guard let folder = MediaIndex.parent(path), !other.contains(folder), !folder.hasPrefix("videos") else { continue }
                labels.insert(Kinetics400.normalised(folder))
            }
        }
        return labels.sorted()
    }

    /// The part's files by `{id}_{start}_{end}`; replacements for corrupted files win, by their 11-character id.
    private func files(_ part: Part) throws(DatasetError) -> MediaIndexWithReplacements {
        let folders = part.names.flatMap { [$0, "videos_\($0)", "videos/\($0)", "k400/\($0)"] }
        let place = ListFile.place(root, folders) ?? root
        let key = { (path: String) -> String? in
            let name = MediaIndex.name(path)
            return name.utf8.count >= 11 ? name : nil
        }
        let replaced = try ListFile.place(root, ["replacement/replacement_for_corrupted_k400", "replacement_for_corrupted_k400"])
            .map { path throws(DatasetError) in
                try MediaIndex(path, VideoFolder.videoExtensions, key: { key($0).map { String($0.prefix(11)) } })
            }
        return MediaIndexWithReplacements(
            files: try MediaIndex(place, VideoFolder.videoExtensions, key: key), replacements: replaced)
    }

    private func table(_ part: Part) -> String? {
        let names = part.names.flatMap { ["\($0).csv", "kinetics_\($0).csv", "kinetics-400_\($0).csv", "kinetics400_\($0).csv"] }
        return ListFile.place(root, names.flatMap { ["annotations/\($0)", $0, "k400/annotations/\($0)"] })
    }

    /// Rows as `{id}_{start}_{end}` and label; read by the header's names, since three orders of columns are in use.
    private func rows(_ table: String) throws(DatasetError) -> [Row] {
        if let rows = tables.read.withLock({ $0[table] }) { return rows }
        let rows = try parsed(table)
        tables.read.withLock { $0[table] = rows }
        return rows
    }

    private func parsed(_ table: String) throws(DatasetError) -> [Row] {
        var bad = Offenders()
        var result: [Row] = []
        for (line, row) in try ListFile.table(table, what: "table", columns: ["youtube_id", "time_start", "time_end"]) {
            guard let id = row["youtube_id"], id.utf8.count == 11, let start = Int(row["time_start"]!),
                let end = Int(row["time_end"]!)
            else {
                bad.add("line \(line)")
                continue
            }
            result.append(Row(key: "\(id)_\(padded(start))_\(padded(end))", label: row["label"].map(Kinetics400.normalised)))
        }
        try bad.throwMalformed(table, expected: "an 11-character youtube_id and whole seconds")
        return result
    }

    private func padded(_ seconds: Int) -> String {
        let digits = String(seconds)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}

/// A row of a table.
private struct Row {
    /// `{id}_{start}_{end}`.
    var key: String
    var label: String?
}

/// Tables by their paths.
private final class Tables: Sendable {
    let read = Mutex<[String: [Row]]>([:])
}

/// Files of which some are overridden.
private struct MediaIndexWithReplacements {
    var files: MediaIndex
    var replacements: MediaIndex?

    var keys: [String] { files.keys }
    subscript(key: String) -> String? { replacements?[String(key.prefix(11))] ?? files[key] }
}
