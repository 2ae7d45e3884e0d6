// How the standard library's types cross between cells and natives.

extension Value: ScriptConvertible {
    public static var scriptType: ScriptType { .any }
    public static func fromScript(_ value: Value) -> Value? { value }
    public var scriptValue: Value { self }
}

extension Int: ScriptConvertible {
    public static var scriptType: ScriptType { .int }
    public static func fromScript(_ value: Value) -> Int? {
        if case .int(let number) = value { number } else { nil }
    }
    public var scriptValue: Value { .int(self) }
}

extension Double: ScriptConvertible {
    public static var scriptType: ScriptType { .double }
    /// Integers and `Float`s come only from defaults and from values of unknown type: the lowering checks the rest.
    public static func fromScript(_ value: Value) -> Double? {
        switch value {
        case .double(let number): number
        case .int(let number): Double(number)
        case .float(let number): Double(number)
        default: nil
        }
    }
    public var scriptValue: Value { .double(self) }
}

extension Float: ScriptConvertible {
    public static var scriptType: ScriptType { .float }
    public static func fromScript(_ value: Value) -> Float? {
        switch value {
        case .float(let number): number
        case .double(let number): Float(number)
        case .int(let number): Float(number)
        default: nil
        }
    }
    public var scriptValue: Value { .float(self) }
}

extension Bool: ScriptConvertible {
    public static var scriptType: ScriptType { .bool }
    public static func fromScript(_ value: Value) -> Bool? {
        if case .bool(let truth) = value { truth } else { nil }
    }
    public var scriptValue: Value { .bool(self) }
}

extension String: ScriptConvertible {
    public static var scriptType: ScriptType { .string }
    public static func fromScript(_ value: Value) -> String? {
        switch value {
        case .string(let text): text
        case .character(let character): String(character)
        default: nil
        }
    }
    public var scriptValue: Value { .string(self) }
}

extension Optional: ScriptConvertible where Wrapped: ScriptConvertible {
    public static var scriptType: ScriptType { .optional(Wrapped.scriptType) }
    public static var alternatives: [ScriptType] { Wrapped.alternatives }
    public static var implicitMembers: [String] { Wrapped.implicitMembers }
    public static func fromScript(_ value: Value) -> Wrapped?? {
        if case .none = value { return .some(nil) }
        return Wrapped.fromScript(value).map { .some($0) }
    }
    public var scriptValue: Value { self?.scriptValue ?? .none }
}

extension Array: ScriptConvertible where Element: ScriptConvertible {
    public static var scriptType: ScriptType { .array(Element.scriptType) }
    public static func fromScript(_ value: Value) -> [Element]? {
        guard case .array(let values) = value else { return nil }
        var elements: [Element] = []
        elements.reserveCapacity(values.count)
        for value in values {
            guard let element = Element.fromScript(value) else { return nil }
            elements.append(element)
        }
        return elements
    }
    public var scriptValue: Value { .array(map(\.scriptValue)) }
}

extension Dictionary: ScriptConvertible where Key: ScriptConvertible & Comparable, Value: ScriptConvertible {
    public static var scriptType: ScriptType { .dictionary(Key.scriptType, Value.scriptType) }
    public static func fromScript(_ value: Script.Value) -> [Key: Value]? {
        guard case .dictionary(let table) = value else { return nil }
        var result: [Key: Value] = [:]
        for (key, value) in table.pairs {
            guard let key = Key.fromScript(key), let value = Value.fromScript(value) else { return nil }
            result[key] = value
        }
        return result
    }
    /// In the order of the keys, so that what a cell prints is the same every time.
    public var scriptValue: Script.Value {
        .dictionary(sorted { $0.key < $1.key }.map { ($0.key.scriptValue, $0.value.scriptValue) })
    }
}

extension Range: ScriptConvertible where Bound: ScriptConvertible {
    public static var scriptType: ScriptType { .range(.halfOpen, Bound.scriptType) }
    public static func fromScript(_ value: Value) -> Range<Bound>? {
        guard case .range(let range) = value, range.kind == .halfOpen, let lower = range.lower.flatMap(Bound.fromScript),
            let upper = range.upper.flatMap(Bound.fromScript), lower <= upper
        else { return nil }
        return lower..<upper
    }
    public var scriptValue: Value {
        .range(RangeObject(.halfOpen, lower: lowerBound.scriptValue, upper: upperBound.scriptValue))
    }
}

extension ClosedRange: ScriptConvertible where Bound: ScriptConvertible {
    public static var scriptType: ScriptType { .range(.closed, Bound.scriptType) }
    public static func fromScript(_ value: Value) -> ClosedRange<Bound>? {
        guard case .range(let range) = value, range.kind == .closed, let lower = range.lower.flatMap(Bound.fromScript),
            let upper = range.upper.flatMap(Bound.fromScript), lower <= upper
        else { return nil }
        return lower...upper
    }
    public var scriptValue: Value {
        .range(RangeObject(.closed, lower: lowerBound.scriptValue, upper: upperBound.scriptValue))
    }
}
