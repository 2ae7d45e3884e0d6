import ArgumentParser
import Foundation

/// Feeds the program and the library what nobody would write.
@main
struct Fuzz: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "avts-fuzz", abstract: "Feed the program and the library what nobody would write.",
        subcommands: [SessionCommand.self, FilesCommand.self, ReadCommand.self], defaultSubcommand: SessionCommand.self)
}

/// `avts-fuzz`: whatever comes of a cell, the session must go on and say what was wrong.
struct SessionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "session", abstract: "Feed odd calls of the library, or mutated cells, to a session for a bounded time.")

    @Flag(help: "Call everything public of the library with operands at the ends of their types, instead of mutating cells.")
    var sweep = false

    @Option(help: "How long.")
    var seconds = 20.0

    @Option(help: "Where the random numbers begin; the same seed gives the same cells.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Call only operations whose signature holds this text.", valueName: "text"))
    var only: String?

    @Option(help: "The project's folder, whose notebooks and pages hold the cells to mutate.")
    var project = FileManager.default.currentDirectoryPath

    func run() throws {
        let project = URL(fileURLWithPath: project).path
        let folder = try WorkFolder()
        defer { folder.remove() }
        let isGood: Bool
        if sweep {
            var sweep = try Sweep(seed: seed, only: only)
            isGood = try sweep.run(seconds: seconds)
        } else {
            var fuzz = try CellFuzz(project: project, seed: seed)
            isGood = try fuzz.run(seconds: seconds)
        }
        guard isGood else { throw ExitCode(1) }
    }
}
