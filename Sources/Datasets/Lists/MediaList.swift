import Files
import Foundation
import Tables

/// A list of media files of one's own, with what is known of them: a CSV or TSV file with a header row, or plain lines of paths.
///
/// ```
/// file,label,split
/// clips/dog1.mp4,dog,train
/// clips/cat1.mp4,cat,test
/// ```
///
/// Paths lie beneath the list's own folder unless they begin at the root. Columns: `file`; and where they are there `label`, `start` and
/// `duration` or `end` (seconds), `split` (`train`, `validation` or `test`), `fold`, and `group`, which never straddles train and test: a
/// speaker, a recording. Without one, all that is cut from one file is a group.
///
/// ```swift {.noeval reason="needs the files"}
/// let list = try MediaList("birds/list.csv")
/// let split = try list.split()                            // OfficialSplit, as UCF101(root:).split(1) gives it
/// let task = try ClassificationTask(list, scale: .mini, configuration: configuration, pretrained: data)
/// ```
public struct MediaList: Sendable {
    /// The list.
    public let path: String
    /// The names of the labels, in natural order; empty without labels.
    public let classes: [String]
    /// The files, in the list's order.
    public let items: [VideoItem]
    /// Their parts, folds and lines.
    let entries: [Entry]

    /// What a row says beyond its item.
    struct Entry {
        var line: Int
        var role: SplitRole?
        var fold: String?
    }

    /// Reads a list, and sees that its files are there.
    ///
    /// - Parameters:
    ///   - path: `.csv` is separated by commas, `.tsv` by tabs; any other file is a path a line.
    ///   - separator: of a table, whatever the file is called.
    ///   - ignoring: columns that are not to be understood.
    /// - Throws: ``DatasetError`` with lines: for a list that cannot be read, columns that are not known, files that are not there, files and
    ///   seconds that stand twice, labels that stand once, spans and parts that are none.
    public init(_ path: String, separator: Character? = nil, ignoring: Set<String> = []) throws(DatasetError) {
        let path = PathText.expanded(path)
        self.path = path
        let ending = MediaIndex.name(path).split(separator: ".").last?.lowercased()
        let mark: Character? = separator ?? (ending == "csv" ? "," : ending == "tsv" ? "\t" : nil)
        var rows = if let mark { try MediaRow.table(path, mark, ignoring) } else { try MediaRow.lines(path) }
        guard !rows.isEmpty else { throw .empty(path: path, expected: "media files in its lines") }
        try MediaRow.find(&rows, below: PathText.folder(of: path), path)
        try MediaRow.checkOnce(rows, path)
        classes = try MediaRow.classes(of: rows, path)
        let labels = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
        let uses = Dictionary(rows.map { ($0.file, 1) }, uniquingKeysWith: +)
        items = rows.map { row in
            let span = "\(row.start)–\(row.duration.map { "\(row.start + $0)" } ?? "") s"
            return VideoItem(
                id: uses[row.file]! > 1 ? "\(row.file) \(span)" : row.file, path: row.place, start: row.start,
                duration: row.duration, labels: row.label.map { [labels[$0]!] } ?? [],
                group: row.group.map { "group \($0)" } ?? row.place)
        }
        entries = rows.map { Entry(line: $0.line, role: $0.role, fold: $0.fold) }
    }

    /// The list's name, for tables and messages: `birds` of `birds.csv`.
    public var name: String { String(MediaIndex.name(path).prefix { $0 != "." }) }

    /// The names of the folds, in natural order; none where the list has no such column.
    public var folds: [String] { Set(entries.compactMap(\.fold)).sorted(by: naturallyBefore) }

    /// All files as one set.
    public func videos(role: SplitRole = .train) -> VideoSet { VideoSet(name: name, role: role, items: items, classes: classes) }

    /// Whether all files are sounds by their names, `.wav` and its like; nil for a list of sounds and videos.
    public var isSound: Bool? {
        let sounds = items.count {
            VideoFolder.soundExtensions.contains(URL(fileURLWithPath: $0.path).pathExtension.lowercased())
        }
        return sounds == items.count ? true : sounds == 0 ? false : nil
    }
}
