import ArgumentParser
import CellCompiler
import Files
import Foundation
import Notebook
import NotebookSession
import Terminal

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a notebook, with the outputs of its last run, in another form.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case html, md, ipynb, pdf, swift
    }

    @Argument(help: "The notebook.")
    var file: String

    @Option(help: "The form: html, md, ipynb, pdf (printed by Chromium or WeasyPrint), or swift, which is a package.")
    var to: Format

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The file to write, or the package's folder; - is standard output.", valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("Where the run wrote; NAME.out beside the notebook unless said.", valueName: "folder"))
    var out: String?

    @Flag(help: "Write over what this command did not make, or what was changed since.")
    var force = false

    func run() throws {
        let console = Console(color: .auto, isQuiet: false)
        try reporting(on: console) {
            let document = try Input.document(file)
            if to == .swift { return try exportProgram(of: document, console) }
            let folder = file == "-" && out == nil ? nil : out.map { OutputFolder(path: $0) } ?? .beside(file)
            let exporter = Exporter(document: document, folder: folder)
            guard let format = Exporter.Format(rawValue: to == .pdf ? "html" : to.rawValue) else { return 64 }
            let target = output ?? (file == "-" ? "-" : OutputFolder.beside(file).path.dropLast(4) + "." + to.rawValue)
            let place = URL(fileURLWithPath: target).deletingLastPathComponent().path
            let below = folder.flatMap { Self.relative($0.path, to: place) }
            // A file that lies elsewhere takes the pictures with it: the way to them may be nobody's business.
            let beside = URL(fileURLWithPath: target).deletingPathExtension().lastPathComponent + "_files"
            var pictures: [String] = []
            let text = exporter.export(to: format, in: place) { path in
                if let below { return below + path }
                guard format == .md, target != "-" else { return nil }
                pictures.append(path)
                return beside + "/" + path.replacing("/", with: "-")
            }
            if !exporter.hasOutputs {
                console.note("\(file) has not been run as it stands: exported without outputs")
            }
            if to == .pdf {
                // What is in the way is said before anything is printed.
                if target != "-" { try MadeFile.refuse(target, force: force) }
                let bytes = try PDFPrinter.pdf(of: text)
                if target == "-" {
                    do { try FileHandle.standardOutput.write(contentsOf: Data(bytes)) } catch {
                        throw Failure(.cannotWrite, "cannot write to standard output: \(error.localizedDescription)")
                    }
                } else {
                    try MadeFile.write(bytes, .pdf, to: target, force: force)
                    console.note("wrote \(target)")
                }
                return 0
            }
            guard target != "-" else {
                console.write(text)
                return 0
            }
            try MadeFile.write(Array(text.utf8), format == .ipynb ? .ipynb : .page, to: target, force: force)
            do {
                for path in pictures {
                    guard let bytes = folder?.read(path) else { continue }
                    try FileManager.default.createDirectory(atPath: place + "/" + beside, withIntermediateDirectories: true)
                    try AtomicFile.write(bytes, to: place + "/" + beside + "/" + path.replacing("/", with: "-"))
                }
            } catch {
                throw Failure(.cannotWrite, "\(error)")
            }
            console.note("wrote \(target)")
            return 0
        }
    }

    /// A package whose program is the notebook.
    private func exportProgram(of document: Document, _ console: Console) throws -> Int32 {
        let program = ProgramText(document)
        if output == "-" {
            console.write(program.main + "\n" + program.embedded)
            return 0
        }
        let target = output ?? (file == "-" ? "notebook" : String(OutputFolder.beside(file).path.dropLast(4))) + "-program"
        do {
            let library = try LibraryLocation.find()
            guard FileManager.default.fileExists(atPath: library.package + "/Package.swift") else {
                throw Failure(
                    .noInput,
                    "this avts-nb is installed, and no package lies beside it that the export could depend on; `avts-nb build` makes a program, `-o -` writes the text"
                )
            }
            try MadeFile.write(program.package(dependingOn: library.package), to: target, force: force)
        } catch let error as ToolchainError { throw Failure(.noToolchain, "\(error)") }
        for (cell, why) in program.omitted { console.note("the cell \(cell) is left out: \(why)") }
        console.note("wrote \(target): swift build -c release --package-path \(target)")
        return 0
    }

    /// The way down to a folder from another, with a slash at its end; nil when it does not lead down.
    private static func relative(_ folder: String, to place: String) -> String? {
        let folder = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        let place = URL(fileURLWithPath: place).resolvingSymlinksInPath().path
        let above = place == "/" ? place : place + "/"
        return folder.hasPrefix(above) ? folder.dropFirst(above.count) + "/" : nil
    }
}
