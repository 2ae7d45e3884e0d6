import SwiftSyntax

extension Lowerer {
    func lowerSwitch(_ choice: SwitchExprSyntax) throws -> Exec {
        let subject = try lower(choice.subject)
        return try targeted(nil, isLoop: false) { id in
            var cases: [Branch] = []
            for entry in choice.cases {
                guard case .switchCase(let item) = entry else { continue }
                try scoped {
                    let matcher = try caseMatcher(item, subject.type)
                    if item.statements.isEmpty {
                        throw fail("'case' label in a 'switch' must have at least one executable statement", item)
                    }
                    cases.append(Branch(matcher: matcher, run: try lowerStatements(item.statements)))
                }
            }
            try requireExhaustive(choice, subject.type)
            let (code, entries, out) = (subject.code, cases, Flow.breaking(id))
            return { base in
                let value = try code(base)
                for index in entries.indices where try entries[index].matcher(base, value) {
                    var position = index
                    while true {
                        let flow = try entries[position].run(base)
                        if flow == .fallingThrough, position + 1 < entries.count {
                            position += 1
                            continue
                        }
                        return flow == out ? .next : flow
                    }
                }
                return .next
            }
        }
    }

    /// The label of a case: any of its patterns, each with its `where`.
    func caseMatcher(_ item: SwitchCaseSyntax, _ subject: ScriptType) throws -> Matcher {
        switch item.label {
        case .default: return { _, _ in true }
        case .case(let label):
            var matchers: [Matcher] = []
            for entry in label.caseItems {
                // Several patterns of one case bind the same names: later ones go where the first put them.
                let matcher = try pattern(entry.pattern, subject, binding: nil)
                guard let clause = entry.whereClause else {
                    matchers.append(matcher)
                    continue
                }
                let condition = try lower(clause.condition, as: .bool, for: "condition type").bool
                matchers.append { base, value in try matcher(base, value) && condition(base) }
            }
            if matchers.count == 1 { return matchers[0] }
            return { [matchers] base, value in
                for matcher in matchers where try matcher(base, value) { return true }
                return false
            }
        }
    }

    /// A `switch` covers every value, or has a `default`.
    func requireExhaustive(_ choice: SwitchExprSyntax, _ subject: ScriptType) throws {
        var patterns: [PatternSyntax] = []
        for entry in choice.cases {
            guard case .switchCase(let item) = entry else { continue }
            switch item.label {
            case .default: return
            case .case(let label):
                for entry in label.caseItems where entry.whereClause == nil { patterns.append(entry.pattern) }
            }
        }
        if patterns.contains(where: { isIrrefutable($0) }) { return }
        func texts() -> [String] { patterns.map { $0.trimmedDescription } }
        func caseNames() -> Set<String> {
            Set(patterns.compactMap { coveredCase($0) })
        }
        switch subject {
        case .bool:
            if Set(texts()).isSuperset(of: ["true", "false"]) { return }
            throw fail("switch must be exhaustive", choice, remedy: "handle both true and false, or add a 'default'")
        case .nominal(let nominal) where nominal.kind == .enumeration:
            let missing = nominal.cases.map(\.name).filter { !caseNames().contains($0) }
            if missing.isEmpty { return }
            throw fail(
                "switch must be exhaustive", choice,
                remedy: "add " + missing.map { "'case .\($0)'" }.joined(separator: ", ") + ", or a 'default'")
        case .optional(let wrapped):
            var inner = wrapped
            if case .nominal(let nominal) = inner, nominal.kind == .enumeration {
                inner = .nominal(nominal)
                let handlesNil = texts().contains("nil") || texts().contains(".none")
                if handlesNil, nominal.cases.allSatisfy({ caseNames().contains($0.name) }) { return }
            }
            let all = texts()
            if all.contains("nil") || all.contains(".none"),
                patterns.contains(where: { isSomePattern($0) })
            {
                return
            }
            throw fail("switch must be exhaustive", choice, remedy: "handle 'nil' and 'let value?', or add a 'default'")
        case .tuple(let elements) where elements.allSatisfy({ $0.type == .bool }):
            if Set(texts().map { $0.replacing(" ", with: "") }).count >= 1 << elements.count { return }
            fallthrough
        default:
            // Tuples of enums and the like would need a matrix; a run without a match then does nothing.
            if case .tuple = subject, patterns.count > 1 { return }
            throw fail("switch must be exhaustive", choice, remedy: "add a 'default' clause")
        }
    }

    private func isIrrefutable(_ pattern: PatternSyntax) -> Bool {
        switch pattern.as(PatternSyntaxEnum.self) {
        case .wildcardPattern, .identifierPattern: return true
        case .valueBindingPattern(let binding): return isIrrefutable(binding.pattern)
        case .tuplePattern(let tuple): return tuple.elements.allSatisfy { isIrrefutable($0.pattern) }
        case .expressionPattern(let expression):
            if expression.expression.is(DiscardAssignmentExprSyntax.self) { return true }
            if let tuple = expression.expression.as(TupleExprSyntax.self) {
                return tuple.elements.allSatisfy { isIrrefutable($0.expression) }
            }
            return false
        default: return false
        }
    }

    private func isIrrefutable(_ expression: ExprSyntax) -> Bool {
        if expression.is(DiscardAssignmentExprSyntax.self) { return true }
        if let pattern = expression.as(PatternExprSyntax.self) { return isIrrefutable(pattern.pattern) }
        if let tuple = expression.as(TupleExprSyntax.self) { return tuple.elements.allSatisfy { isIrrefutable($0.expression) } }
        return false
    }

    private func isSomePattern(_ pattern: PatternSyntax) -> Bool {
        let text = pattern.trimmedDescription
        return text.hasPrefix("let ") || text.hasPrefix("var ") || text.hasPrefix(".some(")
    }

    /// The case a pattern covers entirely, or nil.
    private func coveredCase(_ pattern: PatternSyntax) -> String? {
        if let binding = pattern.as(ValueBindingPatternSyntax.self) { return coveredCase(binding.pattern) }
        guard var expression = pattern.as(ExpressionPatternSyntax.self)?.expression else { return nil }
        if let chain = expression.as(OptionalChainingExprSyntax.self) { expression = chain.expression }
        if let member = expression.as(MemberAccessExprSyntax.self) { return member.declName.baseName.text }
        if let call = expression.as(FunctionCallExprSyntax.self),
            let member = call.calledExpression.as(MemberAccessExprSyntax.self)
        {
            let isBinding = pattern.parent?.is(ValueBindingPatternSyntax.self) ?? false
            let covered = call.arguments.allSatisfy {
                isIrrefutable($0.expression) || isBinding && $0.expression.is(DeclReferenceExprSyntax.self)
            }
            return covered ? member.declName.baseName.text : nil
        }
        return nil
    }
}
