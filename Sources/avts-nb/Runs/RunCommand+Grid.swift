import Foundation
import Notebook
import Terminal
import Work

extension RunCommand {
    /// Runs a grid, where the parameters ask for one; nil where they ask for one run.
    func runGrid(of document: Document, _ console: Console) throws -> Int32? {
        let grid: ParameterGrid
        do { grid = try ParameterGrid(session.parameters, declared: document.frontMatter.parameters) } catch {
            throw Failure(.parameters, error.description)
        }
        guard grid.isGrid, let file else {
            if resume || jobs > 1 {
                throw Failure(
                    .usage, "--jobs and --resume are for a grid: several values of a parameter, as -p margin=0.5,1,2 -p seed=0..4"
                )
            }
            return nil
        }
        if file == "-" { throw Failure(.usage, "a grid needs a notebook that can be read again, and not standard input") }
        if watch || interactive || json {
            throw Failure(.usage, "a grid does not go with --watch, -i or --json: NAME.grid/summary.json has all of it")
        }
        if session.seed != nil, grid.axes.contains(where: { $0.name == "seed" }) {
            throw Failure(.usage, "--seed and -p seed=… say the same: leave one out")
        }
        // What is wrong with a point is wrong before the first has run.
        var found: [String: (parameters: Parameters, seed: UInt64)] = [:]
        for point in grid.points {
            var (assignments, seed) = (grid.fixed, session.seed ?? document.frontMatter.seed)
            for (name, text) in point.values {
                if name != "seed" || document.frontMatter.parameters.contains(where: { $0.name == "seed" }) {
                    assignments.append("\(name)=\(text)")
                } else if let own = UInt64(text) {
                    seed = own
                } else {
                    throw Failure(.parameters, "`seed=\(text)` is no seed, a whole number from 0 up")
                }
            }
            let parameters = try Input.parameters(of: document, file: session.parametersFile, assignments: assignments)
            found[point.words] = (parameters, seed)
        }
        let all = found
        if resume, !selection.only.isEmpty || selection.from != nil || selection.upto != nil {
            throw Failure(.usage, "--resume knows runs of all cells: leave out --only, --from and --upto")
        }
        if resume, all.values.contains(where: { !$0.parameters.secrets.isEmpty }) {
            throw Failure(.usage, "--resume cannot tell runs with a secret parameter from others: a secret is written nowhere")
        }
        let began = ContinuousClock.now
        let output = out.map { OutputFolder(path: $0) } ?? .beside(file)
        let revision = Engine.Sources(of: file).tool.flatMap { Provenance.gitRevision(of: $0.folder) }
        let code = try Grid(
            grid, of: file, document, in: output, words: sharedWords, jobs: jobs, resumes: resume, revision: revision, console
        ) { run, point in
            guard let (parameters, seed) = all[point.words] else { return false }
            return run.revision == revision && run.isRun(of: document, parameters, seed: seed)
        }.run()
        guard RankLaunch.current.isFirst else { return code }
        Notice(command: notify, rings: bell).give(
            code == 0 ? "ok" : "exit code \(code)", notebook: file, report: nil, seconds: (ContinuousClock.now - began).seconds,
            console)
        return code
    }

    /// The options that hold for each point, in words.
    private var sharedWords: [String] {
        func time(_ name: String, _ time: TimeOption?) -> [String] { time.map { [name, "\(Int($0.seconds * 1000))ms"] } ?? [] }
        func each(_ name: String, _ values: [String]) -> [String] { values.flatMap { [name, $0] } }
        func flag(_ name: String, _ isOn: Bool) -> [String] { isOn ? [name] : [] }
        let cores = (try? RankPart().threads) ?? nil
        let threads = session.threads ?? max(1, (cores ?? ProcessInfo.processInfo.activeProcessorCount) / jobs)
        var words =
            each("--params-file", [session.parametersFile].compactMap(\.self)) + ["--threads", "\(threads)", "--color", "never"]
        words += each("--seed", [session.seed].compactMap { $0.map { "\($0)" } })
        words += each("--only", selection.only) + each("--from", [selection.from].compactMap(\.self))
        words += each("--upto", [selection.upto].compactMap(\.self)) + flag("--alone", selection.alone)
        words += time("--timeout", selection.timeout) + time("--cell-timeout", selection.cellTimeout)
        words +=
            flag("--keep-going", selection.keepGoing) + flag("--no-cache", noCache) + flag("--profile", profile)
            + flag("--force", keeping.force)
        words +=
            each("--allow-read", access.readable) + each("--allow-write", access.writable)
            + flag("--allow-net", access.allowsNetwork)
        return words + each("-I", modules.paths) + ["--keep", "\(keeping.keep)"]
    }
}
