import SwiftSyntax

extension Lowerer {
    func lowerDeclaration(_ declaration: DeclSyntax) throws -> Exec {
        switch declaration.as(DeclSyntaxEnum.self) {
        case .variableDecl(let variable): return try lowerVariables(variable)
        case .functionDecl(let function): return try lowerFunction(function)
        case .structDecl(let node): return try lowerTypeBody(DeclSyntax(node))
        case .enumDecl(let node): return try lowerTypeBody(DeclSyntax(node))
        case .extensionDecl(let node): return try lowerTypeBody(DeclSyntax(node))
        case .typeAliasDecl, .operatorDecl: return { _ in .next }
        case .importDecl(let node):
            let name = node.path.first?.name.text ?? ""
            guard Self.rooms.contains(name) else {
                throw fail(
                    "'import \(name)' is not supported in cells", node,
                    remedy: "only the library's own modules can be imported, and they are there already")
            }
            return { _ in .next }
        case .classDecl(let node): throw unsupported("class", node, "a struct; tensors and models are shared as they are")
        case .actorDecl(let node): throw unsupported("actor", node, "a struct: cells run on one thread")
        case .protocolDecl(let node): throw unsupported("protocol", node, "an enum, or closures as stored properties")
        case .macroDecl(let node): throw unsupported("macro", node, "a function")
        case .macroExpansionDecl(let node): throw unsupported("#\(node.macroName.text)", node, "a function")
        case .precedenceGroupDecl(let node): throw unsupported("precedencegroup", node, "one of Swift's own groups")
        case .ifConfigDecl(let node): throw unsupported("#if", node, "an 'if'")
        case .subscriptDecl(let node): throw fail("'subscript' may only be declared within a type", node)
        case .initializerDecl(let node): throw fail("initializers may only be declared within a type", node)
        case .missingDecl(let node): throw fail("a declaration is expected here", node)
        default: throw fail("this form of declaration is not supported in cells", declaration)
        }
    }

    /// Makes the types and functions of a scope known before its statements are lowered, so that they may name each other.
    func hoist(_ items: CodeBlockItemListSyntax) {
        let declarations = items.compactMap { item -> DeclSyntax? in
            if case .decl(let declaration) = item.item { return declaration }
            return nil
        }
        for declaration in declarations { recovering { try introduceType(declaration) } }
        for declaration in declarations {
            guard let alias = declaration.as(TypeAliasDeclSyntax.self) else { continue }
            recovering {
                if let generics = alias.genericParameterClause { throw unsupported("generics", generics, "the concrete type") }
                bind(alias.name.text, .type(try resolve(alias.initializer.value)))
            }
        }
        for declaration in declarations { recovering { try declareMembers(declaration) } }
        for declaration in declarations {
            if let node = declaration.as(FunctionDeclSyntax.self) { recovering { try introduceFunction(node) } }
        }
    }

    private func lowerVariables(_ node: VariableDeclSyntax) throws -> Exec {
        var statements: [Step] = []
        let isConstant = node.bindingSpecifier.tokenKind == .keyword(.let)
        if node.modifiers.contains(where: { $0.name.text == "lazy" }) { throw unsupported("lazy", node, "a function") }
        if let attribute = node.attributes.first { throw unsupported(attribute.trimmedDescription, node, "a plain variable") }
        var following: ScriptType?
        for binding in node.bindings.reversed() {
            if let annotation = binding.typeAnnotation { following = try resolve(annotation.type) }
            // `let a, b: Int`: the type stands behind the last name.
            let annotation = binding.typeAnnotation != nil || binding.initializer == nil ? following : nil
            statements.insert(Step(run: try lowerBinding(binding, annotation, isConstant)), at: 0)
        }
        return sequence(statements)
    }

    private func lowerBinding(_ binding: PatternBindingSyntax, _ annotation: ScriptType?, _ isConstant: Bool) throws -> Exec {
        if let accessors = binding.accessorBlock {
            throw fail("computed variables are supported in types only", accessors, remedy: "write a function")
        }
        guard let initializer = binding.initializer else {
            guard let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.text else {
                throw fail("this declaration needs an initial value", binding)
            }
            guard let annotation else {
                throw fail("type annotation missing in pattern", binding, remedy: "write '\(name): Int', or give it a value")
            }
            let variable = declare(name, annotation, isConstant: false, deferred: true)
            let store = variable.store
            let initial: Value = annotation.isOptional && !isConstant ? .none : .uninitialized
            return { base in
                store(base, initial)
                return .next
            }
        }
        let value: Lowered
        do {
            value = try annotation.map { try lower(initializer.value, as: $0) } ?? lower(initializer.value)
        } catch {
            // What is said once need not be said at every use.
            for name in boundNames(binding.pattern) { _ = declare(name, annotation ?? .any, isConstant: isConstant) }
            throw error
        }
        if value.type == .optional(.any), annotation == nil, value.constant?.isNil == true {
            throw fail("'nil' requires a contextual type", initializer.value, remedy: "write 'let x: Int? = nil'")
        }
        if let name = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.text {
            let variable = declare(name, annotation ?? value.type, isConstant: isConstant)
            let run = variable.initialize(value)
            return { base in
                try run(base)
                return .next
            }
        }
        let code = value.code
        if binding.pattern.is(WildcardPatternSyntax.self) {
            return { base in
                _ = try code(base)
                return .next
            }
        }
        let matcher = try pattern(binding.pattern, annotation ?? value.type, binding: isConstant)
        let site = site(binding.pattern)
        return { base in
            guard try matcher(base, code(base)) else { throw trap("the value does not fit the pattern", site) }
            return .next
        }
    }

    private func boundNames(_ pattern: PatternSyntax) -> [String] {
        if let name = pattern.as(IdentifierPatternSyntax.self) { return [name.identifier.text] }
        if let tuple = pattern.as(TuplePatternSyntax.self) { return tuple.elements.flatMap { boundNames($0.pattern) } }
        return []
    }
}
