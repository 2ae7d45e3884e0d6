/// The elements of a tuple and their labels.
public final class TupleObject {
    public let labels: [String?]
    @exclusivity(unchecked) public internal(set) var elements: [Value]

    public init(labels: [String?], elements: [Value]) {
        precondition(labels.count == elements.count, "a tuple has \(elements.count) elements, \(labels.count) labels")
        self.labels = labels
        self.elements = elements
    }

    /// The element with a label, or nil.
    public subscript(label: String) -> Value? {
        labels.firstIndex(of: label).map { elements[$0] }
    }
}

/// An instance of a `struct` written in a cell. A value: whoever holds the only reference may change it in place.
public final class StructObject {
    public let type: NominalType
    @exclusivity(unchecked) var fields: [Value]

    init(_ type: NominalType, fields: [Value]) {
        self.type = type
        self.fields = fields
    }

    /// The stored properties in the order of their declaration: how natives walk a model or a record.
    public var storedProperties: [(name: String, value: Value)] {
        zip(type.fields, fields).map { ($0.name, $1) }
    }

    /// The value of a stored property, or nil.
    public subscript(name: String) -> Value? {
        type.fields.firstIndex { $0.name == name }.map { fields[$0] }
    }
}

/// An instance of an `enum` written in a cell.
public final class EnumObject {
    public let type: NominalType
    /// The position of the case among the type's cases.
    public let index: Int
    public let payload: [Value]

    init(_ type: NominalType, index: Int, payload: [Value] = []) {
        self.type = type
        self.index = index
        self.payload = payload
    }

    public var name: String { type.cases[index].name }
}

/// A range: `lower..<upper`, `lower...upper`, and the one-sided forms, in which a bound is nil.
public final class RangeObject {
    public let kind: RangeKind
    public let lower: Value?
    public let upper: Value?

    public init(_ kind: RangeKind, lower: Value?, upper: Value?) {
        self.kind = kind
        self.lower = lower
        self.upper = upper
    }
}

/// The forms of a range.
public enum RangeKind: String, Sendable, Hashable {
    case halfOpen = "Range"
    case closed = "ClosedRange"
    case from = "PartialRangeFrom"
    case upTo = "PartialRangeUpTo"
    case through = "PartialRangeThrough"
    /// `...` alone.
    case unbounded = "UnboundedRange"
}

/// A type used as a value, as in `Int.self`.
public final class TypeObject {
    public let type: ScriptType
    public init(_ type: ScriptType) { self.type = type }
}

/// A value of the library that the language knows only by its type's name.
public final class NativeObject {
    public let value: Any
    public let type: NativeType

    public init(_ value: Any, type: NativeType) {
        self.value = value
        self.type = type
    }
}

/// A variable shared between a function and the closures made in it.
public final class Capture {
    let storage: UnsafeMutablePointer<Value>

    init(_ value: Value) {
        storage = .allocate(capacity: 1)
        storage.initialize(to: value)
    }

    deinit {
        storage.deinitialize(count: 1)
        storage.deallocate()
    }
}
