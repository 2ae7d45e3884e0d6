/// A value of the cell language.
///
/// An optional that holds something is the thing itself and `nil` is ``none``; the static type, kept by the lowering, knows
/// which is meant. Everything the library owns (tensors, models, clips) travels as ``native(_:)``.
public enum Value: @unchecked Sendable {
    /// A variable that has been declared and not yet given a value, or one that is being modified right now.
    case uninitialized
    case void
    /// `nil`.
    case none
    case bool(Bool)
    case int(Int)
    case double(Double)
    case float(Float)
    case string(String)
    case character(Character)
    case array([Value])
    case dictionary(OrderedTable)
    case set(OrderedTable)
    case tuple(TupleObject)
    case range(RangeObject)
    case structure(StructObject)
    case enumeration(EnumObject)
    case function(Callable)
    case type(TypeObject)
    case native(NativeObject)
    /// The box of a variable that a closure shares; never seen by a cell.
    case capture(Capture)
}

extension Value {
    /// A native object of the library, boxed.
    public static func native(_ object: Any, type: NativeType) -> Value {
        .native(NativeObject(object, type: type))
    }

    /// A tuple; a label of `nil` means the element has none.
    public static func tuple(_ elements: [(label: String?, value: Value)]) -> Value {
        .tuple(TupleObject(labels: elements.map(\.label), elements: elements.map(\.value)))
    }

    /// A dictionary in the order of its pairs; a repeated key keeps its first place and its last value.
    public static func dictionary(_ pairs: [(Value, Value)]) -> Value {
        let table = OrderedTable(withValues: true)
        for (key, value) in pairs { table.set(key, value) }
        return .dictionary(table)
    }

    /// A set in the order of first appearance.
    public static func set(_ elements: [Value]) -> Value {
        let table = OrderedTable(withValues: false)
        for element in elements { table.insert(element) }
        return .set(table)
    }

    /// Whether this is `nil`.
    @inline(__always)
    public var isNil: Bool {
        if case .none = self { return true }
        return false
    }
}

extension Value: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByStringLiteral, ExpressibleByArrayLiteral
{
    public init(integerLiteral value: Int) { self = .int(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(stringLiteral value: String) { self = .string(value) }
    public init(arrayLiteral elements: Value...) { self = .array(elements) }
}
