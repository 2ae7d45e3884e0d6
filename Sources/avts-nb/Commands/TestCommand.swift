import ArgumentParser
import Files
import Foundation
import Notebook
import NotebookSession
import Terminal

struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Run notebooks and hold them against their expected outputs and checks.")

    @Argument(help: "The notebooks.")
    var files: [String]

    @OptionGroup var session: SessionOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var access: AccessOptions
    @OptionGroup var modules: ModuleOptions

    @Option(help: ArgumentHelp("Where to write; nothing is kept unless said.", valueName: "folder"))
    var out: String?

    @Flag(
        help:
            "Move aside what is in the way in the output folder; with --accept, also change a notebook that is read-only or has several names."
    )
    var force = false

    @Flag(help: "Rewrite the expected outputs that do not match, and nothing else of the file.")
    var accept = false

    @Option(name: .shortAndLong, help: ArgumentHelp("How many notebooks are tested at once.", valueName: "count"))
    var jobs = 1

    @Option(
        help: ArgumentHelp("Also write what was said of each cell as JUnit XML, for continuous integration.", valueName: "file"))
    var junit: String?

    @Flag(help: "Print run.json of each run when all have ended, and nothing else on standard output.")
    var json = false

    func validate() throws {
        if let code = files.first(where: { $0.hasSuffix(".swift") }) {
            throw ValidationError("\(code) is code, which has no expected outputs: avts-nb run \(code)")
        }
        if jobs < 1 { throw ValidationError("--jobs must be at least 1") }
        if out != nil, files.count > 1 { throw ValidationError("--out takes the output of one notebook") }
    }

    func run() throws {
        let console = Console(color: session.color, isQuiet: session.quiet)
        try reporting(on: console) {
            if jobs > 1, files.count > 1 { return try TestJobs(self, console).run() }
            let engine = Engine(threads: session.threads, modules: modules.folders)
            var report = JUnitReport()
            var totals = (passed: 0, failed: 0, skipped: 0)
            var worst: Int32 = 0
            var records: [String] = []
            for file in files {
                let (test, code, record) = try test(file, engine, console)
                report.add(test, of: file, record)
                records.append(String(decoding: record.json, as: UTF8.self).trimmingCharacters(in: .newlines))
                totals = (totals.passed + test.passed, totals.failed + test.failed, totals.skipped + test.skipped)
                if Self.weight(code) > Self.weight(worst) { worst = code }
                if code >= 124 { break }
            }
            try write(report)
            say("\(totals.passed) passed, \(totals.failed) failed, \(totals.skipped) skipped", on: console)
            // Of several notebooks a list.
            if json { console.write((records.count == 1 ? records[0] : "[" + records.joined(separator: ",\n") + "]") + "\n") }
            return worst
        }
    }

    /// Writes the report for continuous integration, where one was asked for: over another report, and over nothing else.
    func write(_ report: JUnitReport) throws {
        guard let junit else { return }
        try MadeFile.writing { () throws(FileError) in
            if let old = try? RegularFile.contents(junit, limit: 1 << 28) {
                guard force || String(decoding: old.prefix(200), as: UTF8.self).contains("<testsuites") else {
                    throw FileError(
                        operation: "write", path: junit,
                        reason: "it is no JUnit report; another name, or --force, which writes over it")
                }
                try FileReplacement.replace(old, of: junit, with: Array(report.xml.utf8), force: force)
            } else {
                let place = URL(fileURLWithPath: junit)
                try OpenFolder(place.deletingLastPathComponent().path).write(Array(report.xml.utf8), to: place.lastPathComponent)
            }
        }
    }

    /// A failed cell says more than an output that differs; an interrupt says most.
    static func weight(_ code: Int32) -> Int32 { code == 0 ? 0 : code == 2 ? 1 : code == 1 ? 2 : code }

    func say(_ words: String, on console: Console) {
        if json { console.note(words) } else { console.write(words + "\n") }
    }

    private func test(
        _ file: String, _ engine: Engine, _ console: Console
    ) throws -> (test: DocumentTest, code: Int32, record: RunRecord) {
        let (document, bytes) = try Input.documentAndBytes(file)
        for warning in document.allWarnings { console.warning(warning) }
        var engine = engine
        try engine.add(document.frontMatter.packages, of: document.path, access, console)
        let parameters = try Input.parameters(of: document, file: session.parametersFile, assignments: session.parameters)
        var options = try selection.options(seed: session.seed, for: document, console)
        options.keepsGoing = true
        options.comparesFigures = true
        options.force = force
        let scratch = try out == nil ? ScratchFolder() : nil
        defer { withExtendedLifetime(scratch) {} }
        let folder = OutputFolder(path: out ?? (scratch?.path ?? ".") + "/out")
        try OutputPlace.claim(folder, force: force)
        let rules = access.rules(for: file, folder: folder, parameters: parameters, modules: engine.modules)
        let evaluator = try OutputPlace.releasing(folder) { try engine.makeSession(within: rules, console) }
        if file != "-" { evaluator.folder = PathText.folder(of: file) }
        let watcher = RunConsole(
            console: console, document: document, style: session.quiet ? .silent : .progressOnly)
        let runner = Runner(
            document: document, parameters: parameters, evaluator: evaluator, options: options, folder: folder,
            provenance: engine.provenance(for: document, on: evaluator), observer: watcher.heard)
        let record = Supervisor.run(runner, idle: watcher.tick)
        if let error = runner.saveError { throw Failure(.cannotWrite, error.description) }

        let test = DocumentTest(document: document, record: record)
        var code = test.exitCode(after: record.status)
        for (cell, verdict) in test.cells {
            switch verdict {
            case .passed: if !session.quiet { say("\(console.paint("pass", .green))  \(file)#\(cell.id)", on: console) }
            case .skipped(let why):
                if !session.quiet { say("\(console.paint("skip", .yellow))  \(file)#\(cell.id)  \(why)", on: console) }
            case .failed(let text): say("\(console.paint("FAIL", .red))  \(file)#\(cell.id)\n\(text)", on: console)
            case .broken(let reasons):
                say("\(console.paint("FAIL", .red))  \(file)#\(cell.id)\n\(reasons.joined(separator: "\n"))", on: console)
            }
        }
        if accept, file != "-" {
            let pictures = try acceptFigures(of: document, record, in: folder, console)
            let printed = zip(document.cells, record.cells).filter { $1.status == .ok || $1.status == .expectedFailure }
            let text = document.accepting(Dictionary(uniqueKeysWithValues: printed.map { ($0.id, $1.text) }))
            if text != document.text || pictures {
                if text != document.text {
                    try MadeFile.writing { () throws(FileError) in
                        try FileReplacement.replace(bytes, of: file, with: Array(text.utf8), force: force)
                    }
                    say("accepted the new outputs of \(file)", on: console)
                }
                // What did not match is now what is expected; checks that did not hold still do not.
                let lacksFigures = record.cells.contains { $0.comparison.map { !$0.holds && $0.made == nil } ?? false }
                if code == 2, !lacksFigures, !record.checks.contains(where: { !$0.passed }) { code = 0 }
            }
        }
        return (test, code, record)
    }

    /// Puts the figures that differ in the place of the accepted pictures; whether there were any.
    private func acceptFigures(of document: Document, _ record: RunRecord, in folder: OutputFolder, _ console: Console) throws
        -> Bool
    {
        var isAny = false
        for comparison in record.cells.compactMap(\.comparison) where !comparison.holds {
            guard let made = comparison.made, let picture = folder.read(made) else { continue }
            let place = URL(fileURLWithPath: document.path).deletingLastPathComponent().appendingPathComponent(
                comparison.accepted)
            try MadeFile.writing { () throws(FileError) in
                if FileManager.default.fileExists(atPath: place.path) {
                    let old = try RegularFile.contents(place.path, limit: 1 << 28)
                    guard force || old.starts(with: [0x89, 0x50, 0x4E, 0x47]) else {
                        throw FileError(
                            operation: "write", path: place.path,
                            reason: "it is no picture; name another in the notebook, or --force, which writes over it")
                    }
                    try FileReplacement.replace(old, of: place.path, with: picture, force: force)
                } else {
                    let home = place.deletingLastPathComponent().path
                    try? FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
                    try OpenFolder(home).write(picture, to: place.lastPathComponent)
                }
            }
            isAny = true
            say("accepted \(comparison.accepted)", on: console)
        }
        return isAny
    }
}
