import SwiftSyntax

extension Lowerer {
    func declareProperty(_ node: VariableDeclSyntax, _ type: NominalType, isExtension: Bool) throws {
        let modifiers = Set(node.modifiers.map(\.name.text))
        if modifiers.contains("lazy") { throw unsupported("lazy", node, "a computed property") }
        if let attribute = node.attributes.first {
            throw unsupported(attribute.trimmedDescription, attribute, "a plain property")
        }
        let isStatic = modifiers.contains("static")
        let isConstant = node.bindingSpecifier.tokenKind == .keyword(.let)
        var following: ScriptType?
        var fields: [NominalType.Field] = []
        for binding in node.bindings.reversed() {
            guard let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.text else {
                throw fail("a property is one name", binding.pattern)
            }
            if let annotation = binding.typeAnnotation { following = try resolve(annotation.type) }
            if let accessors = binding.accessorBlock, !isObserver(accessors) {
                guard let valueType = following else { throw fail("computed property must have an explicit type", binding) }
                try declareComputed(name, valueType, accessors, type, isStatic: isStatic)
                continue
            }
            if let accessors = binding.accessorBlock {
                throw unsupported("willSet/didSet", accessors, "a method that sets the property")
            }
            if isStatic {
                try declareStatic(name, binding, following, type, isConstant: isConstant)
                continue
            }
            if isExtension { throw fail("extensions must not contain stored properties", binding) }
            if type.kind == .enumeration { throw fail("enums must not contain stored properties", binding) }
            let initial = try binding.initializer.map { try detached($0.value, binding.typeAnnotation == nil ? nil : following) }
            guard let valueType = binding.typeAnnotation != nil || initial == nil ? following : initial?.type else {
                throw fail("type annotation missing in pattern", binding, remedy: "write '\(name): Int', or give it a value")
            }
            fields.insert(.init(name: name, type: valueType, isConstant: isConstant, initial: initial?.code), at: 0)
        }
        for field in fields where type.field(field.name) != nil || type.members[field.name] != nil {
            throw fail("invalid redeclaration of '\(field.name)'", node)
        }
        type.fields += fields
    }

    private func isObserver(_ block: AccessorBlockSyntax) -> Bool {
        if case .accessors(let list) = block.accessors {
            return list.contains { ["willSet", "didSet"].contains($0.accessorSpecifier.text) }
        }
        return false
    }

    private func declareStatic(
        _ name: String, _ binding: PatternBindingSyntax, _ annotation: ScriptType?, _ type: NominalType, isConstant: Bool
    ) throws {
        guard let initializer = binding.initializer else {
            throw fail("static properties need an initial value", binding)
        }
        // The value may be one of the type itself, so that it is made when first the cell gets here.
        let valueType = try binding.typeAnnotation == nil ? detachedType(initializer.value, type) : annotation!
        let variable = Variable(name, valueType, isConstant: isConstant, .global(Capture(.uninitialized)), owner: nil)
        type.statics[name] = .property(.init(type: valueType, getter: nil, setter: nil, storage: variable))
        staticValues.append((variable, initializer.value, type))
    }

    /// The type of a static's value when none is written: that of a literal, or of a call of the type itself.
    private func detachedType(_ expression: ExprSyntax, _ type: NominalType) throws -> ScriptType {
        if let call = expression.as(FunctionCallExprSyntax.self),
            ["Self", type.name].contains(call.calledExpression.trimmedDescription)
        {
            return .nominal(type)
        }
        if let member = expression.as(MemberAccessExprSyntax.self), member.base?.trimmedDescription == type.name {
            return .nominal(type)
        }
        return try detached(expression, nil).type
    }

    private func declareComputed(
        _ name: String, _ valueType: ScriptType, _ block: AccessorBlockSyntax, _ type: NominalType, isStatic: Bool
    ) throws {
        let (getter, setter) = try accessors(block, name, [], valueType, isStatic: isStatic)
        let property = NominalType.Member.property(.init(type: valueType, getter: getter, setter: setter, storage: nil))
        if isStatic { type.statics[name] = property } else { type.members[name] = property }
    }

    /// The functions behind `get` and `set`; their bodies are lowered later.
    func accessors(
        _ block: AccessorBlockSyntax, _ name: String, _ parameters: [FunctionCode.Parameter], _ valueType: ScriptType,
        isStatic: Bool
    ) throws -> (FunctionCode, FunctionCode?) {
        let getter = FunctionCode(name, parameters, valueType)
        getter.hasSelf = !isStatic
        switch block.accessors {
        case .getter(let statements):
            accessorBodies.append((getter, statements, Syntax(block)))
            return (getter, nil)
        case .accessors(let list):
            var setter: FunctionCode?
            for accessor in list {
                guard let body = accessor.body else { throw fail("an accessor needs a body", accessor) }
                switch accessor.accessorSpecifier.text {
                case "get":
                    getter.canThrow = accessor.effectSpecifiers?.throwsClause != nil
                    accessorBodies.append((getter, body.statements, Syntax(accessor)))
                case "set":
                    let newValue = accessor.parameters?.name.text ?? "newValue"
                    let code = FunctionCode(name, parameters + [.init(label: nil, name: newValue, type: valueType)], .void)
                    code.hasSelf = !isStatic
                    code.isMutating = true
                    accessorBodies.append((code, body.statements, Syntax(accessor)))
                    setter = code
                default: throw unsupported(accessor.accessorSpecifier.text, accessor, "get and set")
                }
            }
            return (getter, setter)
        }
    }

    func declareSubscript(_ node: SubscriptDeclSyntax, _ type: NominalType) throws {
        if let generics = node.genericParameterClause { throw unsupported("generics", generics, "the concrete types") }
        guard let block = node.accessorBlock else { throw fail("a subscript needs a body", node) }
        let result = try resolve(node.returnClause.type)
        // Unlike a function's, a subscript's parameters have labels only when two names are written.
        let parameters = try node.parameterClause.parameters.map { parameter in
            FunctionCode.Parameter(
                label: parameter.secondName == nil || parameter.firstName.text == "_" ? nil : parameter.firstName.text,
                name: parameter.secondName?.text ?? parameter.firstName.text, type: try resolve(parameter.type))
        }
        let (getter, setter) = try accessors(block, "subscript", parameters, result, isStatic: false)
        type.subscripts.append((getter, setter))
    }

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
        let savedTry = tryDepth
        tryDepth = 0
        defer { tryDepth = savedTry }
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
