import ArgumentParser
import CellAssistant
import CellCompiler
import Terminal

struct ReferenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference", abstract: "Print the reference of everything a cell may call, as Markdown.")

    func run() throws {
        let console = Console(color: .auto, isQuiet: false)
        try reporting(on: console) {
            do {
                console.write(Assistant(compiler: try Compiler(toolchain: .find(), library: .find())).reference())
                return 0
            } catch let error as ToolchainError { throw Failure(.noToolchain, "\(error)") }
        }
    }
}
