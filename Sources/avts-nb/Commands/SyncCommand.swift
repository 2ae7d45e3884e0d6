import ArgumentParser
import Files
import Foundation
import Notebook
import NotebookSession
import SessionProtocol
import Terminal
import Work

struct SyncCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Tell whether the sound of films is in step with their picture.",
        discussion: """
            Of each film the delay of its sound, with the interval of nine in ten resamplings and a confidence; over time where it drifts; or that \
            it cannot be told. Exit codes: 0 all were told; 1 a film cannot be looked at; 2 of a film it cannot be told.
            """)

    @Argument(help: "The films.")
    var files: [String]

    @Option(
        help: ArgumentHelp(
            "A pair of networks that `save(to:)` wrote; the one that `make model` made unless said.", valueName: "file"))
    var model: String?

    @Option(help: ArgumentHelp("The largest delay to either side that is tried.", valueName: "seconds"))
    var reach = 2.5

    @Flag(help: "Print a list of what is known of each film, and nothing else on standard output.")
    var json = false

    @Flag(help: "Write a copy with its sound moved back beside each film, FILM.synced.EXT; nothing is decoded.")
    var fix = false

    @Option(
        name: .customShort("o"),
        help: ArgumentHelp("The folder that copies go into, in place of the film's.", valueName: "folder"))
    var output: String?

    @Flag(help: "Write copies over files that are there; never over a film itself.")
    var force = false

    @Option(help: "The number of threads; all cores unless said.")
    var threads: Int?

    @Option(help: "Colours: auto, always, never.")
    var color = ColorChoice.auto

    func validate() throws {
        if !(reach > 0 && reach <= 60) { throw ValidationError("--reach must be more than 0 s and at most 60 s") }
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
        if output != nil, !fix { throw ValidationError("-o says where copies go: it needs --fix") }
    }

    func run() throws {
        let console = Console(color: color, isQuiet: false)
        try reporting(on: console) {
            let request = try request()
            let rules = SandboxRules(
                readable: request.films + [request.model],
                writable: [Home.data] + Set(request.copies.map { PathText.folder(of: $0) }).sorted())
            let document = try SyncNotebook.document()
            let parameters = try Input.parameters(
                of: document, file: nil, assignments: ["request=\(SyncNotebook.text(of: request))"])
            let session = try Engine(threads: threads).makeSession(within: rules, console)
            let watcher = SyncConsole(console: console, films: files, isSilent: json)
            let runner = Runner(
                document: document, parameters: parameters, evaluator: session, options: RunOptions(), folder: nil,
                provenance: Engine(threads: threads).provenance(for: document, on: session, isKept: false),
                observer: watcher.heard)
            let record = Supervisor.run(runner, idle: watcher.tick)
            if json { console.write(watcher.json) }
            if record.status.exitCode != 0 { return record.status.exitCode }
            return watcher.reports.contains { $0.verdict == .failed } ? 1 : watcher.isUntold ? 2 : 0
        }
    }

    /// The request, once it is known that films and model are there and that no copy stands in anything's way.
    private func request() throws -> SyncRequest {
        for film in files where !FileManager.default.fileExists(atPath: PathText.expanded(film)) {
            throw Failure(.noInput, "cannot read \(film): there is no such file")
        }
        let model = model ?? Home.data + "/models/talking.safetensors"
        guard FileManager.default.fileExists(atPath: PathText.expanded(model)) else {
            let remedy =
                self.model == nil
                ? "; `make model HEADS=FOLDER` makes it, or --model FILE names another that `save(to:)` wrote" : ""
            throw Failure(.noInput, "cannot read the model \(model): there is no such file\(remedy)")
        }
        if let output, !FileManager.default.fileExists(atPath: PathText.expanded(output)) {
            throw Failure(.cannotWrite, "cannot write into \(output): there is no such folder")
        }
        let copies = fix ? files.map { SyncNotebook.copy(of: $0, in: output) } : []
        if Set(copies).count < copies.count { throw Failure(.usage, "two films would have the same copy; give them one by one") }
        for copy in copies { try MadeFile.refuseCopy(copy, force: force) }
        return SyncRequest(
            films: files.map { PathText.absolute($0) }, copies: copies.map { PathText.absolute($0) },
            model: PathText.absolute(model),
            reach: reach, force: force)
    }
}
