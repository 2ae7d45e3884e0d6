import ArgumentParser
import Foundation

@main
struct AvtsNB: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "avts-nb",
        abstract: "Notebooks for learning from sight and sound together.",
        discussion: """
            avts-nb FILE runs a notebook, avts-nb alone opens a prompt, avts-nb -e '1 + 1' evaluates a line.

            Exit codes: 0 all ran and all checks held; 1 a cell failed; 2 a check or an expected output did not hold; \
            3 not a valid notebook; 4 parameters; 64 usage; 66 no such input; 69 no Swift toolchain; 73 cannot write; 74 standard output; 124 timeout; \
            130 interrupted; 143 terminated.
            """,
        version: "avts-nb \(version)",
        subcommands: [
            RunCommand.self, TestCommand.self, BuildCommand.self, CheckCommand.self, ParamsCommand.self, ExportCommand.self,
            CleanCommand.self,
            DoctorCommand.self, ReferenceCommand.self,
        ],
        defaultSubcommand: RunCommand.self)

    /// Whether the user named the command: `avts-nb` alone opens a prompt, `avts-nb run` alone misses its file.
    static var namesRun: Bool { CommandLine.arguments.dropFirst().first == "run" }
}
