import Foundation
import Notebook
import Work

/// Runs cells by their first word, without a compiler: `print x`, `picture x`, `file name text`, `record name`, `progress`, `fail`,
/// and what a test adds.
final class ScriptedEvaluator: CellEvaluator, @unchecked Sendable {
    var onEvent: (ReportEvent) -> Void = { _ in }
    var seed: UInt64 = 0
    var filesFolder: String?
    var processID: Int32? { getpid() }
    var words: [String: (ScriptedEvaluator) throws -> Void] = [:]
    /// For words that count.
    var count = 0

    func define(_ parameters: Parameters) throws(CellFailure) {}
    func truth(of condition: String, at place: CellPlace) throws(CellFailure) -> Bool? { condition == "true" }
    func text(
        of expression: String, at place: CellPlace, until deadline: ContinuousClock.Instant?
    ) throws(CellFailure) -> String {
        if expression == "fail" {
            throw CellFailure(name: "Failed", message: "it failed", line: place.firstLine, text: "it failed")
        }
        return "<\(expression)>"
    }
    func stop() {}
    func diagnose(_ cells: [(source: String, place: CellPlace)]) -> [CellDiagnostic] { [] }

    func evaluate(_ source: String, at place: CellPlace, until deadline: ContinuousClock.Instant?) throws(CellFailure) {
        for line in source.split(separator: "\n") {
            let parts = line.split(separator: " ").map(String.init)
            switch parts[0] {
            case "print": onEvent(.output(parts.dropFirst().joined(separator: " ") + "\n"))
            case "picture": onEvent(.display([.text("a picture"), .png(Data(parts[1].utf8), name: parts[1])]))
            case "record": onEvent(.record(name: parts[1], value: .number(1), unit: nil))
            case "file":
                let path = (filesFolder ?? "") + "/" + parts[1]
                try? FileManager.default.createDirectory(
                    atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path, withIntermediateDirectories: true)
                try? Data(parts[2].utf8).write(to: URL(fileURLWithPath: path))
            case "fail": throw CellFailure(name: "Failed", message: "it failed", line: place.firstLine, text: "it failed")
            case let word:
                do { try words[word]?(self) } catch {
                    throw CellFailure(name: "Failed", message: "\(error)", line: place.firstLine, text: "\(error)")
                }
            }
        }
    }
}

/// A notebook of cells named `a`, `b`, … and an output folder of its own.
class ScriptedRunCase: FolderCase {
    var out: String { folder + "/n.out" }
    var output: OutputFolder { OutputFolder(path: out) }

    func document(_ cells: [String], _ front: String = "") throws -> Document {
        let names = "abcdefghijklmnopqrstuvwxyz".map(String.init)
        let text = zip(names, cells).map { "```swift {#\($0)}\n\($1)\n```\n" }.joined()
        return try Document(parsing: Array((front + text).utf8), path: folder + "/n.avtsnb")
    }

    func runner(
        _ document: Document, _ evaluator: ScriptedEvaluator = ScriptedEvaluator(), folder: OutputFolder? = nil,
        observer: @escaping @Sendable (RunEvent) -> Void = { _ in }, with change: (inout RunOptions) -> Void = { _ in }
    ) throws -> Runner {
        var options = RunOptions()
        change(&options)
        return Runner(
            document: document, parameters: try Parameters(declared: document.frontMatter.parameters, assignments: []),
            evaluator: evaluator, options: options, folder: folder ?? output,
            provenance: Provenance(version: "0", gitRevision: nil, cpu: "", blasKernel: nil, threads: 1, system: ""),
            observer: observer)
    }

    @discardableResult
    func run(_ cells: [String], _ change: (inout RunOptions) -> Void = { _ in }) throws -> RunRecord {
        let runner = try runner(document(cells), with: change)
        let record = runner.run()
        if let error = runner.saveError { throw error }
        return record
    }

    /// What the output folder shows.
    var shown: RunRecord? { text("n.out/run.json").flatMap { RunRecord(json: Array($0.utf8)) } }
    var runs: [String] { names("n.out/runs").filter { $0 != "newest" } }
}
