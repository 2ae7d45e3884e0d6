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
}
