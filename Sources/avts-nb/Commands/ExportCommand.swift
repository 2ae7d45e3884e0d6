import ArgumentParser
import Files
import Foundation
import Notebook
import Terminal

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a notebook, with the outputs of its last run, in another form.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case html, md, swift
    }

    @Argument(help: "The notebook.")
    var file: String

    @Option(help: "The form: html, md or swift.")
    var to: Format

    @Option(name: .shortAndLong, help: ArgumentHelp("The file to write; - is standard output.", valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("Where the run wrote; NAME.out beside the notebook unless said.", valueName: "folder"))
    var out: String?

    func run() throws {
        let console = Console(color: .auto, isQuiet: false)
        try reporting(on: console) {
            let document = try Input.document(file)
            let folder = file == "-" && out == nil ? nil : out.map { OutputFolder(path: $0) } ?? .beside(file)
            let exporter = Exporter(document: document, folder: folder)
            guard let format = Exporter.Format(rawValue: to.rawValue) else { return 64 }
            let target = output ?? (file == "-" ? "-" : OutputFolder.beside(file).path.dropLast(4) + "." + to.rawValue)
            let base = folder.map { Self.relative($0.path, from: target) } ?? ""
            let text = exporter.export(to: format) { base + "/" + $0 }
            if format != .swift, !exporter.hasOutputs {
                console.note("\(file) has not been run as it stands: exported without outputs")
            }
            guard target != "-" else {
                console.write(text)
                return 0
            }
            do {
                try AtomicFile.write(text.utf8, to: target)
            } catch {
                throw Failure(.cannotWrite, "\(error)")
            }
            console.note("wrote \(target)")
            return 0
        }
    }

    /// The folder as a file can name it: by its last component from beside it, else in full.
    private static func relative(_ folder: String, from file: String) -> String {
        let folder = URL(fileURLWithPath: folder).standardizedFileURL
        let beside = URL(fileURLWithPath: file).standardizedFileURL.deletingLastPathComponent()
        return folder.deletingLastPathComponent().path == beside.path ? folder.lastPathComponent : folder.path
    }
}
