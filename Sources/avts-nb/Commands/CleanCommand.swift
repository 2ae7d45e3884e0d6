import ArgumentParser
import CellCompiler
import Notebook
import Session
import Terminal

struct CleanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "clean", abstract: "Remove what runs of notebooks wrote.")

    @Argument(help: "The notebooks.")
    var files: [String] = []

    @Flag(help: "Remove the kept outcomes of unchanged cells, of all notebooks: they run again.")
    var cache = false

    @Option(help: ArgumentHelp("The output folder; NAME.out beside the notebook unless said.", valueName: "folder"))
    var out: String?

    @Flag(help: "Remove the cells' own files too that no run lists as they are now.")
    var force = false

    func validate() throws {
        if files.isEmpty, !cache { throw ValidationError("name the notebooks whose runs are removed, or --cache") }
    }

    func run() throws {
        let console = Console(color: .auto, isQuiet: false)
        try reporting(on: console) {
            if cache {
                let outcomes = OutcomeCache(within: Compiler.defaultCache)
                do {
                    let count = try outcomes.clear()
                    console.write("removed the outcomes of \(count) cell\(count == 1 ? "" : "s")\n")
                } catch { throw Failure(.cannotWrite, "\(outcomes.folder): \(error.localizedDescription)") }
            }
            for file in files {
                let folder = out.map { OutputFolder(path: $0) } ?? .beside(file)
                defer { Grid.removeEmpty(beside: folder) }
                for folder in [folder] + Grid.points(beside: folder) {
                    do {
                        let cleaning = try folder.clean(force: force)
                        if !cleaning.left.isEmpty {
                            console.note(
                                "left in \(folder.path), since no run lists them as they are now: \(cleaning.left.joined(separator: ", ")); "
                                    + "--force removes those in files/")
                        }
                        console.write(
                            cleaning.removed
                                ? "removed \(cleaning.left.isEmpty ? "" : "what runs made in ")\(folder.path)\n"
                                : "\(folder.path): nothing to remove\n")
                    } catch {
                        throw Failure(.cannotWrite, "\(error)")
                    }
                }
            }
            return 0
        }
    }
}
