import ArgumentParser
import CellCompiler
import Files
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

    @OptionGroup var modules: ModuleOptions

    @Flag(help: "Write over a file that this command did not make.")
    var force = false

    func run() throws {
        let console = Console(color: .auto, isQuiet: false)
        try reporting(on: console) {
            let document = try Input.document(file)
            let program = ProgramText(document)
            let target = output ?? String(OutputFolder.beside(document.fileName).path.dropLast(4))
            try MadeFile.refuse(target, force: force)
            for (cell, why) in program.omitted { console.note("the cell \(cell) is left out: \(why)") }
            do {
                let scratch = try ScratchFolder()
                defer { withExtendedLifetime(scratch) {} }
                let place = scratch.path + "/program"
                try ProgramBuilder(toolchain: .find(), library: .find(), folders: modules.folders).build(
                    [("main.swift", program.main), ("Notebook.swift", program.embedded)], to: place)
                let built = try RegularFile.contents(place, limit: 1 << 30)
                try MadeFile.write(built, .program, to: target, force: force)
            } catch ToolchainError.crashed(_, let words) {
                throw Failure(.notANotebook, "\(file) is no program as it stands:\n\(words)")
            } catch let error as ToolchainError { throw Failure(.noToolchain, "\(error)") } catch let error as FileError {
                throw Failure(.cannotWrite, OutputError(error).description)
            }
            console.note("wrote \(target)")
            return 0
        }
    }
}
