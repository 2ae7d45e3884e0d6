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
        discussion: """
            The program takes -p name=value, --out, --seed and --threads, and writes what `avts-nb run` writes. It runs where Swift's runtime and this \
            library are; with --standalone on any machine that has the packages it names.
            """)

    @Argument(help: "The notebook.")
    var file: String

    @Option(name: .shortAndLong, help: ArgumentHelp("The program; the notebook's name unless said.", valueName: "file"))
    var output: String?

    @OptionGroup var access: AccessOptions
    @OptionGroup var modules: ModuleOptions

    @Flag(
        help:
            "Take along what the program needs of Swift and of this library, in a folder beside it, and name the packages of the rest."
    )
    var standalone = false

    @Flag(help: "Write over a file that this command did not make.")
    var force = false

    func run() throws {
        let console = Console(color: .auto, isQuiet: false)
        try reporting(on: console) {
            let document = try Input.document(file)
            let program = ProgramText(document)
            let target = output ?? String(OutputFolder.beside(document.fileName).path.dropLast(4))
            try MadeFile.refuse(target, force: force)
            let libraries = standalone ? StandaloneProgram.folderName(of: target) : nil
            let beside = libraries.map { PathText.folder(of: PathText.absolute(target)) + "/" + $0 }
            if let beside { try StandaloneProgram.refuse(beside, force: force) }
            for (cell, why) in program.omitted { console.note("the cell \(cell) is left out: \(why)") }
            var engine = Engine(threads: nil, modules: modules.folders)
            try engine.add(document.frontMatter.packages, of: document.path, access, console)
            do {
                let scratch = try ScratchFolder()
                defer { withExtendedLifetime(scratch) {} }
                let place = scratch.path + "/program"
                let builder = try ProgramBuilder(toolchain: .find(), library: .find(), folders: engine.modules)
                try builder.build(
                    [("main.swift", program.main), ("Notebook.swift", program.embedded)], to: place, libraries: libraries)
                if let beside {
                    let taken = StandaloneProgram(folder: beside, companions: builder.companions(of: place))
                    try taken.write()
                    console.note("wrote \(beside)\n" + taken.words.split(separator: "\n").dropFirst().joined(separator: "\n"))
                }
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
