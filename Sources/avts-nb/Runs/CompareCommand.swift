import ArgumentParser
import Files
import Foundation
import Notebook
import NotebookSession
import SessionProtocol
import Terminal

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Hold runs against each other: parameters that differ, results with intervals and verdicts, curves.",
        discussion: """
            A run is named by its folder, by its notebook's folder of runs (the newest), by NOTEBOOK, or by NOTEBOOK#RUN with the beginning or the last \
            four signs of a run's name. A grid's folder stands for the newest run of each of its points. Runs that differ in their seed alone are one column.
            """)

    @Argument(help: "The runs.")
    var runs: [String]

    @Option(
        help: ArgumentHelp(
            "The results to show, with commas between them; all numbers that two columns have unless said.", valueName: "names"))
    var results: String?

    @Option(parsing: .singleValue, help: ArgumentHelp("Draw this curve over each other; again for more.", valueName: "name"))
    var curve: [String] = []

    @Option(help: ArgumentHelp("Write a page, a report as of a run, into this folder.", valueName: "folder"))
    var out: String?

    @Flag(help: "Print the comparison as JSON, and nothing else on standard output.")
    var json = false

    @Option(help: "Colours: auto, always, never.")
    var color = ColorChoice.auto

    private static let source = """
        ---
        avtsnb: 1
        title: Runs compared
        params:
          runs: {type: strings}
          results: {type: strings, default: []}
          curves: {type: strings, default: []}
          json: {type: bool, default: false}
        ---
        ```swift {#compare}
        let comparison = try RunComparison(of: params.runs, results: params.results)
        if params.json { print(comparison.json) } else { show(comparison) }
        ```

        ```swift {#curves}
        if !params.json { for name in params.curves { show(try comparison.curve(name)) } }
        ```

        """

    func run() throws {
        let console = Console(color: color, isQuiet: false)
        try reporting(on: console) {
            let places = try runs.flatMap(Self.places)
            let names = results.map { $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } } ?? []
            let document: Document
            do throws(DocumentError) { document = try Document(parsing: Array(Self.source.utf8), path: "compare") } catch {
                throw Failure(.notANotebook, error.description)
            }
            let parameters = try Input.parameters(
                of: document, file: nil,
                assignments: [
                    "runs=\(ListText.written(places))", "results=\(ListText.written(names))", "curves=\(ListText.written(curve))",
                    "json=\(json)",
                ])
            let folder = out.map { OutputFolder(path: $0) }
            try OutputPlace.claim(folder, force: false)
            let rules = SandboxRules(
                readable: places + (folder.map { [PathText.absolute($0.path)] } ?? []), writable: [Home.data])
            let session = try Engine(threads: 1).makeSession(within: rules, console)
            let watcher = RunConsole(console: console, document: document, style: .bare)
            let runner = Runner(
                document: document, parameters: parameters, evaluator: session, options: RunOptions(), folder: folder,
                provenance: Engine(threads: 1).provenance(for: document, on: session, isKept: false), observer: watcher.heard)
            let record = Supervisor.run(runner, idle: watcher.tick)
            if let error = runner.saveError { throw Failure(.cannotWrite, error.description) }
            if let folder { console.note("report: \(folder.path)/report.html") }
            return record.status.exitCode
        }
    }

    /// The folders of the runs that a person names.
    private static func places(_ name: String) throws -> [String] {
        let files = FileManager.default
        func isRun(_ path: String) -> Bool { files.fileExists(atPath: path + "/run.json") }
        let path = PathText.absolute(name)
        if path.hasSuffix(".grid") {
            let points = ((try? files.contentsOfDirectory(atPath: path)) ?? []).filter { $0.hasSuffix(".out") }.sorted()
            let found = points.compactMap { point in
                OutputFolder(path: "\(path)/\(point)").runs.first.map { "\(path)/\(point)/runs/\($0.run)" }
            }
            guard !found.isEmpty else { throw Failure(.noInput, "\(name): no run of a grid is there") }
            return found
        }
        if isRun(path), !files.fileExists(atPath: path + "/runs") { return [path] }
        let parts = name.split(separator: "#", maxSplits: 1).map(String.init)
        for folder in try RunPlaces.folders(of: parts[0]) {
            let all = folder.runs
            let found =
                parts.count < 2 ? Array(all.prefix(1)) : all.filter { $0.run.hasPrefix(parts[1]) || $0.run.hasSuffix(parts[1]) }
            if found.count > 1 {
                throw Failure(.usage, "\(name): \(found.count) runs are called so: \(found.map(\.run).joined(separator: ", "))")
            }
            if let run = found.first { return ["\(PathText.absolute(folder.path))/runs/\(run.run)"] }
        }
        throw Failure(.noInput, "\(name): no such run is kept; `avts-nb runs \(parts[0])` lists them")
    }
}
