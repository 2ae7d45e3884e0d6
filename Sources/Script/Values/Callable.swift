/// Something that can be called: a function or closure of a cell, or a native taken as a value.
open class Callable: @unchecked Sendable {
    /// How many arguments it takes.
    public let parameterCount: Int
    /// What it takes and gives, as far as is known.
    public let type: ScriptType

    public init(parameterCount: Int, type: ScriptType) {
        self.parameterCount = parameterCount
        self.type = type
    }

    /// Calls it. Throws ``ScriptFailure`` when its code fails, which natives let pass.
    open func call(_ arguments: [Value]) throws -> Value {
        preconditionFailure("a callable must say how it is called")
    }
}

/// A Swift closure as a script function.
public final class NativeClosure: Callable, @unchecked Sendable {
    let body: ([Value]) throws -> Value

    public init(parameterCount: Int, type: ScriptType = .any, _ body: @escaping ([Value]) throws -> Value) {
        self.body = body
        super.init(parameterCount: parameterCount, type: type)
    }

    public override func call(_ arguments: [Value]) throws -> Value { try body(arguments) }
}
