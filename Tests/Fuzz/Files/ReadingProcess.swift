import Foundation

/// A process that reads mutants, and how it ended.
final class ReadingProcess {
    let status: ReadingStatus
    private let process = Process()
    private let errors: String
    /// Whether it is over after one file; otherwise it goes on until it is ended.
    private let isAlone: Bool

    /// Seconds for one file; for good files, and for one that is tried again alone on a machine that may be busy, three times as many.
    private static let limit = 10.0

    convenience init(_ target: String, folder: String, seed: UInt64, from number: Int) throws {
        try self.init(folder, ["--from", "\(number)", "--seed", "\(seed)"], target, isAlone: false)
    }

    /// Reads one file, with the place of a trap among the words that it ends with.
    convenience init(_ target: String, folder: String, seed: UInt64, again path: String) throws {
        try self.init(folder, ["--again", path, "--seed", "\(seed)"], target, isAlone: true)
    }

    private init(_ folder: String, _ arguments: [String], _ target: String, isAlone: Bool) throws {
        self.isAlone = isAlone
        status = try ReadingStatus(in: folder)
        status.begin()
        errors = "\(folder)/errors"
        try Data().write(to: URL(fileURLWithPath: errors))
        process.executableURL = URL(fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        process.arguments = ["read", target, "--folder", folder] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["SWIFT_BACKTRACE": isAlone ? "enable=yes,color=no,interactive=no,threads=crashed,images=none" : "enable=no"]
        ) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle(forWritingAtPath: errors)
        try process.run()
    }

    deinit { status.close() }

    /// Waits, and gives the words with which it ended; nil where it did not until `end`, or did all it was to do.
    func wait(until end: Date) -> String? {
        var (last, since) = (status.number, Date())
        while process.isRunning {
            usleep(5000)
            if status.number != last { (last, since) = (status.number, Date()) }
            let isLate = Date() > since + (last < 0 ? 3 : 1) * Self.limit
            // What hangs is not let off by the end of the time.
            guard isLate || Date() > end && Date() < since + 1 else { continue }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            return isLate ? "did not end within \(Int(last < 0 ? 3 * Self.limit : Self.limit)) s" : nil
        }
        process.waitUntilExit()
        if isAlone, process.terminationReason == .exit, process.terminationStatus == 0 { return nil }
        return words
    }

    /// How it ended of its own, and what it said of that.
    private var words: String {
        let said = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
        let lines = said.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        let (last, code) = (lines.last ?? "without a word", process.terminationStatus)
        // The library may warn before; what went wrong stands last.
        if process.terminationReason == .exit { return code == 3 ? last : "exited with \(code): \(last)" }
        let reason = lines.first { $0.contains("Fatal error") } ?? ""
        let places = lines.compactMap { line in
            line.firstMatch(of: #/0x[0-9a-f]+ (.+) in \S+ at .*\/(\w[^\/]*\.swift:\d+)/#).map { "\($0.2) \($0.1)" }
        }
        return (["died of signal \(code) \(reason)"] + places.prefix { !$0.contains("FileReading") }.prefix(6)).joined(
            separator: "\n    ")
    }
}
