import ArgumentParser
import Notebook
import REPL

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Parse notebooks and look at their cells, running nothing.")

    @Argument(help: "The notebooks.")
    var files: [String]

    @Option(help: "Colours: auto, always, never.")
    var color = ColorChoice.auto

    func run() throws {
        let console = Console(color: color, isQuiet: false)
        try reporting(on: console) {
            let engine = Engine(threads: 1)
            var code: Int32 = 0
            for file in files {
                do {
                    let document = try Input.document(file)
                    let defaults = try? Parameters(
                        declared: document.frontMatter.parameters.filter { $0.defaultValue != nil }, assignments: [])
                    let found = document.lint(on: try engine.makeSession(), parameters: defaults)
                    for diagnostic in found { console.note(diagnostic.text) }
                    if found.contains(where: \.isError) {
                        code = Failure.Code.notANotebook.rawValue
                    } else {
                        console.write("\(file): \(document.cells.count) cells, nothing wrong\n")
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
