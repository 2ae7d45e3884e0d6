import SwiftSyntax

typealias Action0 = (Base) throws -> Void

extension Lowerer {
    func lowerAssignment(
        _ left: ExprSyntax, _ right: ExprSyntax, _ node: some SyntaxProtocol
    ) throws -> Lowered {
        if left.is(DiscardAssignmentExprSyntax.self) {
            let code = try lower(right).code
            return action { _ = try code($0) }
        }
        if let tuple = left.as(TupleExprSyntax.self), tuple.elements.count > 1 {
            return try lowerTupleAssignment(tuple, right)
        }
        let target = try lowerPlace(left)
        let value = try lower(right, as: target.type, for: "expected type")
        return action(target.assign(value))
    }

    /// A closure that gives nothing, as an expression.
    func action(_ body: @escaping Action0) -> Lowered {
        Lowered(.void) { base in
            try body(base)
            return .void
        }
    }

    private func lowerTupleAssignment(_ tuple: TupleExprSyntax, _ right: ExprSyntax) throws -> Lowered {
        var stores: [(slot: Int, store: Action0?)] = []
        var types: [ScriptType.TupleElement] = []
        for element in tuple.elements {
            if element.expression.is(DiscardAssignmentExprSyntax.self) {
                stores.append((0, nil))
                types.append(.init(nil, .variable("_")))
                continue
            }
            let place = try lowerPlace(element.expression)
            let slot = function.slot(.any)
            stores.append((slot, place.assign(Lowered(place.type) { $0[slot] })))
            types.append(.init(nil, place.type))
        }
        let wanted = types.contains { $0.type == .variable("_") } ? nil : ScriptType.tuple(types)
        let value = try wanted.map { try lower(right, as: $0) } ?? lower(right)
        let code = value.code
        let site = site(right)
        return action { base in
            guard case .tuple(let object) = try code(base), object.elements.count == stores.count else {
                throw trap("a tuple of \(stores.count) elements is expected here", site)
            }
            for (index, entry) in stores.enumerated() {
                guard let store = entry.store else { continue }
                base[entry.slot] = object.elements[index]
                try store(base)
            }
        }
    }

    /// `x += e` and its like.
    func lowerCompound(_ name: String, _ infix: InfixOperatorExprSyntax) throws -> Lowered {
        let target = try lowerPlace(infix.leftOperand)
        let site = site(infix.operator)
        var value = try lower(infix.rightOperand, expecting: target.type)
        if value.type != target.type, let converted = convert(value, to: target.type, infix.rightOperand), value.type != .any {
            value = converted
        }
        if let quick = quickCompound(name, target, value, site) { return action(quick) }
        // The current value goes through a slot of its own, so that any operator will do.
        let slot = function.slot(.any)
        let current = Lowered(target.type) { $0[slot] }
        let right = function.slot(.any)
        let operand = Lowered(value.type) { $0[right] }
        let result = try coerce(
            binary(name, current, operand, infix.operator, infix), to: target.type, infix.operator, for: "expected type")
        let (modify, code, operation) = (target.modify, value.code, result.code)
        return action { base in
            base[right] = try code(base)
            try modify(base) { place in
                base[slot] = place.pointee
                let changed = try operation(base)
                base[slot] = .void
                place.pointee = changed
            }
            base[right] = .void
        }
    }

    private func quickCompound(_ name: String, _ target: PlaceExpression, _ value: Lowered, _ site: Site) -> Action0? {
        switch (target.type, value.type) {
        case (.int, .int):
            switch name {
            case "+":
                return integerUpdate(target, value) { place, b in
                    guard case .int(let a) = place.pointee else { throw missing(.int) }
                    let (result, overflow) = a.addingReportingOverflow(b)
                    if overflow { throw overflowed("+=", site) }
                    place.initialize(to: .int(result))
                }
            case "-":
                return integerUpdate(target, value) { place, b in
                    guard case .int(let a) = place.pointee else { throw missing(.int) }
                    let (result, overflow) = a.subtractingReportingOverflow(b)
                    if overflow { throw overflowed("-=", site) }
                    place.initialize(to: .int(result))
                }
            case "*":
                return integerUpdate(target, value) { place, b in
                    guard case .int(let a) = place.pointee else { throw missing(.int) }
                    let (result, overflow) = a.multipliedReportingOverflow(by: b)
                    if overflow { throw overflowed("*=", site) }
                    place.initialize(to: .int(result))
                }
            default: return nil
            }
        case (.double, .double):
            switch name {
            case "+": return doubleUpdate(target, value) { $0 += $1 }
            case "-": return doubleUpdate(target, value) { $0 -= $1 }
            case "*": return doubleUpdate(target, value) { $0 *= $1 }
            case "/": return doubleUpdate(target, value) { $0 /= $1 }
            default: return nil
            }
        case (.string, .string) where name == "+":
            let machine = machine
            let (modify, code) = (target.modify, value.code)
            return { base in
                guard case .string(let suffix) = try code(base) else { throw missing(.string) }
                try modify(base) { place in
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
        case (.array, .array) where name == "+" && canConvert(value.type, to: target.type):
            let machine = machine
            let (modify, code) = (target.modify, value.code)
            return { base in
                guard case .array(let suffix) = try code(base) else { throw missing(value.type) }
                try modify(base) { place in
                    guard case .array(var elements) = place.move() else {
                        place.initialize(to: .uninitialized)
                        throw missing(target.type)
                    }
                    place.initialize(to: .void)
                    let size = elements.count + suffix.count
                    if size <= Machine.maximumElements { elements += suffix }
                    place.initialize(to: .array(elements))
                    if size > Machine.maximumElements { throw machine.tooManyElements(size, site) }
                }
            }
        default: return nil
        }
    }

    @inline(__always)
    private func integerUpdate(
        _ target: PlaceExpression, _ value: Lowered, _ update: @escaping (Base, Int) throws -> Void
    ) -> Action0 {
        let code = value.int
        switch target.location {
        case .slot(let slot)?:
            if case .int(let number)? = value.constant { return { try update($0 + slot, number) } }
            return { base in
                let number = try code(base)
                try update(base + slot, number)
            }
        case .global(let capture)?:
            return { base in
                let number = try code(base)
                try update(capture.storage, number)
            }
        default:
            let modify = target.modify
            return { base in
                let number = try code(base)
                try modify(base) { try update($0, number) }
            }
        }
    }

    @inline(__always)
    private func doubleUpdate(
        _ target: PlaceExpression, _ value: Lowered, _ update: @escaping (inout Double, Double) -> Void
    ) -> Action0 {
        let code = value.double
        func apply(_ place: Base, _ number: Double) throws {
            guard case .double(var current) = place.pointee else { throw missing(.double) }
            update(&current, number)
            place.initialize(to: .double(current))
        }
        switch target.location {
        case .slot(let slot)?:
            return { base in
                let number = try code(base)
                try apply(base + slot, number)
            }
        case .global(let capture)?:
            return { base in
                let number = try code(base)
                try apply(capture.storage, number)
            }
        default:
            let modify = target.modify
            return { base in
                let number = try code(base)
                try modify(base) { try apply($0, number) }
            }
        }
    }
}
