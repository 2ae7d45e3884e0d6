import ArgumentParser
import Foundation

/// Feeds mutated snippets, or odd calls of the library, to a session: whatever comes of them, the process must live and the session go on.
///
/// A worker does the feeding and is replaced when it dies; what killed it is kept as a snippet to run again.
@main
struct Fuzz: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "avts-fuzz", abstract: "Feed mutated snippets to a session for a bounded time.")

    @Option(help: "How long.")
    var seconds = 20.0

    @Option(help: "Where the random numbers begin; the same seed gives the same snippets.")
    var seed: UInt64 = 1

    @Option(help: "Folders of snippets to mutate.")
    var snippets = ["Tests/ScriptTests/Conformance", "Tests/ScriptTests/Diagnostics", "Tests/Fuzz/Seeds"]

    @Option(help: "Where snippets that end the process are kept.")
    var kept = ".build/fuzz-found"

    @Option(help: ArgumentHelp("Run one snippet and say what comes of it.", valueName: "file"))
    var replay: String?

    @Flag(help: "Call every row of the library with operands at the ends of their types, instead of mutating snippets.")
    var sweep = false

    @Option(help: .hidden)
    var worker: String?

    @Option(help: .hidden)
    var skip = 0

    func run() throws {
        if let replay {
            guard let snippet = try? String(contentsOfFile: replay, encoding: .utf8) else {
                throw ValidationError("there is no text \(replay)")
            }
            // Cells may write files: into a folder that goes away.
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("avts-fuzz-\(getpid())")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            _ = FileManager.default.changeCurrentDirectoryPath(folder.path)
            print(Feeder(scratch: replay).feed(snippet))
        } else if let worker, sweep {
            let sweep = Sweep(skipping: skip)
            let feeder = Feeder(scratch: worker)
            let calls = try feeder.run(sweep, seconds: seconds)
            let outcomes = feeder.outcomes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
            print("\(skip + calls) calls of \(sweep.operations) operations: \(outcomes.joined(separator: ", "))")
            for signature in sweep.missed { print("no call can be written of \(signature)") }
        } else if let worker {
            _ = try Feeder(scratch: worker).run(Mutator(corpus: corpus(), seed: seed), seconds: seconds)
        } else {
            try supervise()
        }
    }

    /// Keeps a worker busy until the time is over.
    private func supervise() throws {
        guard sweep || !corpus().isEmpty else { throw ValidationError("no snippets in \(snippets.joined(separator: ", "))") }
        let end = Date() + seconds
        var (round, found, skipped) = (UInt64(0), 0, skip)
        while Date() < end {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("avts-fuzz-\(getpid())-\(round)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let scratch = folder.appendingPathComponent("current.swift").path
            let arguments = sweep ? ["--sweep", "--skip", "\(skipped)"] : ["--seed", "\(seed &+ round)"]
            let status = try work(arguments, seconds: end.timeIntervalSinceNow, scratch: scratch, in: folder)
            round += 1
            if status == 0, sweep { break }
            if status == 0 { continue }
            found += 1
            if let snippet = try? String(contentsOfFile: scratch, encoding: .utf8) {
                skipped += (Feeder.number(of: snippet) ?? 0) + 1
            }
            try FileManager.default.createDirectory(atPath: kept, withIntermediateDirectories: true)
            let path = "\(kept)/\(seed)-\(round).swift"
            try? FileManager.default.removeItem(atPath: path)
            try FileManager.default.copyItem(atPath: scratch, toPath: path)
            print("a worker ended with \(status); what it was running is in \(path): avts-fuzz --replay \(path)")
        }
        guard found == 0 else { throw ExitCode(1) }
        print("nothing a cell wrote ended the process")
    }

    private func work(_ arguments: [String], seconds: Double, scratch: String, in folder: URL) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        process.arguments =
            arguments + ["--worker", scratch, "--seconds", "\(max(seconds, 1))"]
            + snippets.flatMap { ["--snippets", here.appendingPathComponent($0).path] }
        // Cells may write files: into a folder that goes away.
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging([
            "SWIFT_BACKTRACE": "enable=no", "AVTS_DATA": folder.appendingPathComponent("data").path,
        ]) { $1 }
        try process.run()
        // A worker that does not come back hangs in a snippet: a cell's deadline must hold.
        let end = Date() + max(seconds, 1) + 20
        while process.isRunning, Date() < end { usleep(50_000) }
        if process.isRunning {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        return process.terminationStatus
    }

    private func corpus() -> [String] {
        snippets.flatMap { folder -> [String] in
            let names = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).sorted()
            return names.filter { $0.hasSuffix(".swift") }
                .compactMap { try? String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
        }
    }
}
