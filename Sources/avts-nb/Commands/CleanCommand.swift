import ArgumentParser
import Notebook
import Terminal

struct CleanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "clean", abstract: "Remove what runs of notebooks wrote.")

    @Argument(help: "The notebooks.")
    var files: [String]

    @Option(help: ArgumentHelp("The output folder; NAME.out beside the notebook unless said.", valueName: "folder"))
    var out: String?

    func run() throws {
        let console = Console(color: .auto, isQuiet: false)
        try reporting(on: console) {
            for file in files {
                let folder = out.map { OutputFolder(path: $0) } ?? .beside(file)
                do {
                    let removed = try folder.clean()
                    console.write(removed ? "removed \(folder.path)\n" : "\(folder.path): nothing to remove\n")
                } catch {
                    throw Failure(.cannotWrite, "\(error)")
                }
            }
            return 0
        }
    }
}
