/// One thing a cell may call or read: a function, method, property, initialiser, static member, operator or subscript.
public struct NativeRow {
    /// Where the name is reached from.
    public enum Scope: Hashable, Sendable {
        /// `name(…)`, or a constant `name`.
        case global
        /// `receiver.name(…)` and `receiver.name`.
        case member(ScriptType)
        /// `Type.name(…)`, `Type(…)` when the name is `init`, and `.name` where the type is expected.
        case type(ScriptType)
        /// `a + b`, `-a`.
        case infix, prefix
    }

    /// A parameter as the caller sees it.
    public struct Parameter {
        public let label: String?
        public let type: ScriptType
        public var defaultValue: Value?
        public var isVariadic = false

        public init(label: String?, type: ScriptType, defaultValue: Value? = nil, isVariadic: Bool = false) {
            self.label = label
            self.type = type
            self.defaultValue = defaultValue
            self.isVariadic = isVariadic
        }
    }

    /// What is run: the receiver of a member is the first argument; every parameter has its value, defaults filled in.
    public typealias Body = (NativeContext, [Value]) throws -> Value

    /// The name before the labels: `mean` of `mean(axis:)`; `subscript` and `init` for these.
    public let name: String
    public let scope: Scope
    /// nil for a property or constant.
    public let parameters: [Parameter]?
    public let result: ScriptType
    /// One sentence, then shapes, units, errors, source: what `:help` shows.
    public let documentation: String
    let body: Body
    /// Writes a property: receiver and new value in, changed receiver out.
    var setter: Body?

    public init(
        name: String, scope: Scope, parameters: [Parameter]?, result: ScriptType, documentation: String,
        body: @escaping Body, setter: Body? = nil
    ) {
        self.name = name
        self.scope = scope
        self.parameters = parameters
        self.result = result
        self.documentation = documentation
        self.body = body
        self.setter = setter
    }

    /// The same row with `around` about each of its calls.
    public func within(_ around: @escaping (NativeContext, () throws -> Value) throws -> Value) -> NativeRow {
        let (body, setter) = (body, setter)
        return NativeRow(
            name: name, scope: scope, parameters: parameters, result: result, documentation: documentation,
            body: { context, arguments in try around(context) { try body(context, arguments) } }, setter: setter)
    }

    /// Whether it is a property that a cell may set.
    public var isSettable: Bool { setter != nil }

    /// `name(label:_:)`, or the bare name of a property.
    public var fullName: String {
        guard let parameters else { return name }
        return name + "(" + parameters.map { ($0.label ?? "_") + ":" }.joined() + ")"
    }

    /// The declaration as a reader of Swift expects it: `func mean(axis: Int = 0) -> Tensor`.
    public var signature: String {
        let owner: String =
            switch scope {
            case .member(let type), .type(let type): "\(type)."
            default: ""
            }
        guard let parameters else { return "\(owner)\(name): \(result)" }
        let list = parameters.map { parameter in
            let fallback = parameter.defaultValue.map { " = \($0.literalDescription)" } ?? ""
            let type = parameter.isVariadic ? parameter.type.elementDescription + "..." : parameter.type.description
            return "\(parameter.label ?? "_"): \(type)\(fallback)"
        }
        let head =
            switch (scope, name) {
            case (.type(let type), "init"): "\(type)"
            case (_, "subscript"): "\(owner.dropLast())"
            default: owner + name
            }
        let brackets = name == "subscript" ? ("[", "]") : ("(", ")")
        let arrow = result == .void || (name == "init") ? "" : " -> \(result)"
        return head + brackets.0 + list.joined(separator: ", ") + brackets.1 + arrow
    }
}

extension ScriptType {
    fileprivate var elementDescription: String {
        if case .array(let element) = self { return element.description }
        return description
    }
}
