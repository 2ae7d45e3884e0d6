import Files
import Foundation
import Notebook
import Synchronization
import Terminal
import Work

/// Runs of one notebook over a grid of parameters, each by a process of its own, some at once.
///
/// A point's runs lie in `NAME.grid/POINT.out`, so that none sees another's files; `summary.json` beside them holds what they found.
final class Grid: Sendable {
    private let grid: ParameterGrid
    private let file: String
    private let folder: String
    private let words: [String]
    private let jobs: Int
    private let resumes: Bool
    /// Whether a run is one of a point, with all that holds for every point.
    private let isRun: @Sendable (RunSummary, ParameterGrid.Point) -> Bool
    /// The notebook and the program as they were when the grid began.
    private let fingerprint: String
    private let revision: String?
    private let console: Console
    private let counterFiles: [String]
    /// Whether `seed` is a parameter of the notebook's, and not the run's.
    private let seedIsParameter: Bool
    private let state = Mutex(State())
    /// Of points that any rank has begun, and that any has ended; nil for a process by itself.
    private let shared: (begun: SharedCounter, ended: SharedCounter)?

    private struct State {
        var next = 0
        var ended = 0
        var running: [Int: pid_t] = [:]
        var stop: Int32?
        var codes: [Int: Int32] = [:]
        /// What this grid's own processes left.
        var made: [Int: RunSummary] = [:]
    }

    /// Where the grid of an output folder lies: `NAME.grid` beside `NAME.out`.
    static func folder(of output: OutputFolder) -> String {
        (output.path.hasSuffix(".out") ? String(output.path.dropLast(4)) : output.path) + ".grid"
    }

    /// The output folders of a grid's points.
    static func points(beside output: OutputFolder) -> [OutputFolder] {
        let grid = folder(of: output)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: grid)) ?? []
        return names.filter { $0.hasSuffix(".out") }.sorted().map { OutputFolder(path: "\(grid)/\($0)") }.filter(\.isOurs)
    }

    /// Removes a grid's folder of which nothing is left but its summary.
    static func removeEmpty(beside output: OutputFolder) {
        let grid = folder(of: output)
        guard (try? FileManager.default.contentsOfDirectory(atPath: grid)) == ["summary.json"],
            let bytes = try? RegularFile.contents(grid + "/summary.json", limit: 1 << 28),
            GridSummary(json: bytes) != nil
        else { return }
        unlink(grid + "/summary.json")
        rmdir(grid)
    }

    /// - Parameters:
    ///   - words: the options that hold for every point, as words of a command line.
    ///   - revision: of the program.
    ///   - resumes: whether points of which a run came to its end are left as they are.
    ///   - isRun: whether a kept run is one of a point as it would be run now.
    init(
        _ grid: ParameterGrid, of file: String, _ document: Document, in output: OutputFolder, words: [String], jobs: Int,
        resumes: Bool, revision: String?, _ console: Console, isRun: @escaping @Sendable (RunSummary, ParameterGrid.Point) -> Bool
    ) {
        (self.grid, self.file, self.words, self.jobs, self.resumes) = (grid, file, words, jobs, resumes)
        (folder, self.isRun, self.console) = (Self.folder(of: output), isRun, console)
        (fingerprint, self.revision) = (document.fingerprint, revision)
        let launch = RankLaunch.current
        let job =
            ProcessInfo.processInfo.environment["PMIX_NAMESPACE"] ?? ProcessInfo.processInfo.environment["SLURM_JOB_ID"] ?? "job"
        let counters = Self.folder(of: output) + "/." + String(job.map { $0.isLetter || $0.isNumber ? $0 : "_" })
        shared = launch.isShared ? (SharedCounter(counters + "-begun"), SharedCounter(counters + "-ended")) : nil
        counterFiles = [counters + "-begun", counters + "-ended"]
        seedIsParameter = document.frontMatter.parameters.contains { $0.name == "seed" }
    }

    func run() throws -> Int32 {
        let points = grid.points
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch { throw Failure(.cannotWrite, "cannot make \(folder): \(error.localizedDescription)") }
        let signals = SignalPipe(for: [SIGINT, SIGTERM, SIGHUP])
        let workers = DispatchGroup()
        for _ in 0..<min(jobs, points.count) {
            workers.enter()
            Thread.detachNewThread { [self] in
                while let index = take(points.count) { run(points[index], index, of: points.count) }
                workers.leave()
            }
        }
        while workers.wait(timeout: .now()) == .timedOut {
            guard let signal = signals.wait(milliseconds: 200).signals.first else { continue }
            state.withLock { state in
                if state.stop == nil { state.stop = signal }
                for process in state.running.values { kill(process, signal) }
            }
        }
        if let shared, RankLaunch.current.isFirst {
            while state.withLock({ $0.stop }) == nil, try shared.ended.taken() < points.count {
                if let signal = signals.wait(milliseconds: 200).signals.first { state.withLock { $0.stop = signal } }
            }
            for file in counterFiles { unlink(file) }
        }
        if RankLaunch.current.isFirst { try summarize(points) }
        return state.withLock { state in
            if let stop = state.stop { return stop == SIGINT ? 130 : 143 }
            return state.codes.values.max { TestCommand.weight($0) < TestCommand.weight($1) } ?? 0
        }
    }

    private func take(_ count: Int) -> Int? {
        // Without a counter that can be read nobody knows what is left: the others go on.
        let given = shared.map { (try? $0.begun.next()) ?? count }
        return state.withLock { state in
            let index = given ?? state.next
            guard state.stop == nil, index < count else { return nil }
            state.next += 1
            return index
        }
    }

    private func run(_ point: ParameterGrid.Point, _ index: Int, of count: Int) {
        let out = place(of: point)
        if resumes, let done = newest(of: point), done.status.hasEnded, done.isPartial != true {
            end(point, index, of: count, done.status == .ok ? 0 : done.status.exitCode, "from the run of \(done.started)")
            return
        }
        var arguments = ["run", file]
        for (name, text) in point.values {
            arguments += name == "seed" && !seedIsParameter ? ["--seed", text] : ["-p", "\(name)=\(text)"]
        }
        arguments += grid.fixed.flatMap { ["-p", $0] } + words + ["--out", out]
        let earlier = Set(OutputFolder(path: out).runs.map(\.run))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        // Each is a run by itself.
        process.environment = ProcessInfo.processInfo.environment.filter { !Self.isOfARank($0.key) }
        let pipe = Pipe()
        (process.standardOutput, process.standardError, process.standardInput) = (pipe, pipe, FileHandle.nullDevice)
        var said = Data()
        do {
            try process.run()
            let stop = state.withLock { state in
                state.running[index] = process.processIdentifier
                return state.stop
            }
            if let stop { kill(process.processIdentifier, stop) }
            // What it printed is in its run's log; its last words are for a run that came to nothing.
            while case let piece = pipe.fileHandleForReading.availableData, !piece.isEmpty {
                said = Data((said + piece).suffix(4096))
            }
            process.waitUntilExit()
        } catch {
            return end(point, index, of: count, 71, "no process for it: \(error.localizedDescription)")
        }
        _ = state.withLock { $0.running.removeValue(forKey: index) }
        let code = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
        // It is the grid's run whatever became of the notebook and the program meanwhile.
        let made = OutputFolder(path: out).runs.first { !earlier.contains($0.run) }
        state.withLock { $0.made[index] = made }
        end(point, index, of: count, code, made.map { TimeSpan.text($0.seconds) } ?? "")
        if code != 0, code != 2 {
            let lines = String(decoding: said, as: UTF8.self).split(separator: "\n").suffix(8)
            console.note(lines.map { "    \($0)" }.joined(separator: "\n"))
        }
    }

    private static func isOfARank(_ variable: String) -> Bool {
        RankLaunch.variables.contains(variable) || ["OMPI_", "PMIX_", "PMI_", "PRTE_"].contains { variable.hasPrefix($0) }
    }

    private func end(_ point: ParameterGrid.Point, _ index: Int, of count: Int, _ code: Int32, _ note: String) {
        let own = state.withLock { state in
            state.codes[index] = code
            state.ended += 1
            return state.ended
        }
        let done = shared.map { ((try? $0.ended.next()) ?? own - 1) + 1 } ?? own
        let verdict =
            code == 0 ? console.paint("ok", .green, errors: true) : console.paint("exit code \(code)", .red, errors: true)
        console.note("[\(done)/\(count)] \(point.words) · \(verdict)\(note.isEmpty ? "" : " · \(note)")")
    }

    /// The newest run of a point; the folder may hold some with other parameters, or of the notebook as it was.
    private func newest(of point: ParameterGrid.Point) -> RunSummary? {
        OutputFolder(path: place(of: point)).runs.first { isRun($0, point) }
    }

    /// A folder's name of the point's words, where a file system takes them; else of their beginning and what tells them from others.
    private func place(of point: ParameterGrid.Point) -> String {
        let words = point.words.replacingOccurrences(of: " ", with: ",")
        let plain = String(words.map { $0.isASCII && ($0.isLetter || $0.isNumber || "=,.+-_".contains($0)) ? $0 : "_" })
        let name = plain == words && plain.count <= 120 ? plain : "\(plain.prefix(100))-\(Digest.short(of: [words]).prefix(8))"
        return "\(folder)/\(name).out"
    }

    private func summarize(_ points: [ParameterGrid.Point]) throws {
        let made = state.withLock { $0.made }
        let changed = points.indices.filter { index in
            made[index].map { $0.fingerprint != fingerprint || $0.revision != revision } ?? false
        }
        if !changed.isEmpty {
            let words = changed.prefix(5).map { points[$0].words } + (changed.count > 5 ? ["…"] : [])
            console.note(
                "the notebook or the program was changed while the grid ran: other than at its beginning for "
                    + words.joined(separator: " · "))
        }
        let runs = points.enumerated().map { index, point in
            let out = place(of: point)
            let run = made[index] ?? newest(of: point)
            return (
                point: point, summary: run,
                folder: run.map { "\(URL(fileURLWithPath: out).lastPathComponent)/runs/\($0.run)" } ?? ""
            )
        }
        let summary = GridSummary(axes: grid.axes.map(\.name), runs)
        do throws(FileError) {
            try OpenFolder(folder).write(summary.json, to: "summary.json")
        } catch { throw Failure(.cannotWrite, OutputError(error).description) }
        let axes = summary.axes.filter { $0 != "seed" }, all = summary.telling(100)
        // What fits on a line of a terminal.
        var width = 0
        let results = all.enumerated().prefix { place, name in
            width += max(name.count, 16) + 2
            return place == 0 || width < 100
        }.map(\.element)
        let rows = summary.rows.map { row in
            axes.map { row.point[$0] ?? "" } + ["\(row.runs)"] + results.map { row.results[$0]?.words ?? "–" }
        }
        console.write(TextTable.text(axes + ["runs"] + results, rows) { $0 >= axes.count })
        if all.count > results.count { console.note("\(all.count - results.count) results more: avts-nb compare \(folder)") }
        if summary.ignoresSeeds {
            console.note(
                "runs that differ in their seed found the same numbers, all of them: these results do not hang on the run's seed")
        }
        console.note("means, and 95 % intervals over runs that differ in their seed alone; all of it: \(folder)/summary.json")
    }
}
