import CellCompiler

/// What looks back on what was entered.
enum TranscriptCommands {
    static let table = [
        Command("cells", isPaged: true, help: "what was entered, with its ids: `~` is stale, `-` ran again, `!` failed") {
            repl, _ in
            let entries = repl.transcript.entries
            guard !entries.isEmpty else { return repl.write("nothing was entered yet\n") }
            let stale = repl.transcript.stale(names: CellReading.names(in:))
            let width = entries.map(\.id.count).max() ?? 0
            for entry in entries {
                let mark = entry.error != nil ? "!" : stale[entry.id] != nil ? "~" : entry.successor != nil ? "-" : " "
                let lines = entry.source.split(separator: "\n", omittingEmptySubsequences: true)
                let more = lines.count > 1 ? " …" : ""
                repl.write(
                    " \(mark) \(entry.id)\(String(repeating: " ", count: width - entry.id.count))  \(lines.first ?? "")\(more)\n")
            }
        },
        Command("stale", isPaged: true, help: "entries that would give something else now") { repl, _ in
            let stale = repl.transcript.stale(names: CellReading.names(in:))
            guard !stale.isEmpty else { return repl.write("nothing is stale\n") }
            for entry in repl.transcript.entries {
                guard let reason = stale[entry.id] else { continue }
                repl.write("  \(entry.id)  \(reason)\n")
            }
            repl.write("`:rerun` runs them again, `:rerun \(stale.keys.sorted()[0])` one of them\n")
        },
        Command("rerun", "[ID…]", help: "run stale entries again, or those that are named") { repl, text in
            let named = text.split(whereSeparator: \.isWhitespace).map(String.init)
            let entries = repl.transcript.entries
            for id in named where !entries.contains(where: { $0.id == id }) {
                throw CommandError("no entry is called `\(id)`; :cells lists them")
            }
            let stale = named.isEmpty ? repl.transcript.stale(names: CellReading.names(in:)) : [:]
            let chosen = entries.filter { named.isEmpty ? stale[$0.id] != nil : named.contains($0.id) }
            if chosen.isEmpty { return repl.write("nothing is stale\n") }
            for entry in chosen {
                let first = entry.source.split(separator: "\n").first ?? ""
                repl.write(repl.console.paint("\(entry.id): \(first)", .faint) + "\n")
                guard repl.evaluate(entry.source), !repl.wasInterrupted else { return }
                if let last = repl.transcript.entries.last { repl.transcript.supersede(entry.id, by: last.id) }
            }
        },
    ]
}
