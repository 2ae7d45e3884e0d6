/// The standard methods people reach for, as rows.
enum StandardLibrary {
    nonisolated(unsafe) static let rows: [StandardRow] =
        sequenceRows + orderingRows + reducingRows + arrayRows + arrayMutations + stringRows + stringMutations + dictionaryRows
        + setRows + numberRows + conversionRows + mathRows + rangeRows + partialRangeRows + optionalRows + randomRows
        + functionRows

    private static let functionIndex = index { if case .function = $0.scope { true } else { false } }
    private static let memberIndex = index { if case .member = $0.scope { true } else { false } }
    private static let typeIndex = index { if case .type = $0.scope { true } else { false } }

    private static func index(_ include: (StandardRow) -> Bool) -> [String: [Int]] {
        var result: [String: [Int]] = [:]
        for (position, row) in rows.enumerated() where include(row) { result[row.name, default: []].append(position) }
        return result
    }

    static func functions(_ name: String) -> [StandardRow] { (functionIndex[name] ?? []).map { rows[$0] } }
    static func members(_ name: String) -> [StandardRow] { (memberIndex[name] ?? []).map { rows[$0] } }
    static func statics(_ name: String) -> [StandardRow] { (typeIndex[name] ?? []).map { rows[$0] } }
    static var functionNames: [String] { Array(functionIndex.keys) }

    static func staticNames(of type: ScriptType) -> [String] {
        rows.compactMap { row in
            guard case .type(let pattern) = row.scope, row.name != "init" else { return nil }
            var bindings: [String: ScriptType] = [:]
            return unify(pattern, type, &bindings) ? row.name : nil
        }
    }
}
