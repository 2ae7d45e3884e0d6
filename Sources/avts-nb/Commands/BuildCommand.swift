import ArgumentParser
import CellCompiler
import Foundation
import Notebook
import NotebookSession
import Terminal

struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Make a native program of a notebook.",
        discussion: "The program takes -p name=value, --out, --seed and --threads, and writes what `avts-nb run` writes.")

    @Argument(help: "The notebook.")
    var file: String

    @Option(name: .shortAndLong, help: ArgumentHelp("The program; the notebook's name unless said.", valueName: "file"))
    var output: String?

    func run() throws {
        let console = Console(color: .auto, isQuiet: false)
        try reporting(on: console) {
            let document = try Input.document(file)
            let program = ProgramText(document)
            let target = output ?? String(OutputFolder.beside(document.fileName).path.dropLast(4))
            for (cell, why) in program.omitted { console.note("the cell \(cell) is left out: \(why)") }
            do {
                try ProgramBuilder(toolchain: .find(), library: .find()).build(
                    [("main.swift", program.main), ("Notebook.swift", program.embedded)], to: target)
            } catch ToolchainError.crashed(_, let words) {
                throw Failure(.notANotebook, "\(file) is no program as it stands:\n\(words)")
            } catch let error as ToolchainError { throw Failure(.noToolchain, "\(error)") }
            console.note("wrote \(target)")
            return 0
        }
    }
}
