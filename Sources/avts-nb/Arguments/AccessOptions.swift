import ArgumentParser
import CellCompiler
import Files
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
        for path in readable where !FileManager.default.fileExists(atPath: PathText.expanded(path)) {
            throw ValidationError("--allow-read \(path): there is no such file or folder")
        }
    }

    /// - Parameters:
    ///   - file: the notebook; `-` for standard input.
    ///   - folder: where the run writes.
    ///   - parameters: what a person names in them may be read; what the notebook names itself may not.
    ///   - modules: folders of the person's own modules, whose libraries are loaded.
    func rules(for file: String, folder: OutputFolder?, parameters: Parameters, modules: ModuleFolders) -> SandboxRules {
        let home = file == "-" ? PathText.absolute("") : PathText.folder(of: file)
        let named = parameters.values.compactMap { name, value -> String? in
            guard parameters.given.contains(name), case .string(let text) = value, !text.isEmpty else { return nil }
            let path = PathText.absolute(text)
            return FileManager.default.fileExists(atPath: path) ? path : nil
        }
        return SandboxRules(
            readable: [home] + named + (folder.map { [PathText.absolute($0.path)] } ?? [])
                + readable.map { PathText.absolute($0) } + modules.readable,
            // Their own files, and not what the run says of them.
            writable: [Home.data] + (folder.map { [PathText.absolute($0.filesPath)] } ?? [])
                + writable.map { PathText.absolute($0) },
            allowsNetwork: allowsNetwork)
    }
}
