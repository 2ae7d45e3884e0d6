import Foundation
import Notebook

/// The output folder of earlier runs: what of it is damaged is not shown, not carried over, and nothing outside of it is touched.
struct OutputsTarget: FileTarget {
    static let name = "outputs"
    static let about = "the output folder of a run, exported, run into again, and cleaned"
    static let errors: [any Error.Type] = [OutputError.self, NoRecord.self]
    private let folder: String
    private let document: Document

    /// The files of an output folder that are mutated, by the names of their samples.
    private static func files(_ out: String) throws -> [String: String] {
        let run = try FileManager.default.destinationOfSymbolicLink(atPath: "\(out)/runs/newest")
        return [
            "run.json": "runs/\(run)/run.json", "marker.json": ".avts-nb", "lock.json": "runs/\(run)/.avts-nb",
            "c.csv": "runs/\(run)/cells/b/p.csv", "output.txt": "runs/\(run)/cells/b/output.txt",
        ]
    }

    static func samples(in folder: String, project: String) throws -> [FileSample] {
        try FileManager.default.createDirectory(atPath: "\(folder)/good", withIntermediateDirectories: true)
        _ = try SmallRun.make(in: "\(folder)/good")
        try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(folder)/good/n.out/files/mine.txt"))
        return try files("\(folder)/good/n.out").compactMap { name, path in
            FileManager.default.contents(atPath: "\(folder)/good/n.out/\(path)").map {
                FileSample(name: name, bytes: [UInt8]($0))
            }
        }
    }

    static func mutant(of sample: FileSample, by mutator: inout FileMutator) -> [UInt8] { mutator.json(sample.bytes) }

    init(_ samples: [FileSample], folder: String) throws {
        self.folder = folder
        document = try SmallRun.document(in: "\(folder)/work")
        guard samples.count == 5 else { throw HarnessError(description: "a run left \(samples.map(\.name)), expected 5 files") }
    }

    func read(_ bytes: [UInt8], of sample: FileSample) throws {
        let work = "\(folder)/work"
        try? FileManager.default.removeItem(atPath: work)
        try FileManager.default.copyItem(atPath: "\(folder)/good", toPath: work)
        try Data("outside".utf8).write(to: URL(fileURLWithPath: "\(work)/x"))
        guard let file = try Self.files("\(work)/n.out")[sample.name] else {
            throw WrongRead(description: "no file is \(sample.name)")
        }
        try Data(bytes).write(to: URL(fileURLWithPath: "\(work)/n.out/\(file)"))
        defer { try? FileManager.default.removeItem(atPath: work) }

        let out = OutputFolder(path: "\(work)/n.out")
        let newest = out.newest
        for format in Exporter.Format.allCases { _ = Exporter(document: document, folder: out).export(to: format) }
        let record = try SmallRun.make(in: work, only: ["a"])
        guard record.cells.map(\.id) == SmallRun.cells else {
            throw WrongRead(description: "the next run has cells \(record.cells.map(\.id))")
        }
        let cleaning = try out.clean()
        guard FileManager.default.contents(atPath: "\(work)/x") == Data("outside".utf8) else {
            throw WrongRead(description: "a file outside of the folder was touched")
        }
        guard FileManager.default.contents(atPath: "\(work)/n.out/files/mine.txt") == Data("mine".utf8) else {
            throw WrongRead(description: "a person's own file is gone (left: \(cleaning.left))")
        }
        if newest == nil { throw NoRecord(description: "no record of a run") }
    }
}
