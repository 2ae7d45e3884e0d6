import Foundation
import Tables
import Tensors

/// Tables of CSV and JSON, and tensors of JSON.
struct TableTarget: FileTarget {
    static let name = "tables"
    static let about = "CSV, JSON, JSON lines and nested arrays, read by DataTable and Tensor"
    static let errors: [any Error.Type] = [TableError.self]
    private let folder: String

    static func samples(in folder: String, project: String) throws -> [FileSample] {
        [
            (
                "a.csv",
                "name,\"a, b\",last\r\n\"x \"\"y\"\"\",\"two\r\nlines\",1\r\nä,,\"\"\r\n1e3,NaN,007\r\n9007199254740993,-.5,0x10\r\n"
            ),
            ("b.tsv", "x\ty\n1\t2\n3\t\n\n5.25\t-1e9\n"),
            (
                "c.json",
                "[{\"clip\": \"a\\n\\u00e9\\ud83d\\ude00\", \"level\": -3.50e1, \"good\": true},\n {\"level\": null, \"clip\": \"007\"}]\n"
            ),
            ("d.jsonl", "{\"step\": 1, \"loss\": 0.5}\n\n{\"step\": 2, \"loss\": 0.25, \"done\": false}\n"),
            ("e.nested", "[[[1, 2.5], [-3e2, 0]], [[null, 16777216], [1e-5, 7]]]\n"),
        ].map { FileSample(name: $0, bytes: Array($1.utf8)) }
    }

    static func mutant(of sample: FileSample, by mutator: inout FileMutator) -> [UInt8] {
        sample.name.hasSuffix("sv") ? mutator.text(sample.bytes) : mutator.json(sample.bytes)
    }

    init(_ samples: [FileSample], folder: String) throws { self.folder = folder }

    func read(_ bytes: [UInt8], of sample: FileSample) throws {
        let (path, written) = ("\(folder)/a", "\(folder)/b")
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        if sample.name == "e.nested" {
            let tensor = try Tensor(json: path, missing: 0)
            try tensor.write(json: written)
            let again = try Tensor(json: written)
            guard again == tensor || tensor.count == 0 else {
                throw WrongRead(description: "written and read again it is another")
            }
            return
        }
        let separator: Character = sample.name == "b.tsv" ? "\t" : ","
        let isCSV = sample.name.hasSuffix("sv")
        let table =
            try isCSV
            ? DataTable(csv: path, separator: separator)
            : sample.name == "c.json" ? DataTable(json: path) : DataTable(jsonLines: path)
        for column in table.columns {
            let words = try table.words(column, missing: "")
            guard words.count == table.count else { throw WrongRead(description: "\(words.count) words in \(table.count) rows") }
            guard let numbers = try? table.numbers(column, missing: 0) else { continue }
            if let floats = try? table.tensor(column, missing: 0) {
                guard floats.scalars.elementsEqual(numbers, by: { $0 == Float($1) || $0.isNaN }) else {
                    throw WrongRead(description: "other numbers in the tensor than in the column")
                }
            }
        }
        guard !table.columns.isEmpty, table.count > 0 else { return }
        let again: DataTable
        if isCSV {
            guard table.columns.count > 1 else { return }
            try table.write(csv: written, separator: separator)
            again = try DataTable(csv: written, separator: separator)
        } else {
            try table.write(json: written)
            again = try DataTable(json: written)
        }
        guard again == table else { throw WrongRead(description: "written and read again it is another") }
    }
}
