import SwiftSyntax

extension Lowerer {
    /// Lowers the bodies of a type's members; gives the statement that fills its static properties.
    func lowerTypeBody(_ declaration: DeclSyntax) throws -> Exec {
        guard let type = nominalTypes[declaration.id] else { return { _ in .next } }
        let owner = extendedTypes[declaration.id] ?? .nominal(type)
        let block: MemberBlockSyntax? =
            declaration.as(StructDeclSyntax.self)?.memberBlock ?? declaration.as(EnumDeclSyntax.self)?.memberBlock
            ?? declaration.as(ExtensionDeclSyntax.self)?.memberBlock
        guard let block else { return { _ in .next } }
        var statements: [Step] = []
        for member in block.members where member.decl.is(StructDeclSyntax.self) || member.decl.is(EnumDeclSyntax.self) {
            statements.append(Step(run: try lowerTypeBody(member.decl)))
        }
        for entry in staticValues where entry.type === type {
            let context = FunctionContext(parent: function)
            context.selfType = owner
            let outer = function
            function = context
            defer { function = outer }
            recovering {
                let value = try detached(entry.value, entry.variable.type).code
                let store = entry.variable.store
                let layout = outer.layout
                statements.append(
                    Step { base in
                        store(base, try value(base + layout.size))
                        return .next
                    })
            }
        }
        staticValues.removeAll { $0.type === type }
        if isGlobal {
            deferredBodies.append { self.lowerMemberBodies(block, owner) }
        } else {
            lowerMemberBodies(block, owner)
        }
        return sequence(statements)
    }

    private func lowerMemberBodies(_ block: MemberBlockSyntax, _ owner: ScriptType) {
        for member in block.members {
            recovering {
                if let node = member.decl.as(FunctionDeclSyntax.self), let code = functionCodes[node.id] {
                    guard let body = node.body else { throw fail("expected '{' in body of function declaration", node) }
                    try refuseCaptures(lowerBody(code, body, selfType: owner), node)
                } else if let node = member.decl.as(InitializerDeclSyntax.self), let code = functionCodes[node.id],
                    let body = node.body
                {
                    try lowerInitializer(code, body, owner)
                }
            }
        }
        for entry in accessorBodies where entry.node.ancestors.contains(block.id) {
            recovering { try refuseCaptures(lowerBody(entry.code, entry.statements, entry.node, selfType: owner), entry.node) }
        }
        accessorBodies.removeAll { $0.node.ancestors.contains(block.id) }
    }

    private func refuseCaptures(_ captures: [Lowered], _ node: some SyntaxProtocol) throws {
        if !captures.isEmpty {
            throw fail(
                "a type declared in a function cannot use the function's variables", node,
                remedy: "pass them in, or move them to the top level")
        }
    }

    private func lowerInitializer(_ code: FunctionCode, _ body: CodeBlockSyntax, _ owner: ScriptType) throws {
        let context = FunctionContext(parent: function)
        context.sharedNames = SharedNames.find(in: body.statements)
        context.canThrow = code.canThrow
        context.code = code
        context.selfType = owner
        let outer = function
        function = context
        defer { function = outer }
        for item in code.parameters {
            let variable = Variable(
                item.name, item.type, isConstant: !item.isInout, .slot(context.slot(item.type)), owner: context)
            variable.isParameter = true
            if item.name != "_" { context.scopes[0][item.name] = .variable(variable) }
        }
        let variable = Variable("self", owner, isConstant: false, .slot(context.slot(.any)), owner: context)
        guard case .slot(let slot) = variable.location else { return }
        context.selfVariable = variable
        let isFailable = code.result.isOptional
        context.resultType = isFailable ? code.result : .void
        let exec = try lowerStatements(body.statements)
        let (site, layout) = (site(body), context.layout)
        let nominal: NominalType? = if case .nominal(let type) = owner { type } else { nil }
        code.setBody(
            Lowered(code.result) { base in
                if let nominal, nominal.kind == .structure {
                    var fields = [Value](repeating: .uninitialized, count: nominal.fields.count)
                    for (position, field) in nominal.fields.enumerated() {
                        if let initial = field.initial {
                            fields[position] = try initial(base + layout.size)
                        } else if field.type.isOptional, !field.isConstant {
                            fields[position] = .none
                        }
                    }
                    base[slot] = .structure(StructObject(nominal, fields: fields))
                }
                base.initialize(to: .void)
                let flow = try exec(base)
                if flow == .returning, isFailable, base.pointee.isNil { return .none }
                if case .structure(let object) = base[slot] {
                    for (index, value) in object.fields.enumerated() {
                        if case .uninitialized = value {
                            throw trap("return from initializer without initializing '\(object.type.fields[index].name)'", site)
                        }
                    }
                }
                return base[slot]
            })
        code.finish(layout)
    }
}

extension SyntaxProtocol {
    /// The nodes around this one.
    var ancestors: Set<SyntaxIdentifier> {
        var result: Set<SyntaxIdentifier> = []
        var node: Syntax? = Syntax(self)
        while let current = node {
            result.insert(current.id)
            node = current.parent
        }
        return result
    }
}
