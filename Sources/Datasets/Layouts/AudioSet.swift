import Files
import Foundation

/// AudioSet (Gemmeke et al. 2017): `<subset>_segments.csv`, `class_labels_indices.csv`, and the clips as downloaders name them.
///
/// Clips are cut already, in files named `{id}_{start ms}_{end ms}`, `Y{id}` or `{id}`, sound and picture together or apart
/// (`<subset>_segments/video`, `…/audio`). Items may have several labels. Links die: see ``VideoSet/absent``.
public struct AudioSet: Sendable {
    /// The official parts.
    public enum Part: String, CaseIterable, Sendable {
        /// Some 22,000 clips with at least 59 of each class.
        case balancedTrain = "balanced_train"
        /// Some two million clips, as classes come.
        case unbalancedTrain = "unbalanced_train"
        /// Some 20,000 clips to be tested on.
        case evaluation = "eval"

        var role: SplitRole { self == .evaluation ? .test : .train }
    }

    /// The folder that holds the tables (or `metadata`, `csv` with them) and the clips below.
    public let root: String

    /// AudioSet in a folder, which is read when a part is asked for.
    public init(root: String) { self.root = PathText.expanded(root) }

    /// The clips of a part that are there.
    ///
    /// - Parameter needsPicture: leaves out clips of which only the sound is there.
    /// - Throws: ``DatasetError`` for missing tables, lines not understood, labels outside the class list, or no clip at all.
    public func clips(_ part: Part, needsPicture: Bool = true) throws(DatasetError) -> VideoSet {
        let table = try ListFile.folder(root, AudioSet.places("\(part.rawValue)_segments.csv"), what: "list of segments")
        let (mids, names) = try classes()
        let segments = try AudioSet.segments(table)
        var unknown = Offenders()
        for segment in segments {
            for mid in segment.labels where mids[mid] == nil { unknown.add("line \(segment.line): \(mid)") }
        }
        try unknown.throwUnmatched(table, "label(s) are not in class_labels_indices.csv")
        let key = { (path: String) in Optional(MediaIndex.name(path)) }
        let place = ListFile.place(root, ["\(part.rawValue)_segments", "audios/\(part.rawValue)_segments"]) ?? root
        let videos = try MediaIndex(place, VideoFolder.videoExtensions, key: key)
        let sounds = try MediaIndex(place, VideoFolder.soundExtensions, key: key)
        var items: [VideoItem] = []
        var absent: [String] = []
        for segment in segments {
            let video = segment.names.lazy.compactMap { videos[$0] }.first
            let sound = segment.names.lazy.compactMap { sounds[$0] }.first
            guard let path = video ?? (needsPicture ? nil : sound) else {
                absent.append(segment.names[0])
                continue
            }
            items.append(
                VideoItem(
                    id: segment.names[0], path: path, soundPath: video == nil ? nil : sound,
                    labels: segment.labels.compactMap { mids[$0] }, group: segment.id))
        }
        guard !items.isEmpty else {
            throw .unmatched(
                path: table, what: "listed clip(s) are not below \(place)", offenders: DatasetError.few(absent),
                count: absent.count)
        }
        try ListFile.checkUnique(items.map(\.id), table)
        return VideoSet(name: "AudioSet/\(part.rawValue)", role: part.role, items: items, classes: names, absent: absent)
    }

    static func places(_ name: String) -> [String] { [name, "metadata/\(name)", "csv/\(name)"] }

    /// Class numbers by machine id, and display names.
    private func classes() throws(DatasetError) -> (ids: [String: Int], names: [String]) {
        let path = try ListFile.folder(root, AudioSet.places("class_labels_indices.csv"), what: "class list")
        var (ids, names, mids): ([String: Int], [String], [String]) = ([:], [], [])
        for (_, row) in try ListFile.table(path, what: "class list", columns: ["index", "mid", "display_name"]) {
            ids[row["mid"]!] = names.count
            names.append(row["display_name"]!)
            mids.append(row["mid"]!)
        }
        try ListFile.checkUnique(mids, path)
        return (ids, names)
    }

    private struct Segment {
        var line: Int
        var id: String
        /// File names in use for the segment, without extension.
        var names: [String]
        var labels: [String]
    }

    /// `id, start, end, "mid,mid"`: three `#` lines first, a space after each comma; mirrors have a plain header and no spaces.
    private static func segments(_ table: String) throws(DatasetError) -> [Segment] {
        var bad = Offenders()
        var result: [Segment] = []
        for (number, line) in try ListFile.lines(table, what: "list of segments") {
            if line.hasPrefix("#") || line.hasPrefix("YTID") { continue }
            let fields = line.split(separator: ",", maxSplits: 3, omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard fields.count == 4, let start = Double(fields[1]), let end = Double(fields[2]), 0 <= start,
                start < end, end < 1e9
            else {
                bad.add("line \(number): \(line.prefix(60))")
                continue
            }
            let (from, to) = (Int((start * 1000).rounded()), Int((end * 1000).rounded()))
            let id = fields[0]
            result.append(
                Segment(
                    line: number, id: id, names: ["\(id)_\(from)_\(to)", "Y\(id)", id, "Y\(id)_\(from)_\(to)"],
                    labels: fields[3].filter { $0 != "\"" }.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
            )
        }
        try bad.throwMalformed(table, expected: "`id, start, end, \"labels\"`, the times in seconds")
        return result
    }
}
