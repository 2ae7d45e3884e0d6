import ArgumentParser
import Foundation
import Notebook
import Terminal

struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "List the runs of a notebook that are kept, the newest first.",
        discussion:
            "A run is named by the last four signs of its folder's name, and found in NAME.out/runs. Those of a grid are listed with it."
    )

    @Argument(help: "The notebook, or the folder of its runs.")
    var notebook: String

    @Option(name: .shortAndLong, help: ArgumentHelp("List at most so many.", valueName: "count"))
    var number = 20

    @Option(
        help: ArgumentHelp(
            "The results to show, with commas between them; the first four numbers unless said.", valueName: "names"))
    var results: String?

    @Flag(help: "Print a list of the runs' summaries as JSON, and nothing else on standard output.")
    var json = false

    func validate() throws {
        if number < 1 { throw ValidationError("-n must be at least 1") }
    }

    func run() throws {
        let console = Console(color: .auto, isQuiet: false)
        try reporting(on: console) {
            let folders = try RunPlaces.folders(of: notebook)
            let all = folders.flatMap(\.runs).sorted { ($0.started, $0.run) > ($1.started, $1.run) }
            let runs = Array(all.prefix(number))
            if json {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
                encoder.nonConformingFloatEncodingStrategy = .convertToString(
                    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
                console.write(String(decoding: (try? encoder.encode(runs)) ?? Data(), as: UTF8.self) + "\n")
                return 0
            }
            guard !runs.isEmpty else { throw Failure(.noInput, "\(notebook): no run is kept") }
            let names = results?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            if let names, let unknown = names.first(where: { name in !all.contains { $0.results[name] != nil } }) {
                let known = Set(all.flatMap(\.results.keys)).sorted()
                throw Failure(.usage, "no run has a result `\(unknown)`; there are \(known.prefix(30).joined(separator: ", "))")
            }
            console.write(RunTable(runs: runs, results: names).text)
            if all.count > runs.count { console.note("\(all.count - runs.count) more: -n \(all.count) lists all") }
            return 0
        }
    }
}

/// Where the runs of a notebook lie.
enum RunPlaces {
    /// Its output folder, and those of its grid's points.
    static func folders(of notebook: String) throws -> [OutputFolder] {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: notebook, isDirectory: &isFolder)
        let own = isThere && isFolder.boolValue ? OutputFolder(path: notebook) : .beside(notebook)
        let folders = [own] + Grid.points(beside: own)
        guard isThere || folders.contains(where: { FileManager.default.fileExists(atPath: $0.path) }) else {
            throw Failure(.noInput, "cannot read \(notebook): there is no such file, and no folder of its runs")
        }
        return folders
    }
}
