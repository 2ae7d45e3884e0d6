import SwiftSyntax

extension Lowerer {
    /// A postfix chain that contains `?.`: each optional on the way is tested, then the rest is lowered with the value in a slot.
    func chained(
        _ expression: ExprSyntax, _ wanted: ScriptType?, _ plain: () throws -> Lowered
    ) throws -> Lowered {
        let links = optionalLinks(expression)
        if links.isEmpty { return try plain() }
        var tests: [(slot: Int, code: Code)] = []
        for link in links {
            let base = try lower(link.expression)
            guard base.type.isOptional || base.type == .any else {
                throw fail(
                    "cannot use optional chaining on non-optional value of type '\(base.type)'", link, remedy: "remove the '?'")
            }
            let slot = function.slot(.any)
            tests.append((slot, base.code))
            substitutes[link.id] = Lowered(base.type.unwrappedOnce) { $0[slot] }
            if let place = attempt({ try lowerPlace(ExprSyntax(link)) }) { chainPlaces[link.id] = place }
        }
        defer {
            for link in links {
                substitutes[link.id] = nil
                chainPlaces[link.id] = nil
            }
        }
        let result = try plain()
        let code = result.code
        return Lowered(result.type == .void ? .void : result.type.asOptional) { [tests] base in
            for test in tests {
                let value = try test.code(base)
                if value.isNil { return .none }
                base[test.slot] = value
            }
            defer { for test in tests { base[test.slot] = .void } }
            return try code(base)
        }
    }

    /// The `?`s on the way down the left side, innermost first.
    private func optionalLinks(_ expression: ExprSyntax) -> [OptionalChainingExprSyntax] {
        var links: [OptionalChainingExprSyntax] = []
        var current: ExprSyntax? = expression
        while let node = current, substitutes[node.id] == nil {
            switch node.as(ExprSyntaxEnum.self) {
            case .memberAccessExpr(let member): current = member.base
            case .functionCallExpr(let call): current = call.calledExpression
            case .subscriptCallExpr(let call): current = call.calledExpression
            case .forceUnwrapExpr(let unwrap): current = unwrap.expression
            case .optionalChainingExpr(let chain):
                // `[Int]?.none` and the like name a type.
                if (try? typeExpression(chain.expression)) ?? nil != nil { return [] }
                links.insert(chain, at: 0)
                current = chain.expression
            default: current = nil
            }
        }
        return links
    }

    func lowerUnwrap(_ unwrap: ForceUnwrapExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        let base = try lower(unwrap.expression, expecting: wanted?.asOptional)
        guard base.type.isOptional || base.type == .any else {
            throw fail("cannot force unwrap value of non-optional type '\(base.type)'", unwrap, remedy: "remove the '!'")
        }
        let (code, site) = (base.code, site(unwrap))
        return Lowered(base.type.unwrappedOnce) { frame in
            let value = try code(frame)
            if value.isNil { throw foundNil(site) }
            return value
        }
    }
}
