import Prelude
import Script

/// Expressions of a type: an ordinary one, and ones at the ends of what the type holds.
///
/// How to come by an object of the library is found by trying the rows that give one, on ordinary arguments.
struct Samples {
    /// Definitions of the objects, as cells: `let sample3 = Linear(2, 2)`.
    private(set) var definitions: [String] = []
    /// Names of objects by their type.
    private var objects: [String: [String]] = [:]
    private static let objectsOfAType = 2

    /// A definition, and the types it is an object of.
    struct Given {
        let name: String
        let expression: String
        let types: [String]

        init(_ name: String, _ expression: String, _ types: [String]) {
            self.name = name
            self.expression = expression
            self.types = types
        }
    }

    /// - Parameter isGood: whether a definition runs, after those before it.
    init(_ operations: [Operation], given: [Given], isGood: (String) -> Bool) {
        for object in given { define(object, isGood) }
        // What one turn finds, the next may need.
        for _ in 0..<4 {
            for operation in operations.sorted(by: { ($0.parameters ?? []).count < ($1.parameters ?? []).count }) {
                guard case .native(let type) = operation.result, objects[type.name, default: []].count < Self.objectsOfAType,
                    let call = Call(operation, self)?.ordinary
                else { continue }
                add(call, type.name, isGood)
            }
        }
    }

    private mutating func add(_ expression: String, _ type: String, _ isGood: (String) -> Bool) {
        guard !definitions.contains(where: { $0.hasSuffix(" = \(expression)") }) else { return }
        define(Given("sample\(definitions.count)", expression, [type]), isGood)
    }

    private mutating func define(_ object: Given, _ isGood: (String) -> Bool) {
        let definition = "let \(object.name) = \(object.expression)"
        guard isGood(definition) else { return }
        definitions.append(definition)
        for type in object.types { objects[type, default: []].append(object.name) }
    }

    /// What most callers would give; nil where nothing is known.
    func ordinary(_ type: ScriptType) -> String? {
        switch type {
        case .any, .int: "2"
        case .bool: "true"
        case .double, .float: "0.5"
        case .string: "\"x\""
        case .character: "\"é\""
        case .optional(let wrapped): ordinary(wrapped) ?? "nil"
        case .array(let element): ordinary(element).map { "[\($0), \($0)]" }
        case .set(let element): ordinary(element).map { "[\($0)]" }
        case .dictionary(let key, let value): ordinary(key).flatMap { key in ordinary(value).map { "[\(key): \($0)]" } }
        case .tuple(let elements): tuple(elements) { ordinary($0) }
        case .range(.halfOpen, .int): "0..<2"
        case .range(.closed, .int): "0...2"
        case .range(.halfOpen, _): "0.0..<0.5"
        case .range(.closed, _): "0.0...0.5"
        case .function(let parameters, let result): ordinary(result).map { closure(parameters, $0) }
        case .void: "()"
        case .variable("Sequence"): "[2, 1]"
        case .variable: "2"
        case .range(.from, _): "1..."
        case .range(.upTo, _): "..<2"
        case .range(.through, _): "...1"
        case .native(let type):
            objects[type.name]?.first ?? type.metatype.implicitMembers.first.map { ".\($0)" }
                ?? type.metatype.alternatives.lazy.compactMap(ordinary).first
        default: nil
        }
    }

    /// What few callers would give.
    func extremes(_ type: ScriptType) -> [String] {
        switch type {
        case .any: ["\"x\"", "Double.nan", "[]"]
        case .int: ["Int.max", "Int.min", "0", "-1", "100_000"]
        case .bool: ["false"]
        case .double: ["Double.nan", "Double.infinity", "-1e308", "0.0", "-1.0"]
        case .float: ["Float.nan", "Float.infinity", "1e38", "0.0", "-1.0"]
        case .string: ["\"\"", "\"\\u{0}\"", "\"../x\"", "String(repeating: \"é\", count: 10_000)"]
        case .character: ["\"\\u{0}\""]
        case .optional(let wrapped): ["nil"] + extremes(wrapped)
        case .array(let element):
            ["[\(plain(element))]()"]
                + extremes(element).flatMap { odd in ["[\(odd)]"] + (ordinary(element).map { ["[\($0), \(odd)]"] } ?? []) }
        case .set(let element): ["[]"] + extremes(element).map { "[\($0)]" }
        case .dictionary(let key, let value):
            ["[:]"] + (ordinary(key).map { key in extremes(value).map { "[\(key): \($0)]" } } ?? [])
        case .tuple(let elements):
            elements.indices.flatMap { odd in
                extremes(elements[odd].type).compactMap { extreme in
                    var index = -1
                    return tuple(elements) { type in
                        index += 1
                        return index == odd ? extreme : ordinary(type)
                    }
                }
            }
        case .range(.halfOpen, .int): ["0..<0", "Int.min..<Int.max", "-1..<100_000"]
        case .range(.closed, .int): ["Int.min...Int.max", "Int.max...Int.max", "-1...100_000"]
        case .range(.halfOpen, _): ["0.0..<0.0", "-1e308..<1e308"]
        case .range(.closed, _): ["0.0...0.0", "-1e308...1e308"]
        case .function(let parameters, let result):
            (result == .void ? [] : [closure(parameters, "[\(result)]()[0]")]) + extremes(result).map { closure(parameters, $0) }
        case .native(let type):
            Array((objects[type.name] ?? []).dropFirst()) + type.metatype.implicitMembers.dropFirst().map { ".\($0)" }
                + type.metatype.alternatives.flatMap(extremes)
        case .variable("Sequence"):
            ["[Int]()", "0..<0", "\"né\"", "Set([2])", "[2: 1]", "[Double.nan, 1]", "[[2], []]"]
        case .variable: extremes(.int) + ["\"x\"", "Double.nan", "[2]"]
        case .range(.from, _): ["Int.max...", "Int.min..."]
        case .range(.upTo, _): ["..<Int.max", "..<Int.min"]
        case .range(.through, _): ["...Int.max", "...Int.min"]
        default: []
        }
    }

    /// A type as a cell writes it: a placeholder is an Int.
    private func plain(_ type: ScriptType) -> String {
        if case .variable = type { return "Int" }
        return "\(type)"
    }

    private func tuple(_ elements: [ScriptType.TupleElement], _ expression: (ScriptType) -> String?) -> String? {
        var parts: [String] = []
        for element in elements {
            guard let value = expression(element.type) else { return nil }
            parts.append((element.label.map { "\($0): " } ?? "") + value)
        }
        return "(\(parts.joined(separator: ", ")))"
    }

    private func closure(_ parameters: [ScriptType], _ result: String) -> String {
        parameters.isEmpty ? "{ \(result) }" : "{ \(parameters.map { _ in "_" }.joined(separator: ", ")) in \(result) }"
    }
}
