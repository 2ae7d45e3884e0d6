import ArgumentParser
import CellAssistant
import CellCompiler
import Terminal

struct ReferenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference", abstract: "Print the reference of everything a cell may call, as Markdown.")

    @Option(help: ArgumentHelp("Write symbol graphs into a folder instead, for DocC.", valueName: "folder"))
    var symbolGraphs: String?

    @Flag(help: "Print the manual page instead, for man.")
    var manual = false

    func run() throws {
        let console = Console(color: .auto, isQuiet: false)
        if manual { return console.write(ManualPage.text(of: AvtsNB._dumpHelp())) }
        try reporting(on: console) {
            do {
                let assistant = Assistant(compiler: try Compiler(toolchain: .find(), library: .find()))
                if let symbolGraphs {
                    try assistant.writeSymbolGraphs(to: symbolGraphs)
                } else {
                    console.write(assistant.reference())
                }
                return 0
            } catch let error as ToolchainError { throw Failure(.noToolchain, "\(error)") }
        }
    }
}
