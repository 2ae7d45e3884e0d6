// The builders of rows. Each takes the full Swift name and a Swift closure, whose parameter types become the parameters'
// types in cells:
//
//     native("logFilterBank(_:bands:)", defaults: ["bands": 40], doc: "Log-mel energies, [frames, bands].") {
//         (sound: Waveform, bands: Int) in try logFilterBank(sound, bands: bands)
//     }

/// A function, or, with `on:`, a method, whose first closure parameter is the receiver.
/// Operators are written `native("+(_:_:)")` and, in front of their operand, `native(prefix: "-")`.
public func native<each P: ScriptConvertible, R: ScriptConvertible>(
    _ name: String, on receiver: (any ScriptConvertible.Type)? = nil, defaults: [String: NativeDefault] = [:], doc: String,
    _ body: @escaping (repeat each P) throws -> R
) -> NativeRow {
    makeRow(name, receiver.map { .member($0.scriptType) }, defaults, doc, R.scriptType, body) { $0.scriptValue }
}

/// A function or method that gives nothing back.
public func native<each P: ScriptConvertible>(
    _ name: String, on receiver: (any ScriptConvertible.Type)? = nil, defaults: [String: NativeDefault] = [:], doc: String,
    _ body: @escaping (repeat each P) throws -> Void
) -> NativeRow {
    makeRow(name, receiver.map { .member($0.scriptType) }, defaults, doc, .void, body) { .void }
}

/// A static function of a type (`Tensor.zeros(_:)`), or its initialiser (`init(_:shape:)`); also reached as `.zeros(…)`.
public func native<each P: ScriptConvertible, R: ScriptConvertible>(
    static type: any ScriptConvertible.Type, _ name: String, defaults: [String: NativeDefault] = [:], doc: String,
    _ body: @escaping (repeat each P) throws -> R
) -> NativeRow {
    makeRow(name, .type(type.scriptType), defaults, doc, R.scriptType, body) { $0.scriptValue }
}

/// A prefix operator.
public func native<P: ScriptConvertible, R: ScriptConvertible>(
    prefix name: String, doc: String, _ body: @escaping (P) throws -> R
) -> NativeRow {
    makeRow("\(name)(_:)", .prefix, [:], doc, R.scriptType, body) { $0.scriptValue }
}

/// A property of a native type; with `set`, one that cells may assign (the closure gives the changed receiver back).
public func property<T: ScriptConvertible, R: ScriptConvertible>(
    on type: T.Type, _ name: String, doc: String, set: ((T, R) throws -> T)? = nil, _ get: @escaping (T) throws -> R
) -> NativeRow {
    var row = NativeRow(
        name: name, scope: .member(T.scriptType), parameters: nil, result: R.scriptType, documentation: doc,
        body: { _, arguments in try get(decode(T.self, arguments[0])).scriptValue })
    if let set {
        row.setter = { _, arguments in
            try set(decode(T.self, arguments[0]), decode(R.self, arguments[1])).scriptValue
        }
    }
    return row
}

/// A constant (`version`), or, with `static:`, a constant of a type (`Scale.mini`).
public func constant<R: ScriptConvertible>(
    _ name: String, static type: (any ScriptConvertible.Type)? = nil, doc: String, _ get: @escaping () throws -> R
) -> NativeRow {
    NativeRow(
        name: name, scope: type.map { .type($0.scriptType) } ?? .global, parameters: nil, result: R.scriptType,
        documentation: doc, body: { _, _ in try get().scriptValue })
}

/// A row whose closure sees the values as they are. `signature` is `(label: Type, …) -> Type` in the notation of cells, with
/// the registry's native types by their names; upper-case names that are no type stand for any type.
public func native(
    raw name: String, on scope: NativeRow.Scope = .global, _ signature: String, types: [any ScriptConvertible.Type] = [],
    defaults: [String: NativeDefault] = [:], doc: String, _ body: @escaping NativeRow.Body
) -> NativeRow {
    let parsed = Signature.parse(signature, types: types)
    var parameters = parsed.parameters
    for index in parameters.indices {
        if let label = parameters[index].label, let value = defaults[label] { parameters[index].defaultValue = value.value }
    }
    return NativeRow(
        name: name, scope: scope, parameters: parameters, result: parsed.result, documentation: doc, body: body)
}

/// Indexing with any mixture of numbers, ranges and `...`: `t[0, ..., 2..<5]`.
public func nativeSubscript<T: ScriptConvertible, R: ScriptConvertible>(
    on type: T.Type, doc: String, _ get: @escaping (T, [SubscriptIndex]) throws -> R
) -> NativeRow {
    NativeRow(
        name: "subscript", scope: .member(T.scriptType),
        parameters: [.init(label: nil, type: .array(.any), isVariadic: true)], result: R.scriptType, documentation: doc,
        body: { _, arguments in
            guard case .array(let indices) = arguments[1] else { return .void }
            return try get(decode(T.self, arguments[0]), indices.map { try SubscriptIndex($0) }).scriptValue
        })
}

/// One index of a native's subscript; open ends are nil.
public enum SubscriptIndex: Sendable, Equatable {
    case position(Int)
    /// `lower..<upper`.
    case range(lower: Int?, upper: Int?)
    /// `...`: as many whole axes as are left.
    case ellipsis

    init(_ value: Value) throws {
        func bound(_ value: Value?, plus one: Int = 0) -> Int? {
            if case .int(let number)? = value { number &+ one } else { nil }
        }
        switch value {
        case .int(let position): self = .position(position)
        case .range(let range):
            switch range.kind {
            case .unbounded: self = .ellipsis
            case .closed, .through: self = .range(lower: bound(range.lower), upper: bound(range.upper, plus: 1))
            default: self = .range(lower: bound(range.lower), upper: bound(range.upper))
            }
        default: throw NativeError("an index is an Int, a range or '...', not \(value.typeName)")
        }
    }
}
