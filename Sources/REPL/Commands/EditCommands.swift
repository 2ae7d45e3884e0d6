import Files
import Foundation
import Terminal

/// What goes through an editor.
enum EditCommands {
    static let table = [
        Command("edit", "[N]", help: "an entry, the last unless said, in $VISUAL or $EDITOR; what was saved is evaluated") {
            repl, id in
            try edit(try entry(id, of: repl.transcript), on: repl)
        }
    ]

    /// The entry of a name, or of a number as `:cells` counts; nil where nothing was entered and nothing named.
    private static func entry(_ name: String, of transcript: Transcript) throws -> Transcript.Entry? {
        let entries = transcript.entries
        if name.isEmpty { return entries.last }
        if let found = entries.first(where: { $0.id == name }) ?? entries.first(where: { $0.id == "in\(name)" }) { return found }
        if let number = Int(name), entries.indices.contains(number - 1) { return entries[number - 1] }
        throw CommandError(
            entries.isEmpty
                ? "there is no entry `\(name)`, nothing was entered yet; `:edit` begins one"
                : "there is no entry `\(name)`: 1 to \(entries.count), or a name that :cells lists")
    }

    private static func edit(_ entry: Transcript.Entry?, on repl: Repl) throws {
        guard repl.isTerminal, isatty(1) == 1 else { throw CommandError("there is no terminal for an editor here") }
        guard let scratch = repl.scratch?.path else { throw CommandError("there is no folder for the editor's file") }
        // A folder of its own takes what an editor leaves beside the file, too.
        let folder = "\(scratch)/edit"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "\(folder)/\(entry?.id ?? "entry").swift"
        let before = entry.map { $0.source.hasSuffix("\n") ? $0.source : $0.source + "\n" } ?? ""
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try AtomicFile.write(Array(before.utf8), to: path)
        let editor = try command()
        let (ending, asked) = ForegroundProgram.run("\(editor) \"$@\"", arguments: [path], signals: repl.signals)
        if asked != nil { return repl.leave(143) }
        let nothing = "nothing was evaluated"
        switch ending {
        case .exited(0): break
        case .exited(127): throw CommandError("the editor `\(editor)` was not found; \(nothing). $EDITOR names another")
        case .exited(let code): throw CommandError("the editor `\(editor)` ended with \(code); \(nothing)")
        case .killed(let signal): throw CommandError("the editor `\(editor)` was ended by signal \(signal); \(nothing)")
        case .notStarted(let reason): throw CommandError("the editor `\(editor)` did not start: \(reason); \(nothing)")
        }
        guard let after = String(validating: try RegularFile.contents(path, limit: 1 << 24), as: UTF8.self) else {
            throw CommandError("what the editor saved is no UTF-8 text; \(nothing)")
        }
        guard !after.allSatisfy(\.isWhitespace) else { return repl.write("the text is empty: \(nothing)\n") }
        try evaluate(after, isUnchanged: after == before, on: repl)
    }

    private static func evaluate(_ text: String, isUnchanged: Bool, on repl: Repl) throws {
        let lines = text.split(whereSeparator: \.isNewline)
        let first = lines.first { !$0.allSatisfy(\.isWhitespace) } ?? ""
        let more = lines.count > 1 ? " …" : ""
        let head = "\(repl.transcript.id())\(isUnchanged ? ", unchanged" : ""): \(first)\(more)"
        repl.write(repl.console.paint(head, .faint) + "\n")
        // The arrow up then finds the text, and not the word that opened the editor.
        repl.remembered = text
        guard repl.evaluate(text) else { throw FailedEntry() }
    }

    /// `$VISUAL`, `$EDITOR`, nano or vi: a line of shell.
    private static func command() throws -> String {
        let environment = ProcessInfo.processInfo.environment
        for name in ["VISUAL", "EDITOR"] {
            let said = (environment[name] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
            if !said.isEmpty { return said }
        }
        let folders = (environment["PATH"] ?? "").split(separator: ":")
        for name in ["nano", "vi"] {
            if folders.contains(where: { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }) { return name }
        }
        throw CommandError("there is no editor: $VISUAL and $EDITOR are not set, and neither nano nor vi was found")
    }
}
