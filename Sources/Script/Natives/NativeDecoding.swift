import Files

// How the values of a call become the parameters of a native's Swift closure.

/// The value as a Swift type; throws a sentence that says what was found.
func decode<T: ScriptConvertible>(_ type: T.Type, _ value: Value) throws -> T {
    if let decoded = T.fromScript(value) { return decoded }
    throw NativeError(refusal(T.self, value))
}

private func refusal(_ type: any ScriptConvertible.Type, _ value: Value) -> String {
    let members = type.implicitMembers
    if !members.isEmpty, case .string(let name) = value {
        let hint = nearest(to: name, among: members).map { "; did you mean '\($0)'?" } ?? ""
        return "'\(name)' is no \(type.scriptType)\(hint) (there are \(members.joined(separator: ", ")))"
    }
    return "found \(value.typeName), where \(type.scriptType) is needed"
}

/// Takes the arguments one by one as a pack is expanded over them.
private final class Cursor {
    let arguments: [Value]
    let context: NativeContext
    var position = 0

    init(_ arguments: [Value], _ context: NativeContext) {
        self.arguments = arguments
        self.context = context
    }

    func next<T: ScriptConvertible>(_ type: T.Type) throws -> T {
        if type == NativeContext.self { return context as! T }
        defer { position += 1 }
        guard let decoded = T.fromScript(arguments[position]) else {
            throw NativeError("argument \(position + 1): " + refusal(T.self, arguments[position]))
        }
        return decoded
    }
}

func makeRow<each P: ScriptConvertible, R>(
    _ name: String, _ scope: NativeRow.Scope?, _ defaults: [String: NativeDefault], _ doc: String, _ result: ScriptType,
    _ body: @escaping (repeat each P) throws -> R, _ encode: @escaping (R) -> Value
) -> NativeRow {
    let (base, labels) = splitName(name)
    var types: [(type: ScriptType, variadic: Bool)] = []
    func learn<T: ScriptConvertible>(_ metatype: T.Type) {
        if metatype == NativeContext.self { return }
        types.append((metatype.scriptType, metatype.isVariadic))
    }
    repeat learn((each P).self)
    var scope = scope ?? .global
    if case .member = scope { types.removeFirst() }
    let isOperator = base.first.map { !$0.isLetter && $0 != "_" } ?? false
    if scope == .global, isOperator { scope = .infix }
    precondition(
        types.count == labels.count, "the native \(name) has \(labels.count) labels and \(types.count) parameters")
    for key in defaults.keys {
        precondition(labels.contains(key), "the native \(name) has no parameter '\(key)' to give a default to")
    }
    let parameters = zip(labels, types).map { label, type in
        NativeRow.Parameter(
            label: label, type: type.type, defaultValue: label.flatMap { defaults[$0]?.value }, isVariadic: type.variadic)
    }
    return NativeRow(name: base, scope: scope, parameters: parameters, result: result, documentation: doc) {
        context, arguments in
        let cursor = Cursor(arguments, context)
        return encode(try body(repeat try cursor.next((each P).self)))
    }
}

/// `mean(axis:_:)` as its base and labels; `_` is nil.
func splitName(_ name: String) -> (base: String, labels: [String?]) {
    guard let open = name.firstIndex(of: "("), name.last == ")" else { return (name, []) }
    let inside = name[name.index(after: open)...].dropLast()
    let labels = inside.split(separator: ":").map { $0 == "_" ? nil : String($0) }
    return (String(name[..<open]), labels)
}
