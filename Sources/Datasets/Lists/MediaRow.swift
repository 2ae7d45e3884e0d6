import Files
import Foundation
import Tables

/// A row of a list of media files.
struct MediaRow {
    var line: Int
    /// As the list has it.
    var file: String
    /// The file itself, one name for one file.
    var place = ""
    var label: String?
    var start = 0.0
    var duration: Double?
    var role: SplitRole?
    var fold: String?
    var group: String?

    private static let known = ["file", "label", "start", "duration", "end", "split", "fold", "group"]

    /// A path a line.
    static func lines(_ path: String) throws(DatasetError) -> [MediaRow] {
        try ListFile.lines(path, what: "list").map { MediaRow(line: $0.number, file: $0.text) }
    }

    /// The rows of a table.
    static func table(_ path: String, _ separator: Character, _ ignoring: Set<String>) throws(DatasetError) -> [MediaRow] {
        guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path, what: "list") }
        do throws(TableError) {
            return try rows(of: DataTable(csv: path, separator: separator, trimsSpaces: true), path, ignoring)
        } catch {
            throw .unsuitable(
                what: error.place, found: "found \(error.found)" + (error.expected.map { ", expected \($0)" } ?? ""),
                remedy: error.remedy ?? "Put it right in the list.")
        }
    }

    private static func rows(of table: DataTable, _ path: String, _ ignoring: Set<String>) throws(TableError) -> [MediaRow] {
        let place = table.count > 0 ? table.placeOf(row: 0) : path
        for column in table.columns where !known.contains(column) && !ignoring.contains(column) {
            let near = nearest(to: column, among: known).map { ", perhaps \"\($0)\"" } ?? ""
            throw TableError(
                place, found: "a column \"\(column.shortened(to: 60))\" above it\(near)",
                expected: "columns of the names \(known.joined(separator: ", "))",
                remedy: table.otherSeparator ?? "Rename it, or have it passed over: ignoring: [\"\(column.shortened(to: 60))\"].")
        }
        let columns = Set(table.columns).subtracting(ignoring)
        guard !(columns.contains("duration") && columns.contains("end")) else {
            throw TableError(place, found: "columns \"duration\" and \"end\" above it", expected: "one of them")
        }
        func words(_ column: String) throws(TableError) -> [String]? {
            columns.contains(column) ? try table.words(column, missing: "") : nil
        }
        func seconds(_ column: String) throws(TableError) -> [Double]? {
            columns.contains(column) ? try table.numbers(column, missing: .nan) : nil
        }
        let files = try table.words("file")
        let labels = columns.contains("label") ? try table.words("label") : nil
        let (starts, durations, ends) = (try seconds("start"), try seconds("duration"), try seconds("end"))
        let (splits, folds, groups) = (try words("split"), try words("fold"), try words("group"))
        var rows: [MediaRow] = []
        for (index, file) in files.enumerated() {
            func fault(_ found: String, _ expected: String) -> TableError {
                TableError(table.placeOf(row: index), found: found, expected: expected)
            }
            guard !file.isEmpty, labels?[index].isEmpty != true else {
                throw fault(file.isEmpty ? "no file" : "no label", "one in each row")
            }
            var row = MediaRow(line: table.line(ofRow: index) ?? index, file: file, label: labels?[index])
            if let start = starts?[index], !start.isNaN { row.start = start }
            if let duration = durations?[index], !duration.isNaN { row.duration = duration }
            if let end = ends?[index], !end.isNaN { row.duration = end - row.start }
            guard row.start >= 0, row.start.isFinite, row.duration.map({ $0 > 0 && $0.isFinite }) ?? true else {
                throw fault(
                    "a span from \(row.start) s, \(row.duration.map { "\($0) s" } ?? "") long",
                    "one that begins at 0 s or later and ends after that")
            }
            if let split = splits?[index] {
                guard let role = roles[split.lowercased()] else {
                    throw fault("the split \"\(split.shortened(to: 60))\"", "train, validation or test")
                }
                row.role = role
            }
            if let fold = folds?[index] {
                guard !fold.isEmpty else { throw fault("no fold", "one in each row") }
                row.fold = fold
            }
            if let group = groups?[index], !group.isEmpty { row.group = group }
            rows.append(row)
        }
        return rows
    }

    private static let roles: [String: SplitRole] = [
        "train": .train, "training": .train, "validation": .validation, "val": .validation, "valid": .validation,
        "dev": .validation,
        "test": .test, "testing": .test,
    ]
}
