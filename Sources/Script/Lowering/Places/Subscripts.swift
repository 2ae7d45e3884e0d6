import SwiftSyntax

@inline(never)
func outOfRange(_ index: Int, _ count: Int, _ site: Site) -> ScriptFailure {
    trap(
        count == 0
            ? "index \(index) is out of range: the array is empty" : "index \(index) is out of range: valid are 0..<\(count)",
        site)
}

extension Lowerer {
    func lowerSubscript(_ call: SubscriptCallExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        if substitutes[call.calledExpression.id] == nil, let type = try typeExpression(ExprSyntax(call.calledExpression)) {
            throw fail("type '\(type)' has no subscripts", call)
        }
        let base = try lower(call.calledExpression)
        let arguments = call.arguments.map { Argument(label: $0.label?.text, expression: $0.expression) }
        guard !arguments.isEmpty else { throw fail("a subscript needs an index", call) }
        let site = site(call.arguments.first.map { Syntax($0) } ?? Syntax(call))
        let code = base.code
        switch base.type {
        case .array(let element) where arguments.count == 1 && arguments[0].label == nil:
            let index = try lower(arguments[0].expression, expecting: .int)
            if index.type == .int { return arrayElement(base, element, index, site) }
            if case .range = index.type { return sliced(base, index, base.type, site) }
        case .dictionary(let key, let value):
            guard let first = arguments.first else { break }
            let index = try lower(first.expression, as: key, for: "expected argument type").code
            if arguments.count == 2, arguments[1].label == "default" {
                let fallback = try lower(arguments[1].expression, as: value, for: "expected argument type").code
                return Lowered(value) { frame in
                    guard case .dictionary(let table) = try code(frame) else { throw missing(base.type) }
                    if let found = table[try index(frame)] { return found }
                    return try fallback(frame)
                }
            }
            if arguments.count == 1 {
                return Lowered(.optional(value)) { frame in
                    guard case .dictionary(let table) = try code(frame) else { throw missing(base.type) }
                    return table[try index(frame)] ?? .none
                }
            }
        case .string where arguments.count == 1:
            let index = try lower(arguments[0].expression)
            if case .range = index.type { return sliced(base, index, .string, site) }
            throw fail(
                "'subscript(_:)' is unavailable: cannot subscript String with an Int", call,
                remedy: "write Array(text)[i], text.prefix(n) or text.dropFirst(n)")
        case .nominal(let nominal):
            let candidates = nominal.subscripts.map { entry in
                candidate(entry.getter, call) { self.callFunction(entry.getter, [base] + $0, site) }
            }
            guard !candidates.isEmpty else { break }
            return try resolve("subscript", candidates, arguments, wanted, call)
        case .native:
            let candidates = session.natives.members("subscript")
                .filter { $0.scope == .member(base.type) }.map { candidate($0, receiver: code, call) }
            guard !candidates.isEmpty else { break }
            return try resolve("subscript", candidates, arguments, wanted, call)
        case .optional(let wrapped):
            throw fail(
                "value of optional type '\(base.type)' must be unwrapped to refer to its subscript", call,
                remedy: "write '?[…]' or '![…]': it holds a '\(wrapped)'")
        case .any:
            let index = try lower(arguments[0].expression).code
            return Lowered(.any) { frame in
                let owner = try code(frame)
                let position = try index(frame)
                switch (owner, position) {
                case (.array(let elements), .int(let index)):
                    guard elements.indices.contains(index) else { throw outOfRange(index, elements.count, site) }
                    return elements[index]
                case (.dictionary(let table), _): return table[position] ?? .none
                default: throw trap("a value of type \(owner.typeName) has no subscript", site)
                }
            }
        default: break
        }
        throw fail("value of type '\(base.type)' has no subscript that takes these arguments", call)
    }

    private func arrayElement(_ base: Lowered, _ element: ScriptType, _ index: Lowered, _ site: Site) -> Lowered {
        let position = index.int
        switch base.location {
        case .slot(let slot)?: return self.element(at: SlotAddress(slot: slot), base.type, element, position, site)
        case .global(let capture)?: return self.element(at: GlobalAddress(capture: capture), base.type, element, position, site)
        case .boxed?, nil: break
        }
        let code = base.code
        return Lowered(element) { frame in
            guard case .array(let elements) = try code(frame) else { throw missing(base.type) }
            let index = try position(frame)
            guard index >= 0, index < elements.count else { throw outOfRange(index, elements.count, site) }
            return elements[index]
        }
    }

    /// An element of an array that is read where it stands.
    @inline(__always)
    private func element<A: Address>(
        at address: A, _ type: ScriptType, _ element: ScriptType, _ position: @escaping IntCode, _ site: Site
    ) -> Lowered {
        @inline(__always) func value(_ frame: Base) throws -> Value {
            let index = try position(frame)
            guard case .array(let elements) = address.pointer(frame).pointee else { throw missing(type) }
            guard index >= 0, index < elements.count else { throw outOfRange(index, elements.count, site) }
            return elements[index]
        }
        switch element {
        case .int:
            return Lowered(int: { frame in
                guard case .int(let number) = try value(frame) else { throw missing(.int) }
                return number
            })
        case .double:
            return Lowered(double: { frame in
                guard case .double(let number) = try value(frame) else { throw missing(.double) }
                return number
            })
        default: return Lowered(element) { try value($0) }
        }
    }

    private func sliced(_ base: Lowered, _ range: Lowered, _ type: ScriptType, _ site: Site) -> Lowered {
        let code = base.code
        let bounds = range.code
        return Lowered(type) { frame in
            let value = try code(frame)
            guard case .range(let range) = try bounds(frame) else { throw missing(range.type) }
            switch value {
            case .array(let elements): return .array(Array(elements[try range.resolved(elements.count, site)]))
            case .string(let text):
                let characters = Array(text)
                return .string(String(characters[try range.resolved(characters.count, site)]))
            default: throw missing(type)
            }
        }
    }
}

extension RangeObject {
    /// The range within a collection; throws when it leaves it.
    func resolved(_ count: Int, _ site: Site) throws -> Range<Int> {
        func number(_ value: Value?) -> Int? {
            if case .int(let number)? = value { number } else { nil }
        }
        let low = number(lower) ?? 0
        let high = upper == nil ? count : integerEnd ?? count
        guard low >= 0, high <= count, low <= high else {
            throw trap("the range \(low)..<\(high) is out of bounds: valid is 0..<\(count)", site)
        }
        return low..<high
    }
}
