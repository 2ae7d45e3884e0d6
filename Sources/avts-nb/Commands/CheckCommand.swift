import ArgumentParser
import Notebook
import NotebookSession
import Terminal

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Parse notebooks and look at their cells, running nothing.")

    @Argument(help: "The notebooks.")
    var files: [String]

    @OptionGroup var access: AccessOptions
    @OptionGroup var modules: ModuleOptions

    @Option(help: "Colours: auto, always, never.")
    var color = ColorChoice.auto

    func run() throws {
        let console = Console(color: color, isQuiet: false)
        try reporting(on: console) {
            let engine = Engine(threads: 1, modules: modules.folders)
            var code: Int32 = 0
            for file in files {
                do {
                    let document = try Input.document(file)
                    for warning in document.allWarnings { console.warning(warning) }
                    var engine = engine
                    try engine.add(document.frontMatter.packages, of: document.path, access, console)
                    let parameters = Parameters(placeholdersFor: document.frontMatter.parameters)
                    let found = document.lint(on: try engine.makeSession(), parameters: parameters)
                    for diagnostic in found { console.note(diagnostic.text) }
                    if found.contains(where: \.isError) {
                        code = Failure.Code.notANotebook.rawValue
                    } else {
                        let count = document.allWarnings.count
                        let verdict = count == 0 ? "nothing wrong" : count == 1 ? "1 warning" : "\(count) warnings"
                        console.write("\(file): \(document.cells.count) cells, \(verdict)\n")
                    }
                } catch let failure as Failure {
                    console.error(failure.message)
                    code = max(code, failure.code.rawValue)
                }
            }
            return code
        }
    }
}
