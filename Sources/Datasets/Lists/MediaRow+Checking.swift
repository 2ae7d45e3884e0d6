import Files
import Foundation

extension MediaRow {
    /// Finds the files; those that are not there are an error.
    static func find(_ rows: inout [MediaRow], below folder: String, _ path: String) throws(DatasetError) {
        var absent = Offenders()
        for index in rows.indices {
            let place = PathText.absolute(rows[index].file, from: folder)
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), !isFolder.boolValue {
                // One file may have several names; what is trained on and what is measured are told apart by the file.
                rows[index].place = PathText.real(place)
            } else {
                absent.add("line \(rows[index].line): \(rows[index].file)")
            }
        }
        try absent.throwUnmatched(path, "listed file(s) are not below \(folder)")
    }

    /// Refuses a file, or seconds of it, that stand twice.
    static func checkOnce(_ rows: [MediaRow], _ path: String) throws(DatasetError) {
        var twice = Offenders()
        for (_, same) in Dictionary(grouping: rows.indices, by: { rows[$0].place }).sorted(by: { $0.value[0] < $1.value[0] }) {
            let spans = same.sorted { (rows[$0].start, $0) < (rows[$1].start, $1) }
            for (one, next) in zip(spans, spans.dropFirst())
            where rows[one].start == rows[next].start && rows[one].duration == rows[next].duration {
                twice.add("line \(rows[next].line): \(rows[next].file), as in line \(rows[one].line)")
            }
        }
        try twice.throwMalformed(path, expected: "each file, or each span of one, once")
    }

    /// The labels; one that stands once is an error: it cannot be both learnt and tested, and is most often a slip.
    static func classes(of rows: [MediaRow], _ path: String) throws(DatasetError) -> [String] {
        let counts = Dictionary(rows.compactMap(\.label).map { ($0, 1) }, uniquingKeysWith: +)
        var rare = Offenders()
        for row in rows {
            guard let label = row.label, counts[label] == 1 else { continue }
            let near = nearest(to: label, among: counts.filter { $0.value > 1 }.keys).map { ", perhaps \($0)" } ?? ""
            rare.add("line \(row.line): \(label)\(near)")
        }
        try rare.throwMalformed(path, expected: "at least two files of each label")
        return counts.keys.sorted(by: naturallyBefore)
    }
}
