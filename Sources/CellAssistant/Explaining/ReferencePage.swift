/// The library's public names as a page of Markdown, room by room.
struct ReferencePage {
    let symbols: [Symbol]

    var text: String {
        var lines = [
            "# Reference: what cells and programs may call", "",
            "Written by `make reference` from the docstrings that `:help NAME` shows; do not edit it by hand. All of it comes with",
            "`import AVTSKit`.",
        ]
        for room in SymbolExtraction.rooms {
            let own = symbols.filter { $0.module == room && !$0.isSwifts }
            if own.isEmpty { continue }
            lines += ["", "## \(room)"]
            lines += table(own.filter { $0.path.count == 1 && !$0.isType })
            let owners = Set(own.map { typePath($0) }.filter { !$0.isEmpty })
            for owner in owners.sorted() {
                let type = own.first { $0.isType && $0.path.joined(separator: ".") == owner }
                let members = own.filter { !$0.isType && typePath($0) == owner }
                if type == nil, members.isEmpty { continue }
                lines += ["", "### \(owner)", ""]
                if let type {
                    lines += ["`\(type.signature)`", ""]
                    if !type.documentation.isEmpty { lines.append(type.documentation) }
                } else {
                    lines.append("What this room adds.")
                }
                lines += table(members)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func typePath(_ symbol: Symbol) -> String {
        (symbol.isType ? symbol.path : Array(symbol.path.dropLast())).joined(separator: ".")
    }

    private func table(_ symbols: [Symbol]) -> [String] {
        if symbols.isEmpty { return [] }
        let rows = symbols.sorted { ($0.name, $0.signature) < ($1.name, $1.signature) }.map { symbol in
            "| `\(symbol.signature.replacing("|", with: "\\|"))` | \(cell(symbol.documentation)) |"
        }
        return ["", "| | |", "|---|---|"] + rows
    }

    /// A docstring within a table: lists and examples become lines of it.
    private func cell(_ documentation: String) -> String {
        documentation.split(separator: "\n").map { line in
            let words = line.drop { $0 == " " }
            return words.hasPrefix("- ") ? "<br>" + words.dropFirst(2) : String(words)
        }.joined(separator: " ").replacing("|", with: "\\|")
    }
}
