import Foundation

/// The manual page, made of what `--help` says of every command.
enum ManualPage {
    /// In the language of `man`, from the description that the parser of arguments gives of itself.
    static func text(of dump: String) -> String {
        guard let tool = try? JSONDecoder().decode(Tool.self, from: Data(dump.utf8)) else { return "" }
        let root = tool.command
        var text = """
            .TH AVTS-NB 1 "" "avts-nb \(AvtsNB.version)" "User Commands"
            .SH NAME
            avts\\-nb \\- \(line(root.abstract ?? "").dropLast(root.abstract?.hasSuffix(".") == true ? 1 : 0))
            .SH SYNOPSIS
            .B avts\\-nb
            .I command
            [\\fIoption\\fR ...]
            .br
            .B avts\\-nb
            .I FILE
            .SH DESCRIPTION
            \(paragraph(root.discussion ?? "Markdown files with cells of Swift that run: as notebooks, as tests and as native programs. Without a command and without a file it opens a prompt."))
            .SH COMMANDS

            """
        for command in root.subcommands ?? [] where command.shouldDisplay ?? true && command.commandName != "help" {
            text += section(command, path: "avts-nb")
        }
        return text + """
            .SH ENVIRONMENT
            .TP
            .B AVTS_THREADS
            threads that compute
            .TP
            .B AVTS_DATA
            the folder of decoded and generated sets, in place of ~/.cache/avts\\-nb
            .TP
            .B AVTS_IMAGES
            how the terminal shows pictures

            """
    }

    private static func section(_ command: Command, path: String) -> String {
        let name = "\(path) \(command.commandName)"
        var text = ".SS \(escaped(name))\n\(paragraph(command.abstract ?? ""))\n"
        if let discussion = command.discussion, !discussion.isEmpty { text += ".PP\n\(paragraph(discussion))\n" }
        for argument in command.arguments ?? [] where argument.shouldDisplay ?? true && argument.title != "--help" {
            text += ".TP\n.B \(escaped(argument.title))\n\(paragraph(argument.abstract ?? ""))"
            if let value = argument.defaultValue, !value.isEmpty { text += " (\(escaped(value)) unless said)" }
            text += "\n"
        }
        for inner in command.subcommands ?? [] where inner.shouldDisplay ?? true { text += section(inner, path: name) }
        return text
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("-", with: "\\-").replacing("'", with: "\\(aq")
    }

    private static func line(_ text: String) -> String { escaped(text.split(whereSeparator: \.isNewline).joined(separator: " ")) }

    /// A text whose lines begin with nothing that `man` would take for its own.
    private static func paragraph(_ text: String) -> String {
        escaped(text).split(separator: "\n", omittingEmptySubsequences: false).map { $0.hasPrefix(".") ? "\\&" + $0 : $0 }
            .joined(separator: "\n")
    }

    // What is read of the parser's description.
    private struct Tool: Decodable { let command: Command }

    private struct Command: Decodable {
        let commandName: String
        let shouldDisplay: Bool?
        let abstract: String?
        let discussion: String?
        let subcommands: [Command]?
        let arguments: [Argument]?
    }

    private struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String
        }
        let kind: String
        let shouldDisplay: Bool?
        let isOptional: Bool?
        let isRepeating: Bool?
        let names: [Name]?
        let valueName: String?
        let defaultValue: String?
        let abstract: String?

        /// `-p, --param name=value`, `FILE ...`
        var title: String {
            let value = valueName ?? ""
            guard kind != "positional" else { return "\(value.uppercased())\(isRepeating == true ? " ..." : "")" }
            let all = (names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name }.joined(separator: ", ")
            return kind == "flag" || value.isEmpty ? all : "\(all) \(value)"
        }
    }
}
