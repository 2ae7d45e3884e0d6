import Foundation
import Notebook
import Work

/// A run with everything that a record can hold, of cells that need no compiler.
enum SmallRun {
    static let cells = ["a", "b", "c"]

    static func document(in folder: String = ".") throws -> Document {
        let text = cells.map { "```swift {#\($0)}\n\($0)\n```\n\n```output {for=\($0)}\n1\n```\n" }.joined(separator: "\n")
        let front = "---\navtsnb: 1\ntitle: Small\nparams:\n  n: {type: int, default: 3}\n---\n"
        return try Document(parsing: front + text, path: "\(folder)/n.avtsnb")
    }

    /// Runs it into `n.out` of a folder.
    static func make(in folder: String, only: Set<String> = []) throws -> RunRecord {
        let document = try document(in: folder)
        var options = RunOptions()
        options.only = only
        options.keepsGoing = true
        let runner = Runner(
            document: document, parameters: try Parameters(declared: document.frontMatter.parameters, assignments: []),
            evaluator: SmallEvaluator(), options: options, folder: OutputFolder(path: "\(folder)/n.out"),
            provenance: Provenance(version: "0", gitRevision: "abc", cpu: "x", blasKernel: nil, threads: 1, system: "s"))
        let record = runner.run()
        if let error = runner.saveError { throw error }
        return record
    }
}

/// Says the same of every cell, and fails the last.
private final class SmallEvaluator: CellEvaluator, @unchecked Sendable {
    var onEvent: (ReportEvent) -> Void = { _ in }
    var seed: UInt64 = 0
    var filesFolder: String?
    /// None, whose libraries would be looked up again and again.
    var processID: Int32? { nil }

    func define(_ parameters: Parameters) throws(CellFailure) {}
    func truth(of condition: String, at place: CellPlace) throws(CellFailure) -> Bool? { true }
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
        onEvent(.output("1\n"))
        onEvent(
            .display([
                .text("t"), .png(Data([1, 2]), name: "p"), .csv("a,b\n1,2\n", name: "c"), .html("<b>x</b>"),
                .svg(Data("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8), name: "p", isNarrow: false),
                .player(Player(Data([3, 4]), type: .mp4, name: "f", label: "l", offset: 0.5)),
            ]))
        onEvent(.record(name: "r-\(place.id)", value: .number(.infinity), unit: "s"))
        onEvent(.record(name: "w-\(place.id)", value: .text("word"), unit: nil))
        onEvent(.check(passed: place.id == "a", message: "m", line: place.firstLine))
        onEvent(.reused(Reuse(what: "w", made: "2026-11-28T20:31:05Z", revision: "abc")))
        onEvent(.progress(ProgressReport(label: "l", fraction: 0.5, detail: "d")))
        if let filesFolder {
            try? FileManager.default.createDirectory(atPath: filesFolder, withIntermediateDirectories: true)
            try? Data(place.id.utf8).write(to: URL(fileURLWithPath: "\(filesFolder)/\(place.id).txt"))
        }
        if place.id == "c" { throw CellFailure(name: "Failed", message: "m", line: place.firstLine, text: "failed") }
    }
}
