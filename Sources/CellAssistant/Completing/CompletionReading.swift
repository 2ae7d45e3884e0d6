/// Turns the service's entries into completions, the nearest first.
struct CompletionReading {
    let place: CursorPlace
    /// The module of the cell that declared a name last.
    let owner: (String) -> String?
    /// The library's modules.
    let rooms: Set<String>

    func entries(_ response: ResponseValue) -> [(rank: Int, completion: Completion)] {
        (response["key.results"]?.items ?? []).compactMap(entry)
    }

    /// The best of each text, in the order of rank and name.
    static func ranked(_ entries: [(rank: Int, completion: Completion)]) -> [Completion] {
        var best: [String: (rank: Int, completion: Completion)] = [:]
        for entry in entries where entry.rank < best[entry.completion.text]?.rank ?? .max { best[entry.completion.text] = entry }
        return best.values.sorted { ($0.rank, $0.completion.text) < ($1.rank, $1.completion.text) }.map(\.completion)
    }

    private func entry(_ value: ResponseValue) -> (rank: Int, completion: Completion)? {
        guard let name = value["key.name"]?.text, let kind = value["key.kind"]?.text.map({ $0.dropFirst(18) }) else { return nil }
        let base = String(name.prefix { $0 != "(" && $0 != ":" })
        guard let first = base.first, first.isLetter || first == "_", base.hasPrefix(place.prefix) else { return nil }
        if first == "_", place.prefix.isEmpty { return nil }
        let isCall = name.dropFirst(base.count).hasPrefix("(")
        let isLabel = !isCall && name.dropFirst(base.count).hasPrefix(":")
        if place.isMember, kind == "keyword" || isLabel { return nil }
        let module = value["key.modulename"]?.text ?? ""
        // Of a name that several cells declared only the newest is there.
        if Self.isCell(module), let owner = owner(base), owner != module, Self.isTopLevel(kind) { return nil }
        let text = isLabel ? base + ": " : isCall ? base + (name.hasSuffix("()") ? "()" : "(") : base
        let completion = Completion(
            text: text, start: place.start, kind: isLabel ? .label : Self.kind(kind), detail: Self.detail(value, isCall: isCall))
        let isNear = value["key.context"]?.text?.hasSuffix(".local") == true || module == "entry" || Self.isCell(module)
        let rank =
            isLabel
            ? 0
            : place.isMember && Self.kind(kind) == .type
                ? 3 : isNear ? 1 : rooms.contains(module) ? 2 : kind == "keyword" ? 3 : module == "Swift" ? 4 : 5
        return (rank, completion)
    }

    /// `cell12` is the module of a cell.
    static func isCell(_ module: String) -> Bool { module.hasPrefix("cell") && Int(module.dropFirst(4)) != nil }

    private static func isTopLevel(_ kind: Substring) -> Bool {
        kind == "decl.var.global" || kind == "decl.function.free"
            || ["struct", "class", "enum", "protocol", "typealias", "actor"].contains { kind == "decl.\($0)" }
    }

    private static func kind(_ name: Substring) -> Completion.Kind {
        switch name {
        case "keyword": .keyword
        case "decl.var.global", "decl.var.local", "decl.var.parameter": .variable
        case "decl.function.free": .function
        case "decl.module": .module
        case _ where name.hasPrefix("decl.var") || name.hasPrefix("decl.function") || name == "decl.enumelement": .member
        case _ where name.hasPrefix("decl"): .type
        default: .keyword
        }
    }

    private static func detail(_ value: ResponseValue, isCall: Bool) -> String {
        let type = value["key.typename"]?.text ?? "", words = value["key.description"]?.text ?? ""
        return isCall ? words + (type.isEmpty || type == "Void" ? "" : " -> " + type) : type.isEmpty ? words : type
    }
}
