import SwiftSyntax

extension Lowerer {
    /// `do { … } catch … { … }`.
    func lowerDo(_ node: DoStmtSyntax, label: String?) throws -> Exec {
        let exec = try label.map { label in
            try targeted(label, isLoop: false) { id in
                let inner = try self.lowerDoBody(node)
                return { base in
                    let flow = try inner(base)
                    return flow == .breaking(id) ? .next : flow
                }
            }
        }
        return try exec ?? lowerDoBody(node)
    }

    private func lowerDoBody(_ node: DoStmtSyntax) throws -> Exec {
        guard !node.catchClauses.isEmpty else { return try lowerBlock(node.body) }
        function.catchDepth += 1
        let body: Exec
        do {
            defer { function.catchDepth -= 1 }
            body = try lowerBlock(node.body)
        }
        var clauses: [Branch] = []
        for clause in node.catchClauses {
            try scoped {
                let matcher: Matcher
                if clause.catchItems.isEmpty {
                    let store = declare("error", .error, isConstant: true).store
                    matcher = { base, value in
                        store(base, value)
                        return true
                    }
                } else {
                    let items = try clause.catchItems.map { try catchMatcher($0) }
                    matcher = { base, value in
                        for item in items where try item(base, value) { return true }
                        return false
                    }
                }
                clauses.append(Branch(matcher: matcher, run: try lowerBlock(clause.body)))
            }
        }
        let (entries, machine) = (clauses, machine)
        return { base in
            let depth = machine.depth
            do { return try body(base) } catch let failure as ScriptFailure {
                guard case .thrown(let value) = failure.reason else { throw failure }
                machine.depth = depth
                for entry in entries where try entry.matcher(base, value) { return try entry.run(base) }
                throw failure
            }
        }
    }

    private func catchMatcher(_ item: CatchItemSyntax) throws -> Matcher {
        guard let pattern = item.pattern else { return { _, _ in true } }
        let matcher = try self.pattern(pattern, .error, binding: nil)
        guard let clause = item.whereClause else { return matcher }
        let condition = try lower(clause.condition, as: .bool, for: "condition type").bool
        return { base, value in try matcher(base, value) && condition(base) }
    }
}
