import SwiftSyntax

extension Lowerer {
    func subscriptPlace(_ call: SubscriptCallExprSyntax) throws -> PlaceExpression {
        let base = try lowerPlace(call.calledExpression)
        let arguments = call.arguments.map { Argument(label: $0.label?.text, expression: $0.expression) }
        let site = site(call.arguments.first.map { Syntax($0) } ?? Syntax(call))
        switch base.type {
        case .array(let element) where arguments.count == 1:
            let index = try lower(arguments[0].expression, expecting: .int)
            if index.type == .int { return elementPlace(base, element, index.int, site) }
            if case .range = index.type { return rangePlace(base, index.code, site) }
        case .dictionary(let key, let value):
            guard let first = arguments.first else { break }
            let index = try lower(first.expression, as: key, for: "expected argument type").code
            if arguments.count == 2 {
                let fallback = try lower(arguments[1].expression, as: value, for: "expected argument type").code
                return defaultPlace(base, value, index, fallback)
            }
            return keyPlace(base, value, index)
        case .nominal(let nominal):
            for entry in nominal.subscripts {
                guard let setter = entry.setter, let matched = match(arguments, formals(of: entry.getter)) else { continue }
                var bindings: [String: ScriptType] = [:]
                let values = try lowerArguments(arguments, formals(of: entry.getter), matched, &bindings)
                return computedPlace(base, entry.getter.result, entry.getter, setter, values.map(\.code), call)
            }
            throw fail("cannot assign through subscript: it is get-only", call)
        default: break
        }
        var remedy: String?
        if case .native = base.type { remedy = "a value of the library is never changed in place: make a new one" }
        throw fail("value of type '\(base.type)' has no subscript that can be assigned", call, remedy: remedy)
    }

    private func elementPlace(
        _ base: PlaceExpression, _ element: ScriptType, _ index: @escaping IntCode, _ site: Site
    ) -> PlaceExpression {
        place(element) { frame, body in
            let index = try index(frame)
            try base.modify(frame) { pointer in
                guard case .array(var elements) = pointer.move() else {
                    pointer.initialize(to: .uninitialized)
                    throw missing(base.type)
                }
                pointer.initialize(to: .uninitialized)
                defer { pointer.initialize(to: .array(elements)) }
                guard index >= 0, index < elements.count else { throw outOfRange(index, elements.count, site) }
                try elements.withUnsafeMutableBufferPointer { try body($0.baseAddress! + index) }
            }
        }
    }

    private func rangePlace(_ base: PlaceExpression, _ bounds: @escaping Code, _ site: Site) -> PlaceExpression {
        place(base.type) { frame, body in
            guard case .range(let range) = try bounds(frame) else { throw missing(base.type) }
            try base.modify(frame) { pointer in
                guard case .array(var elements) = pointer.pointee else { throw missing(base.type) }
                let range = try range.resolved(elements.count, site)
                var part = Value.array(Array(elements[range]))
                try withUnsafeMutablePointer(to: &part) { try body($0) }
                guard case .array(let changed) = part else { throw missing(base.type) }
                elements.replaceSubrange(range, with: changed)
                pointer.pointee = .array(elements)
            }
        }
    }

    private func defaultPlace(
        _ base: PlaceExpression, _ value: ScriptType, _ index: @escaping Code, _ fallback: @escaping Code
    ) -> PlaceExpression {
        place(value) { frame, body in
            let key = try index(frame)
            try base.modify(frame) { pointer in
                try withTable(pointer, base.type) { table in
                    let position = try table.position(of: key, inserting: try fallback(frame))
                    try table.withValue(at: position) { try body($0) }
                }
            }
        }
    }

    /// `d[key]`, where nil means that the key is not there.
    private func keyPlace(_ base: PlaceExpression, _ value: ScriptType, _ index: @escaping Code) -> PlaceExpression {
        place(.optional(value)) { frame, body in
            let key = try index(frame)
            try base.modify(frame) { pointer in
                try withTable(pointer, base.type) { table in
                    let position = table.position(of: key)
                    if position >= 0 {
                        var removed = false
                        try table.withValue(at: position) { place in
                            try body(place)
                            removed = place.pointee.isNil
                        }
                        if removed { table.remove(key) }
                        return
                    }
                    var fresh = Value.none
                    try withUnsafeMutablePointer(to: &fresh) { try body($0) }
                    if !fresh.isNil { table.set(key, fresh) }
                }
            }
        }
    }
}

/// Takes a dictionary's table out of its place, alone or as a copy, and puts it back.
private func withTable(_ pointer: Base, _ type: ScriptType, _ body: (OrderedTable) throws -> Void) throws {
    guard case .dictionary(var table) = pointer.move() else {
        pointer.initialize(to: .uninitialized)
        throw missing(type)
    }
    pointer.initialize(to: .uninitialized)
    if !isKnownUniquelyReferenced(&table) { table = OrderedTable(copying: table) }
    defer { pointer.initialize(to: .dictionary(table)) }
    try body(table)
}
