/// What is shown of symbols: signature, docstring, and of a type how it is made and what it has.
struct HelpText {
    let width = 100

    /// - Parameter members: of a type, by its name.
    func text(_ symbols: [Symbol], members: (String) -> [Symbol]) -> String {
        symbols.map { symbol in
            var lines = [symbol.signature.isEmpty ? symbol.name : symbol.signature]
            if let owner = symbol.owner, !symbol.isType { lines[0] += "    // of \(owner)" }
            lines += indented(symbol.documentation)
            if symbol.isType { lines += contents(members(symbol.base)) }
            return lines.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private func indented(_ documentation: String) -> [String] {
        if documentation.isEmpty { return [] }
        return documentation.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    " + $0 }
    }

    private func contents(_ members: [Symbol]) -> [String] {
        var lines = members.filter { $0.kind.hasSuffix("init") }.map { "    " + $0.signature }
        if !lines.isEmpty { lines.insert("", at: 0) }
        for (title, kinds) in Self.groups {
            let names = Set(members.filter { kinds.contains($0.kind.replacing("extension.", with: "")) }.map(\.base)).sorted()
            let words = names.filter { $0.first?.isLetter == true }
            if !words.isEmpty { lines += ["", "    \(title):"] + wrapped(words) }
        }
        return lines
    }

    private static let groups: [(String, Set<String>)] = [
        ("cases", ["enum.case"]), ("values", ["property", "type.property"]), ("functions", ["method"]),
        ("functions of the type", ["type.method"]), ("types within", ["struct", "class", "enum", "protocol", "typealias"]),
    ]

    private func wrapped(_ words: [String]) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in words {
            if line.count + word.count + 2 > width - 8, !line.isEmpty {
                lines.append("        " + line + ",")
                line = ""
            }
            line += line.isEmpty ? word : ", " + word
        }
        return lines + ["        " + line]
    }
}
