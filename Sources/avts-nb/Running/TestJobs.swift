import Files
import Foundation
import Notebook
import Synchronization
import Terminal

/// Notebooks tested side by side, each by a process of its own; what they say comes in their order, each whole.
struct TestJobs {
    private let command: TestCommand
    private let console: Console

    init(_ command: TestCommand, _ console: Console) { (self.command, self.console) = (command, console) }

    private struct Outcome {
        var output = Data()
        var errors = Data()
        var code: Int32 = 0
        var report = ""
    }

    func run() throws -> Int32 {
        let scratch = try ScratchFolder()
        defer { withExtendedLifetime(scratch) {} }
        let files = command.files
        let outcomes = Mutex<[Int: Outcome]>([:])
        let next = Mutex(0)
        let finished = DispatchSemaphore(value: 0)
        for _ in 0..<min(command.jobs, files.count) {
            Thread.detachNewThread {
                while true {
                    let index = next.withLock { next in
                        defer { next += 1 }
                        return next
                    }
                    guard index < files.count else { break }
                    let outcome = test(files[index], report: "\(scratch.path)/\(index).xml")
                    outcomes.withLock { $0[index] = outcome }
                    finished.signal()
                }
            }
        }
        var report = JUnitReport()
        var totals = (passed: 0, failed: 0, skipped: 0)
        var worst: Int32 = 0
        var records: [String] = []
        for index in files.indices {
            var found = outcomes.withLock { $0[index] }
            while found == nil {
                finished.wait()
                found = outcomes.withLock { $0[index] }
            }
            guard let outcome = found else { continue }
            // What another of our kind wrote is shown as it is: it has made visible what should be.
            FileHandle.standardError.write(outcome.errors)
            var lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
                .map(String.init)
            while lines.last?.isEmpty == true { lines.removeLast() }
            if command.json {
                records.append(lines.joined(separator: "\n"))
            } else {
                // Its own sum is one of several now.
                if let sum = lines.last, Self.counts(of: sum) != nil { lines.removeLast() }
                if !lines.isEmpty { FileHandle.standardOutput.write(Data((lines.joined(separator: "\n") + "\n").utf8)) }
            }
            report.add(outcome.report)
            for counts in Self.counts(inReport: outcome.report) {
                totals = (totals.passed + counts.0, totals.failed + counts.1, totals.skipped + counts.2)
            }
            if TestCommand.weight(outcome.code) > TestCommand.weight(worst) { worst = outcome.code }
        }
        try command.write(report)
        command.say("\(totals.passed) passed, \(totals.failed) failed, \(totals.skipped) skipped", on: console)
        if command.json { console.write("[" + records.joined(separator: ",\n") + "]\n") }
        return worst
    }

    /// Tests one notebook, with the same words but those about many.
    private func test(_ file: String, report: String) -> Outcome {
        var outcome = Outcome()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["test", file, "--junit", report] + shared
        let (output, errors) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError, process.standardInput) = (output, errors, FileHandle.nullDevice)
        do { try process.run() } catch {
            outcome.errors = Data("\(file): cannot be tested by a process of its own: \(error.localizedDescription)\n".utf8)
            outcome.code = 71
            return outcome
        }
        let collected = DispatchGroup()
        let text = Mutex(Data())
        collected.enter()
        Thread.detachNewThread {
            let data = errors.fileHandleForReading.readDataToEndOfFile()
            text.withLock { $0 = data }
            collected.leave()
        }
        outcome.output = output.fileHandleForReading.readDataToEndOfFile()
        collected.wait()
        outcome.errors = text.withLock { $0 }
        process.waitUntilExit()
        outcome.code = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
        outcome.report = (try? String(contentsOfFile: report, encoding: .utf8)) ?? ""
        return outcome
    }

    /// The options that hold for each notebook, in words.
    private var shared: [String] {
        let (session, selection, access) = (command.session, command.selection, command.access)
        func time(_ name: String, _ time: TimeOption?) -> [String] { time.map { [name, "\(Int($0.seconds * 1000))ms"] } ?? [] }
        func each(_ name: String, _ values: [String]) -> [String] { values.flatMap { [name, $0] } }
        func flag(_ name: String, _ isOn: Bool) -> [String] { isOn ? [name] : [] }
        let threads = session.threads ?? max(1, ProcessInfo.processInfo.activeProcessorCount / command.jobs)
        var words = each("-p", session.parameters) + each("--params-file", [session.parametersFile].compactMap(\.self))
        words += each("--seed", [session.seed].compactMap { $0.map { "\($0)" } }) + ["--threads", "\(threads)"]
        words += ["--color", console.colorsOutput ? "always" : "never"] + flag("--quiet", session.quiet)
        words += each("--only", selection.only) + each("--from", [selection.from].compactMap(\.self))
        words += each("--upto", [selection.upto].compactMap(\.self))
        words += time("--timeout", selection.timeout) + time("--cell-timeout", selection.cellTimeout)
        words += each("--allow-read", access.readable) + each("--allow-write", access.writable)
        words += flag("--allow-net", access.allowsNetwork) + each("-I", command.modules.paths)
        return words + flag("--alone", selection.alone) + flag("--force", command.force) + flag("--accept", command.accept)
            + flag("--json", command.json)
    }

    /// `3 passed, 0 failed, 1 skipped`
    private static func counts(of line: String) -> (Int, Int, Int)? {
        let words = line.split(separator: " ")
        guard words.count == 6, words[1] == "passed,", words[3] == "failed,", words[5] == "skipped" else { return nil }
        guard let passed = Int(words[0]), let failed = Int(words[2]), let skipped = Int(words[4]) else { return nil }
        return (passed, failed, skipped)
    }

    private static func counts(inReport report: String) -> [(Int, Int, Int)] {
        report.split(separator: "\n").filter { $0.hasPrefix("  <testsuite ") }.map { line in
            func number(_ name: String) -> Int {
                line.range(of: " \(name)=\"").map { Int(line[$0.upperBound...].prefix { $0.isNumber }) ?? 0 } ?? 0
            }
            let (all, broken, skipped) = (number("tests"), number("failures") + number("errors"), number("skipped"))
            return (all - broken - skipped, broken, skipped)
        }
    }
}
