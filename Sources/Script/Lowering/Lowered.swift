typealias Code = (Base) throws -> Value
typealias IntCode = (Base) throws -> Int
typealias DoubleCode = (Base) throws -> Double
typealias BoolCode = (Base) throws -> Bool

/// An expression made ready to run: its static type, and a closure that gives its value.
///
/// Where the type is `Int`, `Double` or `Bool` the closure may give the bare number, so that arithmetic and conditions
/// pass no tagged values between themselves; each form is made from the others on demand.
struct Lowered {
    private enum Body {
        case value(Code)
        case effect(Action0)
        case int(IntCode)
        case double(DoubleCode)
        case bool(BoolCode)
    }

    var type: ScriptType
    /// Whether it is made of number literals only, which take the type their surroundings want.
    var adapts = false
    /// The value, when it is known already.
    var constant: Value?
    /// Where it stands, when it is a variable in the frame or of the top level.
    var location: Location?
    private let body: Body

    /// The slot, when it is a plain local variable.
    var slot: Int? {
        if case .slot(let slot)? = location { return slot }
        return nil
    }

    init(_ type: ScriptType, _ code: @escaping Code) {
        self.type = type
        body = .value(code)
    }

    /// An expression that gives nothing.
    init(effect code: @escaping Action0) {
        type = .void
        body = .effect(code)
    }

    init(int code: @escaping IntCode) {
        type = .int
        body = .int(code)
    }

    init(double code: @escaping DoubleCode) {
        type = .double
        body = .double(code)
    }

    init(bool code: @escaping BoolCode) {
        type = .bool
        body = .bool(code)
    }

    init(constant value: Value, _ type: ScriptType, adapts: Bool = false) {
        self.type = type
        self.adapts = adapts
        constant = value
        switch value {
        case .int(let number): body = .int { _ in number }
        case .double(let number): body = .double { _ in number }
        case .bool(let truth): body = .bool { _ in truth }
        default: body = .value { _ in value }
        }
    }

    var code: Code {
        if let constant { return { _ in constant } }
        return switch body {
        case .value(let code): code
        case .effect(let code):
            {
                try code($0)
                return .void
            }
        case .int(let code): { .int(try code($0)) }
        case .double(let code): { .double(try code($0)) }
        case .bool(let code): { .bool(try code($0)) }
        }
    }

    /// Runs it for what it does.
    var effect: Action0 {
        if case .effect(let code) = body { return code }
        let code = code
        return { _ = try code($0) }
    }

    var int: IntCode {
        if case .int(let code) = body { return code }
        let code = code
        return { base in
            if case .int(let number) = try code(base) { return number }
            throw missing(.int)
        }
    }

    var double: DoubleCode {
        if case .double(let code) = body { return code }
        let code = code
        return { base in
            if case .double(let number) = try code(base) { return number }
            throw missing(.double)
        }
    }

    var bool: BoolCode {
        if case .bool(let code) = body { return code }
        let code = code
        return { base in
            if case .bool(let truth) = try code(base) { return truth }
            throw missing(.bool)
        }
    }

    /// The same expression under another static type.
    func retyped(_ type: ScriptType) -> Lowered {
        var copy = self
        copy.type = type
        copy.adapts = false
        return copy
    }
}

/// What a typed read finds when a variable was declared and never given a value.
@inline(never)
func missing(_ type: ScriptType) -> ScriptFailure {
    trap("a variable of type '\(type)' is used before it has a value, or while it is being modified", nil)
}
