/// Every native a session knows, by name.
public final class NativeRegistry: @unchecked Sendable {
    public private(set) var rows: [NativeRow] = []
    private var functions: [String: [Int]] = [:]
    private var members: [String: [Int]] = [:]
    private var statics: [String: [Int]] = [:]
    private var operators: [String: [Int]] = [:]
    /// The types cells may name: `Tensor`, `World`.
    public private(set) var types: [String: ScriptType] = [:]

    /// Protocols of the library that a cell's struct may name after its colon: `struct Net: Layer`.
    public var protocolNames: Set<String> = []

    /// What other libraries call a member, and its name here: for a hint, never for a call.
    public var synonyms: [String: String] = [:]
    /// What to write instead of names of other libraries that have no counterpart of one word here.
    public var remedies: [String: String] = [:]

    public init(_ rows: [NativeRow] = []) { add(rows) }

    /// Adds rows; one with the same name, scope and parameters as an earlier one is a further overload.
    public func add(_ more: [NativeRow]) {
        for row in more {
            let index = rows.count
            rows.append(row)
            switch row.scope {
            case .global: functions[row.name, default: []].append(index)
            case .member(let type):
                members[row.name, default: []].append(index)
                learn(type)
            case .type(let type):
                statics[row.name, default: []].append(index)
                learn(type)
            case .infix, .prefix: operators[row.name, default: []].append(index)
            }
            learn(row.result)
        }
    }

    /// Makes a type known that no row mentions.
    public func add(type: any ScriptConvertible.Type) { learn(type.scriptType) }

    private func learn(_ type: ScriptType) {
        switch type {
        case .native(let native): types[native.name] = type
        case .optional(let inner), .array(let inner): learn(inner)
        default: break
        }
    }

    func functions(_ name: String) -> [NativeRow] { (functions[name] ?? []).map { rows[$0] } }
    func members(_ name: String) -> [NativeRow] { (members[name] ?? []).map { rows[$0] } }
    func statics(_ name: String) -> [NativeRow] { (statics[name] ?? []).map { rows[$0] } }
    func operators(_ name: String) -> [NativeRow] { (operators[name] ?? []).map { rows[$0] } }
    var operatorNames: [String] { Array(operators.keys) }
    var functionNames: [String] { Array(functions.keys) }
}
