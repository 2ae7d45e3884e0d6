import ArgumentParser
import Files
import Foundation
import Notebook
import NotebookSession
import Session
import Terminal
import Work

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a notebook; without a file, open a prompt.")

    @Argument(help: "The notebook; - reads it from standard input.")
    var file: String?

    @Option(
        name: .short, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Evaluate this code instead of a file; again for more, in order.", valueName: "code"))
    var evaluate: [String] = []

    @OptionGroup var session: SessionOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var access: AccessOptions
    @OptionGroup var modules: ModuleOptions

    @Option(help: ArgumentHelp("Where to write; NAME.out beside the notebook unless said.", valueName: "folder"))
    var out: String?

    @OptionGroup var keeping: KeepingOptions

    @Flag(help: "Go on watching: when the notebook is saved, run what the edit touched, on the same session.")
    var watch = false

    @Flag(name: .customLong("no-cache"), help: "Run cells that are unchanged too, and keep nothing of any.")
    var noCache = false

    @Flag(name: .short, help: "Open a prompt afterwards, on the same session.")
    var interactive = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "How many runs of a grid (-p margin=0.5,1,2 -p seed=0..4) go on at once, each with its share of the cores.",
            valueName: "count"))
    var jobs = 1

    @Flag(help: "Of a grid, run those points only that have not come to their end with the notebook as it is.")
    var resume = false

    @Option(
        help: ArgumentHelp(
            "Run this when the run has ended, by sh, with AVTS_STATUS, AVTS_NOTEBOOK, AVTS_REPORT and AVTS_SECONDS set.",
            valueName: "command"))
    var notify: String?

    @Flag(help: "Ring the terminal's bell when the run has ended.")
    var bell = false

    @Option(
        help: ArgumentHelp(
            "Show the run as a page that moves while it lasts, on this port of 127.0.0.1; 0 for a free one.", valueName: "port"))
    var serve: UInt16?

    @Flag(
        help:
            "Measure the layers that cells call: time forward and backward, share, arithmetic a second. Unchanged cells run, too."
    )
    var profile = false

    @Flag(help: "Print run.json when the run ends, and nothing else on standard output.")
    var json = false

    func validate() throws {
        if file != nil, !evaluate.isEmpty { throw ValidationError("give a file or -e, not both") }
        if file == nil, evaluate.isEmpty, AvtsNB.namesRun { throw ValidationError("which notebook? avts-nb run FILE") }
        if watch, file == nil || file == "-" { throw ValidationError("--watch needs a notebook that can be saved") }
        if watch, noCache || profile || json || interactive {
            let other = noCache ? "--no-cache" : profile ? "--profile" : json ? "--json" : "-i"
            throw ValidationError(
                "--watch does not go with \(other)\(noCache || profile ? ": it runs what an edit touched" : "")")
        }
        if watch, !selection.only.isEmpty || selection.from != nil || selection.upto != nil {
            throw ValidationError("--watch chooses the cells itself: leave out --only, --from and --upto")
        }
        if serve != nil, file == nil || file == "-" { throw ValidationError("--serve needs a notebook whose run is kept") }
        if jobs < 1 { throw ValidationError("--jobs must be at least 1") }
        if file == "-", interactive { throw ValidationError("-i needs standard input for the prompt") }
    }

    func run() throws {
        let isSilent = !RankLaunch.current.isFirst
        let console = Console(color: session.color, isQuiet: session.quiet || isSilent)
        try reporting(on: console) {
            let part = try RankPart()
            let threads = session.threads ?? part.threads
            var engine = Engine(threads: threads, modules: modules.folders)
            for (option, isThere) in [
                ("a prompt", file == nil && evaluate.isEmpty), ("-i", interactive), ("--watch", watch),
            ] { try part.refuse(option, if: isThere) }
            guard file != nil || !evaluate.isEmpty else {
                return try Prompt(engine: engine, console: console).run(seed: session.seed)
            }
            let isCode = !evaluate.isEmpty
            let document = try isCode ? Document(code: evaluate, path: "<command line>") : Input.document(file ?? "-")
            for warning in document.allWarnings where !isSilent { console.warning(warning) }
            if !isCode, let code = try runGrid(of: document, console) { return code }
            try engine.add(document.frontMatter.packages, of: document.path, access, console)
            let parameters = try Input.parameters(
                of: document, file: session.parametersFile, assignments: session.parameters)
            var options = try selection.options(seed: session.seed, for: document, console)
            (options.keep, options.force) = (keeping.keep, keeping.force)
            // What one rank put back, another might have to run.
            options.usesCache = file != nil && file != "-" && !noCache && !profile && !part.launch.isShared
            options.measuresLayers = profile
            let folder =
                isSilent ? nil : out.map { OutputFolder(path: $0) } ?? (file == nil || file == "-" ? nil : .beside(file ?? ""))
            // What is typed behind `-e` is the person's own, as at a prompt.
            let sources = folder == nil && !json ? nil : Engine.Sources(of: file ?? "-")
            try OutputPlace.claim(folder, force: keeping.force)
            let rules =
                isCode
                ? nil
                : part.rules(
                    access.rules(for: file ?? "-", folder: folder, parameters: parameters, modules: engine.modules))
            part.greet(console, threads: threads, isEnclosed: rules != nil)
            let evaluator = try OutputPlace.releasing(folder) {
                try engine.makeSession(within: rules, console, joinsRanks: part.launch.isShared)
            }
            evaluator.files = part.files
            if let file, file != "-" { evaluator.folder = PathText.folder(of: file) }
            if options.usesCache {
                let outcomes = OutcomeCache(within: evaluator.compiler.cacheFolder)
                evaluator.outcomes = outcomes
                Thread.detachNewThread { outcomes.tidyDaily() }
            }
            let ready = engine
            func make(_ document: Document, _ parameters: Parameters, _ options: RunOptions) -> (Runner, RunConsole) {
                let watcher = RunConsole(
                    console: console, document: document,
                    style: json || isSilent ? .silent : isCode ? .bare : session.quiet ? .errors : .full)
                let runner = Runner(
                    document: document, parameters: parameters, evaluator: evaluator, options: options, folder: folder,
                    provenance: ready.provenance(
                        for: document, on: evaluator, sources: sources, isKept: folder != nil || json),
                    observer: watcher.heard)
                return (runner, watcher)
            }
            if watch, let file {
                let watching = NotebookWatch(file, evaluator, console, options) { document, options in
                    make(
                        document,
                        try Input.parameters(
                            of: document, file: session.parametersFile, assignments: session.parameters), options)
                }
                return try watching.run(document)
            }
            let page = try serve.flatMap { port in try folder.map { try LivePage($0, port: port) } }
            if let page, !isSilent { console.note("the run is shown at \(page.address)") }
            defer { withExtendedLifetime(page) {} }
            let (runner, watcher) = make(document, parameters, options)
            let record = Supervisor.run(runner, idle: watcher.tick)
            if let words = part.leave(evaluator, record, console) {
                console.error(words)
                return 1
            }
            if !isSilent {
                Notice(command: notify, rings: bell).give(record, report: folder.map { $0.path + "/report.html" }, console)
            }
            if let error = runner.saveError { throw Failure(.cannotWrite, error.description) }
            if json, !isSilent {
                console.write(String(decoding: runner.savedRecord?.json ?? record.withoutHomeFolder.json, as: UTF8.self))
            }
            if interactive, record.status != .terminated {
                let code = Prompt(engine: engine, console: console).run(on: evaluator, document: document)
                // What failed before the prompt has failed.
                return code != 0 ? code : record.status.exitCode
            }
            return record.status.exitCode
        }
    }
}
