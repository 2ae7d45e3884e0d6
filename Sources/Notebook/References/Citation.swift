/// `@key` and `[@key, p. 3; @other]` in prose: of a work, or of a figure, table, formula or section of the text.
struct Citation: Equatable {
    /// What is named, and what stands behind its comma.
    struct Item: Equatable {
        let key: String
        let locator: String
    }

    let items: [Item]
    let isBracketed: Bool

    /// Reads what ``ReferenceMarks`` found: `@key`, or `[@key, p. 3; @other]`.
    init?(_ source: String) {
        isBracketed = source.hasPrefix("[")
        let text = isBracketed ? source.dropFirst().dropLast() : source[...]
        var items: [Item] = []
        for part in text.split(separator: ";") {
            let parts = part.trimmed.split(separator: ",", maxSplits: 1)
            guard let key = parts.first?.trimmed, key.hasPrefix("@"), key.count > 1 else { return nil }
            items.append(Item(key: String(key.dropFirst()), locator: parts.count > 1 ? parts[1].trimmed : ""))
        }
        guard !items.isEmpty else { return nil }
        self.items = items
    }

    /// What a key refers to within the text.
    enum Target: Equatable {
        case figure, table, formula, section, work
    }

    static func target(of key: String) -> Target {
        for (prefix, target) in [("fig-", Target.figure), ("tbl-", .table), ("eq-", .formula), ("sec-", .section)] {
            if key.hasPrefix(prefix) { return target }
        }
        return .work
    }

    /// The place of a work in the list.
    static func anchor(_ key: String) -> String { "ref-" + HTML.anchor(key.replacing(":", with: "-")) }
}
