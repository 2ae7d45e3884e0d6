/// What a standard function or method is given.
struct Invocation {
    let machine: Machine
    let site: Site
    /// The only argument: most functions have one, and no array is made for it.
    private let first: Value
    /// The arguments where there are more, or none. The receiver of a method that changes nothing comes first.
    private let arguments: [Value]
    /// Where the receiver of a mutating method stands.
    let place: Base!

    init(_ machine: Machine, _ site: Site, _ arguments: [Value], place: Base? = nil) {
        self.machine = machine
        self.site = site
        first = .void
        self.arguments = arguments
        self.place = place
    }

    init(_ machine: Machine, _ site: Site, only argument: Value) {
        self.machine = machine
        self.site = site
        first = argument
        arguments = []
        place = nil
    }

    subscript(index: Int) -> Value { arguments.isEmpty ? first : arguments[index] }

    func int(_ index: Int) throws -> Int {
        if case .int(let number) = self[index] { return number }
        throw wrong(index, "Int")
    }

    func double(_ index: Int) throws -> Double {
        if let number = Double.fromScript(self[index]) { return number }
        throw wrong(index, "Double")
    }

    func string(_ index: Int) throws -> String {
        if let text = String.fromScript(self[index]) { return text }
        throw wrong(index, "String")
    }

    func bool(_ index: Int) throws -> Bool {
        if case .bool(let truth) = self[index] { return truth }
        throw wrong(index, "Bool")
    }

    func callable(_ index: Int) throws -> Callable {
        if case .function(let callable) = self[index] { return callable }
        throw wrong(index, "a closure")
    }

    /// The elements of a sequence; unbounded ones are refused.
    func elements(_ index: Int) throws -> [Value] { try machine.elements(of: self[index], site) }

    func trap(_ message: String) -> ScriptFailure { Script.trap(message, site) }

    private func wrong(_ index: Int, _ wanted: String) -> ScriptFailure {
        trap("found \(self[index].typeName), where \(wanted) is needed")
    }
}

/// A function of one Double, called without an array of arguments.
struct RealFunction {
    let body: (Double) -> Double
}

/// A function, method, property or initialiser of the standard library.
struct StandardRow {
    enum Scope {
        case function
        case member(ScriptType)
        case type(ScriptType)
    }

    let name: String
    let scope: Scope
    let parameters: [NativeRow.Parameter]
    let isProperty: Bool
    let result: ScriptType
    var isMutating = false
    /// What the elements must be: `Comparable`, `Hashable`, `Equatable`.
    var requirement: String?
    let documentation: String
    let body: (Invocation) throws -> Value
    /// The bare function of a Double, where that is all there is to it.
    var real: RealFunction?

    var signature: String {
        let owner: String =
            switch scope {
            case .function: ""
            case .member(let type), .type(let type): "\(type)."
            }
        if isProperty { return "\(owner)\(name): \(result)" }
        let list = parameters.map { parameter in
            var type = "\(parameter.type)"
            if parameter.isVariadic, case .array(let element) = parameter.type { type = "\(element)..." }
            return "\(parameter.label ?? "_"): \(type)" + (parameter.defaultValue.map { " = \($0.literalDescription)" } ?? "")
        }
        let head = name == "init" ? String(owner.dropLast()) : owner + name
        return "\(head)(\(list.joined(separator: ", ")))" + (result == .void || name == "init" ? "" : " -> \(result)")
    }
}

/// A method: `method("map(_:)", "[Element]", "(_: (Element) -> U) -> [U]", "doc") { … }`.
func method(
    _ name: String, _ receiver: String, _ signature: String, _ doc: String, requires: String? = nil,
    _ body: @escaping (Invocation) throws -> Value
) -> StandardRow {
    let parsed = Signature.parse(signature)
    return StandardRow(
        name: name, scope: .member(Signature.type(receiver)), parameters: parsed.parameters, isProperty: false,
        result: parsed.result, requirement: requires, documentation: doc, body: body)
}

/// A method that changes its receiver, which stands at the invocation's `place`.
func mutating(
    _ name: String, _ receiver: String, _ signature: String, _ doc: String, requires: String? = nil,
    _ body: @escaping (Invocation) throws -> Value
) -> StandardRow {
    var row = method(name, receiver, signature, doc, requires: requires, body)
    row.isMutating = true
    return row
}

func attribute(
    _ name: String, _ receiver: String, _ type: String, _ doc: String, requires: String? = nil,
    _ body: @escaping (Invocation) throws -> Value
) -> StandardRow {
    StandardRow(
        name: name, scope: .member(Signature.type(receiver)), parameters: [], isProperty: true,
        result: Signature.type(type), requirement: requires, documentation: doc, body: body)
}

func function(
    _ name: String, _ signature: String, _ doc: String, requires: String? = nil,
    _ body: @escaping (Invocation) throws -> Value
) -> StandardRow {
    let parsed = Signature.parse(signature)
    return StandardRow(
        name: name, scope: .function, parameters: parsed.parameters, isProperty: false, result: parsed.result,
        requirement: requires, documentation: doc, body: body)
}

/// An initialiser of a type; the result is the type itself unless the signature says otherwise.
func initializer(
    _ type: String, _ signature: String, _ doc: String, requires: String? = nil,
    _ body: @escaping (Invocation) throws -> Value
) -> StandardRow {
    let parsed = Signature.parse(signature)
    let owner = Signature.type(type)
    return StandardRow(
        name: "init", scope: .type(owner), parameters: parsed.parameters, isProperty: false,
        result: parsed.result == .void ? owner : parsed.result, requirement: requires, documentation: doc, body: body)
}

func typeMethod(
    _ name: String, _ type: String, _ signature: String, _ doc: String, _ body: @escaping (Invocation) throws -> Value
) -> StandardRow {
    let parsed = Signature.parse(signature)
    return StandardRow(
        name: name, scope: .type(Signature.type(type)), parameters: parsed.parameters, isProperty: false,
        result: parsed.result, documentation: doc, body: body)
}

func typeConstant(_ name: String, _ type: String, _ value: Value, _ doc: String) -> StandardRow {
    let owner = Signature.type(type)
    return StandardRow(
        name: name, scope: .type(owner), parameters: [], isProperty: true, result: owner, documentation: doc
    ) { _ in value }
}
