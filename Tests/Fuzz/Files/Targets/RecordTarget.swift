import Foundation
import Notebook

/// What a reader that gives nothing of a bad file says of it.
struct NoRecord: Error, CustomStringConvertible { let description: String }

/// `run.json`.
struct RecordTarget: FileTarget {
    static let name = "records"
    static let about = "run.json, read by RunRecord, compared with its notebook and written again"
    static let errors: [any Error.Type] = [NoRecord.self]
    private let document: Document

    static func samples(in folder: String, project: String) throws -> [FileSample] {
        let record = try SmallRun.make(in: folder)
        let kept = "\(project)/notebooks/results/curriculum-mini/run.json"
        let old = FileManager.default.contents(atPath: kept).map { [FileSample(name: "old.json", bytes: [UInt8]($0))] } ?? []
        return [FileSample(name: "run.json", bytes: record.json)] + old
    }

    static func mutant(of sample: FileSample, by mutator: inout FileMutator) -> [UInt8] { mutator.json(sample.bytes) }

    init(_ samples: [FileSample], folder: String) throws { document = try SmallRun.document() }

    func read(_ bytes: [UInt8], of sample: FileSample) throws {
        guard let record = RunRecord(json: bytes) else { throw NoRecord(description: "no record of a run") }
        let written = record.json
        guard let again = RunRecord(json: written), again.json == written else {
            throw WrongRead(description: "written and read again it is another")
        }
        _ = record.withoutHomeFolder
        let test = DocumentTest(document: document, record: record)
        _ = (test.failed, test.exitCode(after: record.status), record.cells.map(\.text))
    }
}
