import ArgumentParser
import REPL
import Script

struct ReferenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference", abstract: "Print the reference of everything a cell may call, as Markdown.")

    func run() throws {
        Console(color: .auto, isQuiet: false).write(
            """
            # Reference: what cells may call

            Written by `make reference` from the same docstrings that `:help NAME` shows; do not edit it by hand. The language itself and its
            standard library are described in [Cells.md](Cells.md).


            """ + NativeReference(Natives.registry()).markdown)
    }
}
