import ArgumentParser
import Foundation
import Notebook
import SessionProtocol

/// What the cells of a file may reach. The cells that a person types at a prompt, or behind `-e`, may what the person may.
struct AccessOptions: ParsableArguments {
    @Option(
        name: .customLong("allow-read"), parsing: .singleValue,
        help: ArgumentHelp(
            "Let cells read this file or folder too, beside the notebook's folder, the cache, and what a parameter of the command line names.",
            valueName: "path"))
    var readable: [String] = []

    @Option(
        name: .customLong("allow-write"), parsing: .singleValue,
        help: ArgumentHelp(
            "Let cells write this file or folder too, beside the run's output and the cache.", valueName: "path"))
    var writable: [String] = []

    @Flag(name: .customLong("allow-net"), help: "Let cells reach the network.")
    var allowsNetwork = false

    func validate() throws {
        for path in readable where !FileManager.default.fileExists(atPath: Self.expanded(path)) {
            throw ValidationError("--allow-read \(path): there is no such file or folder")
        }
    }

    /// - Parameters:
    ///   - file: the notebook; `-` for standard input.
    ///   - folder: where the run writes.
    ///   - assignments: parameters of the command line, `name=value`: what a person names there may be read.
    func rules(for file: String, folder: OutputFolder?, assignments: [String]) -> SandboxRules {
        let home =
            file == "-" ? FileManager.default.currentDirectoryPath : URL(fileURLWithPath: file).deletingLastPathComponent().path
        let named = assignments.compactMap { assignment -> String? in
            let value = Self.expanded(String(assignment.drop { $0 != "=" }.dropFirst()))
            return !value.isEmpty && FileManager.default.fileExists(atPath: value) ? value : nil
        }
        return SandboxRules(
            readable: [home] + named + (folder.map { [$0.path] } ?? []) + readable.map(Self.expanded),
            // Their own files, and not what the run says of them.
            writable: [Self.dataFolder] + (folder.map { [$0.filesPath] } ?? []) + writable.map(Self.expanded),
            allowsNetwork: allowsNetwork)
    }

    private static func expanded(_ path: String) -> String { NSString(string: path).expandingTildeInPath }

    /// Where the library keeps decoded clips, generated sets and trainings: the rule of its own `DataFolder.standard`, which this process
    /// does not link. A person's `HOME` comes before what the system's list of users says.
    static var dataFolder: String {
        let environment = ProcessInfo.processInfo.environment
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        return value("AVTS_DATA") ?? (value("XDG_CACHE_HOME") ?? (value("HOME") ?? NSHomeDirectory()) + "/.cache") + "/avts-nb"
    }
}
