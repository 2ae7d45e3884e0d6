import ArgumentParser
import Foundation
import Terminal
import Work

@main
enum Main {
    static func main() {
        StandardOutput.watch()
        do {
            var command = try AvtsNB.parseAsRoot()
            // All but a run are one process's work.
            if !RankLaunch.current.isFirst, !(command is RunCommand) { StandardOutput.leave(0) }
            try command.run()
            StandardOutput.leave(0)
        } catch {
            // What is wrong with the command line is wrong on all ranks.
            if !RankLaunch.current.isFirst {
                if !(error is ExitCode) { usleep(2_000_000) }
                StandardOutput.leave(AvtsNB.exitCode(for: error).rawValue)
            }
            // A message of the parser holds words of the command line, among them names of files: it is shown as all text is.
            let code = AvtsNB.exitCode(for: error), text = AvtsNB.fullMessage(for: error)
            let console = Console(color: .never, isQuiet: false)
            if !text.isEmpty { if code == .success { console.write(text + "\n") } else { console.note(text) } }
            StandardOutput.leave(code.rawValue)
        }
    }
}

struct AvtsNB: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "avts-nb",
        abstract: "Notebooks for learning from sight and sound together.",
        discussion: """
            avts-nb FILE runs a notebook, avts-nb alone opens a prompt, avts-nb -e '1 + 1' evaluates a line.

            Exit codes: 0 all ran and all checks held; 1 a cell failed; 2 a check or an expected output did not hold; \
            3 not a valid notebook; 4 parameters; 64 usage; 66 no such input; 69 no Swift toolchain; 73 cannot write; \
            74 cannot write to standard output; 124 timeout; \
            130 interrupted; 143 terminated.
            """,
        version: "avts-nb \(version)",
        subcommands: [
            RunCommand.self, RunsCommand.self, CompareCommand.self, WatchCommand.self, TestCommand.self, BuildCommand.self,
            CheckCommand.self,
            ParamsCommand.self,
            ExportCommand.self,
            ImportCommand.self,
            CleanCommand.self, SyncCommand.self, KernelCommand.self, LspCommand.self,
            DoctorCommand.self, ReferenceCommand.self,
        ],
        defaultSubcommand: RunCommand.self)

    /// Whether the user named the command: `avts-nb` alone opens a prompt, `avts-nb run` alone misses its file.
    static var namesRun: Bool { CommandLine.arguments.dropFirst().first == "run" }
}
