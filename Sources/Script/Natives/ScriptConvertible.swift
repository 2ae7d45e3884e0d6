/// A Swift type that can be a parameter or the result of a native.
public protocol ScriptConvertible {
    /// How the language names and checks it.
    static var scriptType: ScriptType { get }
    /// Types that a cell may write in its place: the type of an array literal for a shape, of a string for a choice.
    static var alternatives: [ScriptType] { get }
    /// Whether a value of another static type may stand in its place; ``fromScript(_:)`` then has the last word.
    static func accepts(_ type: ScriptType) -> Bool
    /// The value as this type; nil when it is something else.
    static func fromScript(_ value: Value) -> Self?
    var scriptValue: Value { get }
    /// The members that `.name` reaches where this type is expected, beside the registered static members.
    static var implicitMembers: [String] { get }
    /// Whether a parameter of this type takes any number of arguments: only that of ``Variadic``. Asked of every parameter of every row
    /// when a session starts, where a cast to a protocol would cost as much as all else.
    static var isVariadic: Bool { get }
}

extension ScriptConvertible {
    public static var alternatives: [ScriptType] { [] }
    public static var implicitMembers: [String] { [] }
    public static var isVariadic: Bool { false }
    public static func accepts(_ type: ScriptType) -> Bool { alternatives.contains(type) }
}

/// A type of the library whose values travel through cells unopened. Conform with an empty extension:
/// `extension Tensor: NativeValue {}`.
public protocol NativeValue: ScriptConvertible {
    /// The name a cell sees; the type's own unless said otherwise.
    static var scriptName: String { get }
}

extension NativeValue {
    // What `String(describing:)` gives, without the casts it tries first: asked for every parameter of every row at the start.
    public static var scriptName: String {
        let name = _typeName(Self.self, qualified: false)
        guard name.first == "(" else { return name }
        return String(name.dropFirst().prefix { $0 != " " })  // "(Box in _09D2E3…)" of a private type
    }
    public static var nativeType: NativeType { NativeType(scriptName, Self.self) }
    public static var scriptType: ScriptType { .native(nativeType) }
    public static func fromScript(_ value: Value) -> Self? {
        guard case .native(let object) = value else { return nil }
        return object.value as? Self
    }
    public var scriptValue: Value { .native(NativeObject(self, type: Self.nativeType)) }
}

/// An enum of the library with string raw values: cells write `.train`, or the string.
public protocol ScriptChoice: NativeValue, CaseIterable, RawRepresentable where RawValue == String {}

extension ScriptChoice {
    public static var alternatives: [ScriptType] { [.string] }
    public static var implicitMembers: [String] { allCases.map(\.rawValue) }
    public static func fromScript(_ value: Value) -> Self? {
        switch value {
        case .string(let name): Self(rawValue: name)
        case .native(let object): object.value as? Self
        default: nil
        }
    }
}

/// A value that knows how it is shown when it ends a cell.
public protocol DisplayableValue {
    /// From the plainest to the richest; the first should be `.text`.
    func representations() -> [Representation]
}

/// One way to show a value.
public enum Representation: Sendable, Equatable {
    case text(String)
    case png([UInt8], name: String)
    case csv(String, name: String)
    case html(String)
}

/// A native object whose one-line summary (in `:vars`, within collections) is not its Swift description.
public protocol SummarizedValue {
    var scriptSummary: String { get }
}
