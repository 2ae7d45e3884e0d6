extension Lowerer {
    /// `+=` and its like on numbers, texts and arrays, changed where they stand; nil for anything else.
    func quickUpdate(_ name: String, _ target: PlaceExpression, _ value: Lowered, _ site: Site) -> Action0? {
        switch (target.type, value.type) {
        case (.int, .int):
            switch name {
            case "+": integerUpdate(Addition.self, target, value, site)
            case "-": integerUpdate(Subtraction.self, target, value, site)
            case "*": integerUpdate(Multiplication.self, target, value, site)
            default: nil
            }
        case (.double, .double):
            switch name {
            case "+": target.updating(DoubleUpdate<Addition>(code: value.double))
            case "-": target.updating(DoubleUpdate<Subtraction>(code: value.double))
            case "*": target.updating(DoubleUpdate<Multiplication>(code: value.double))
            case "/": target.updating(DoubleUpdate<Division>(code: value.double))
            default: nil
            }
        case (.string, .string) where name == "+":
            target.updating(TextUpdate(code: value.code, machine: machine, site: site))
        case (.array, .array) where name == "+" && canConvert(value.type, to: target.type):
            target.updating(ArrayUpdate(code: value.code, type: target.type, machine: machine, site: site))
        default: nil
        }
    }

    private func integerUpdate<O: IntegerOperator>(
        _ operation: O.Type, _ target: PlaceExpression, _ value: Lowered, _ site: Site
    ) -> Action0 {
        if case .int(let number)? = value.constant {
            return target.updating(IntegerUpdate<O, ConstantInteger>(source: .init(number: number), site: site))
        }
        return target.updating(IntegerUpdate<O, ComputedInteger>(source: .init(code: value.int), site: site))
    }
}

private struct IntegerUpdate<O: IntegerOperator, Source: IntegerSource>: PlaceUpdate {
    let source: Source
    let site: Site

    @inline(__always) func operand(_ base: Base) throws -> Int { try source.number(base) }

    @inline(__always)
    func apply(_ place: Base, _ b: Int) throws {
        guard case .int(let a) = place.pointee else { throw missing(.int) }
        let (result, overflow) = O.apply(a, b)
        if overflow { throw overflowed(O.name + "=", site) }
        place.initialize(to: .int(result))
    }
}

private struct DoubleUpdate<O: DoubleOperator>: PlaceUpdate {
    let code: DoubleCode

    @inline(__always) func operand(_ base: Base) throws -> Double { try code(base) }

    @inline(__always)
    func apply(_ place: Base, _ b: Double) throws {
        guard case .double(let a) = place.pointee else { throw missing(.double) }
        place.initialize(to: .double(O.apply(a, b)))
    }
}

private struct TextUpdate: PlaceUpdate {
    let code: Code
    let machine: Machine
    let site: Site

    @inline(__always) func operand(_ base: Base) throws -> Value { try code(base) }

    @inline(__always)
    func apply(_ place: Base, _ operand: Value) throws {
        guard case .string(let suffix) = operand else { throw missing(.string) }
        guard case .string(var text) = place.move() else {
            place.initialize(to: .uninitialized)
            throw missing(.string)
        }
        place.initialize(to: .void)
        let size = text.utf8.count + suffix.utf8.count
        if size <= Machine.maximumElements { text += suffix }
        place.initialize(to: .string(text))
        if size > Machine.maximumElements { throw machine.tooManyElements(size, site) }
    }
}

private struct ArrayUpdate: PlaceUpdate {
    let code: Code
    let type: ScriptType
    let machine: Machine
    let site: Site

    @inline(__always) func operand(_ base: Base) throws -> Value { try code(base) }

    @inline(__always)
    func apply(_ place: Base, _ operand: Value) throws {
        guard case .array(let suffix) = operand else { throw missing(type) }
        guard case .array(var elements) = place.move() else {
            place.initialize(to: .uninitialized)
            throw missing(type)
        }
        place.initialize(to: .void)
        let size = elements.count + suffix.count
        if size <= Machine.maximumElements { elements += suffix }
        place.initialize(to: .array(elements))
        if size > Machine.maximumElements { throw machine.tooManyElements(size, site) }
    }
}

/// Where an integer comes from: known when the cell is lowered, or computed.
private protocol IntegerSource {
    func number(_ base: Base) throws -> Int
}

private struct ConstantInteger: IntegerSource {
    let number: Int
    @inline(__always) func number(_ base: Base) throws -> Int { number }
}

private struct ComputedInteger: IntegerSource {
    let code: IntCode
    @inline(__always) func number(_ base: Base) throws -> Int { try code(base) }
}

// The operators are types, so that each is compiled into its update.

private protocol IntegerOperator {
    static var name: String { get }
    static func apply(_ a: Int, _ b: Int) -> (partialValue: Int, overflow: Bool)
}

private protocol DoubleOperator {
    static func apply(_ a: Double, _ b: Double) -> Double
}

private enum Addition: IntegerOperator, DoubleOperator {
    static var name: String { "+" }
    static func apply(_ a: Int, _ b: Int) -> (partialValue: Int, overflow: Bool) { a.addingReportingOverflow(b) }
    static func apply(_ a: Double, _ b: Double) -> Double { a + b }
}

private enum Subtraction: IntegerOperator, DoubleOperator {
    static var name: String { "-" }
    static func apply(_ a: Int, _ b: Int) -> (partialValue: Int, overflow: Bool) { a.subtractingReportingOverflow(b) }
    static func apply(_ a: Double, _ b: Double) -> Double { a - b }
}

private enum Multiplication: IntegerOperator, DoubleOperator {
    static var name: String { "*" }
    static func apply(_ a: Int, _ b: Int) -> (partialValue: Int, overflow: Bool) { a.multipliedReportingOverflow(by: b) }
    static func apply(_ a: Double, _ b: Double) -> Double { a * b }
}

private enum Division: DoubleOperator {
    static func apply(_ a: Double, _ b: Double) -> Double { a / b }
}
