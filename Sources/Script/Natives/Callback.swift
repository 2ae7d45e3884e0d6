/// A closure of a cell as a typed Swift closure: `Callback<Tensor, Tensor>` takes a tensor and gives one
/// (the result comes first, the parameters follow).
public struct Callback<Result: ScriptConvertible, each Parameter: ScriptConvertible>: ScriptConvertible {
    /// What is called beneath.
    public let callable: Callable

    public static var scriptType: ScriptType {
        var parameters: [ScriptType] = []
        repeat parameters.append((each Parameter).scriptType)
        return .function(parameters, Result.scriptType)
    }

    public static func fromScript(_ value: Value) -> Callback? {
        guard case .function(let callable) = value else { return nil }
        return Callback(callable: callable)
    }

    public var scriptValue: Value { .function(callable) }

    /// Calls the closure; throws what its code throws.
    public func callAsFunction(_ parameter: repeat each Parameter) throws -> Result {
        var arguments: [Value] = []
        repeat arguments.append((each parameter).scriptValue)
        let value = try callable.call(arguments)
        guard let result = Result.fromScript(value) else {
            throw NativeError("the closure returned \(value.typeName), where \(Result.scriptType) is needed")
        }
        return result
    }
}

/// A closure of a cell that gives nothing back: `Action<Int>` is `(Int) -> Void`.
public struct Action<each Parameter: ScriptConvertible>: ScriptConvertible {
    public let callable: Callable

    public static var scriptType: ScriptType {
        var parameters: [ScriptType] = []
        repeat parameters.append((each Parameter).scriptType)
        return .function(parameters, .void)
    }

    public static func fromScript(_ value: Value) -> Action? {
        guard case .function(let callable) = value else { return nil }
        return Action(callable: callable)
    }

    public var scriptValue: Value { .function(callable) }

    public func callAsFunction(_ parameter: repeat each Parameter) throws {
        var arguments: [Value] = []
        repeat arguments.append((each parameter).scriptValue)
        _ = try callable.call(arguments)
    }
}

/// The arguments of a variadic parameter of a native: `(_ items: Variadic<Double>)`.
public struct Variadic<Element: ScriptConvertible>: ScriptConvertible {
    public let elements: [Element]

    public static var scriptType: ScriptType { .array(Element.scriptType) }
    public static var isVariadic: Bool { true }
    public static func fromScript(_ value: Value) -> Variadic? {
        [Element].fromScript(value).map { Variadic(elements: $0) }
    }
    public var scriptValue: Value { elements.scriptValue }
}

/// A native's failure in plain words; any other Swift error does as well, and is shown by its description.
public struct NativeError: Error, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}
