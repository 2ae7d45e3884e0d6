import CellCompiler

/// What looks back on what was entered.
enum TranscriptCommands {
    static let table = [
        Command("cells", help: "what was entered, with its ids; stale ones are marked") { repl, _ in
            let entries = repl.transcript.entries
            guard !entries.isEmpty else { return repl.write("nothing was entered yet\n") }
            let stale = repl.transcript.stale(names: CellReading.names(in:))
            let width = entries.map(\.id.count).max() ?? 0
            for entry in entries {
                let mark = entry.error != nil ? "!" : stale[entry.id] != nil ? "~" : " "
                let lines = entry.source.split(separator: "\n", omittingEmptySubsequences: true)
                let more = lines.count > 1 ? " …" : ""
                repl.write(
                    " \(mark) \(entry.id)\(String(repeating: " ", count: width - entry.id.count))  \(lines.first ?? "")\(more)\n")
            }
        },
        Command("stale", help: "entries that would give something else now") { repl, _ in
            let stale = repl.transcript.stale(names: CellReading.names(in:))
            guard !stale.isEmpty else { return repl.write("nothing is stale\n") }
            for entry in repl.transcript.entries {
                guard let reason = stale[entry.id] else { continue }
                repl.write("  \(entry.id)  \(reason)\n")
            }
        },
    ]
}
