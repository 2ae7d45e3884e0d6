import CellCompiler
import Foundation
import Notebook
import REPL

/// What was entered at a prompt, as a notebook that `avts-nb test` passes.
struct SavedSession {
    private(set) var text: String
    /// Entries that are not in it, and why.
    private(set) var omissions: [String] = []

    init(_ transcript: Transcript, title: String) {
        let name = URL(fileURLWithPath: title).lastPathComponent
        let seed = transcript.entries.first?.seed ?? 0
        text =
            "---\navtsnb: 1\ntitle: \(Self.quoted(String(name.split(separator: ".").first ?? "session")))\nseed: \(seed)\n---\n"
        let sources = NamedValues(
            transcript.entries.map(\.source), haveEnded: transcript.entries.map { $0.error == nil }
        ).sources
        for (entry, written) in zip(transcript.entries, sources) {
            // What did not even parse changed nothing and is left out.
            if let error = entry.error, !error.ran { continue }
            if entry.isUnrepeatable {
                omissions.append("\(entry.id), which ended with \(entry.error?.name ?? "an error")")
                continue
            }
            // As a run's record has it: a line of progress that was written over is gone.
            var output = SettledText.of(entry.output)
            if !output.isEmpty, !output.hasSuffix("\n") { output += "\n" }
            if entry.isCut { output += "...\n" }
            let fence = Self.fence(for: written + output)
            var attributes = "#\(entry.id)"
            if entry.seed != seed { attributes += " seed=\(entry.seed)" }
            if let error = entry.error { attributes += " raises=\(error.name)" }
            let source = written.hasSuffix("\n") ? written : written + "\n"
            text += "\n\(fence)swift {\(attributes)}\n\(source)\(fence)\n"
            if !output.isEmpty { text += "\n\(fence)output {for=\(entry.id)}\n\(output)\(fence)\n" }
        }
    }

    private static func fence(for text: String) -> String {
        var fence = "```"
        while text.contains(fence) { fence += "`" }
        return fence
    }

    /// A title that YAML takes for a text, whatever the file is called.
    private static func quoted(_ text: String) -> String {
        let isPlain = text.allSatisfy { $0.isLetter || $0 == "-" || $0 == "_" || $0 == " " }
        return isPlain && !["true", "false", "null", "yes", "no"].contains(text.lowercased())
            ? text : "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
