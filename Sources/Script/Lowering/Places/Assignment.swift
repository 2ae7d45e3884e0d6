import SwiftSyntax

typealias Action0 = (Base) throws -> Void

extension Lowerer {
    func lowerAssignment(
        _ left: ExprSyntax, _ right: ExprSyntax, _ node: some SyntaxProtocol
    ) throws -> Lowered {
        if left.is(DiscardAssignmentExprSyntax.self) {
            let code = try lower(right).code
            return Lowered(effect: { _ = try code($0) })
        }
        if let tuple = left.as(TupleExprSyntax.self), tuple.elements.count > 1 {
            return try lowerTupleAssignment(tuple, right)
        }
        let target = try lowerPlace(left)
        let value = try lower(right, as: target.type, for: "expected type")
        return Lowered(effect: target.assign(value))
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
        return Lowered(effect: { base in
            guard case .tuple(let object) = try code(base), object.elements.count == stores.count else {
                throw trap("a tuple of \(stores.count) elements is expected here", site)
            }
            for (index, entry) in stores.enumerated() {
                guard let store = entry.store else { continue }
                base[entry.slot] = object.elements[index]
                try store(base)
            }
        })
    }

    /// `x += e` and its like.
    func lowerCompound(_ name: String, _ infix: InfixOperatorExprSyntax) throws -> Lowered {
        let target = try lowerPlace(infix.leftOperand)
        let site = site(infix.operator)
        var value = try lower(infix.rightOperand, expecting: target.type)
        if value.type != target.type, let converted = convert(value, to: target.type, infix.rightOperand), value.type != .any {
            value = converted
        }
        if let quick = quickUpdate(name, target, value, site) { return Lowered(effect: quick) }
        // The current value goes through a slot of its own, so that any operator will do.
        let slot = function.slot(.any)
        let current = Lowered(target.type) { $0[slot] }
        let right = function.slot(.any)
        // A literal still takes the type that an operator of the library wants.
        let operand = value.adapts ? value : Lowered(value.type) { $0[right] }
        let result = try coerce(
            binary(name, current, operand, infix.operator, infix), to: target.type, infix.operator, for: "expected type")
        let (modify, code, operation) = (target.modify, value.code, result.code)
        return Lowered(effect: { base in
            base[right] = try code(base)
            try modify(base) { place in
                base[slot] = place.pointee
                let changed = try operation(base)
                base[slot] = .void
                place.pointee = changed
            }
            base[right] = .void
        })
    }
}
