import Files
import SwiftSyntax

extension Lowerer {
    static let knownProtocols: Set<String> = [
        "Equatable", "Hashable", "Comparable", "CustomStringConvertible", "Error", "LocalizedError", "CaseIterable",
        "Identifiable", "Codable", "Sendable", "Encodable", "Decodable",
    ]

    /// Makes the name of a type known.
    func introduceType(_ declaration: DeclSyntax) throws {
        if let node = declaration.as(StructDeclSyntax.self) {
            if let generics = node.genericParameterClause { throw unsupported("generics", generics, "the concrete type") }
            try introduce(NominalType(node.name.text, .structure), node, node.inheritanceClause, node.memberBlock)
        } else if let node = declaration.as(EnumDeclSyntax.self) {
            if let generics = node.genericParameterClause { throw unsupported("generics", generics, "the concrete type") }
            if let indirect = node.modifiers.first(where: { $0.name.text == "indirect" }) { _ = indirect }
            try introduce(NominalType(node.name.text, .enumeration), node, node.inheritanceClause, node.memberBlock)
        }
    }

    private func introduce(
        _ type: NominalType, _ node: some DeclSyntaxProtocol, _ inheritance: InheritanceClauseSyntax?, _ block: MemberBlockSyntax
    ) throws {
        type.documentation = documentation(of: node)
        nominalTypes[node.id] = type
        bind(type.name, .type(.nominal(type)))
        try conform(type, inheritance)
        for member in block.members {
            guard let inner = NominalMember(member.decl) else { continue }
            try scoped {
                try introduceType(inner.declaration)
                if let nested = nominalTypes[inner.declaration.id] { type.types[nested.name] = .nominal(nested) }
            }
        }
    }

    /// A type declared inside another.
    private struct NominalMember {
        let declaration: DeclSyntax
        init?(_ declaration: DeclSyntax) {
            guard declaration.is(StructDeclSyntax.self) || declaration.is(EnumDeclSyntax.self) else { return nil }
            self.declaration = declaration
        }
    }

    private func conform(_ type: NominalType, _ inheritance: InheritanceClauseSyntax?) throws {
        for inherited in inheritance?.inheritedTypes ?? [] {
            let name = inherited.type.trimmedDescription
            if Self.knownProtocols.contains(name) {
                type.conformances.insert(name)
                if name == "Comparable" || name == "Hashable" { type.conformances.insert("Equatable") }
            } else if type.kind == .enumeration, let raw = typeNamed(name), [.int, .string, .double, .character].contains(raw) {
                type.rawType = raw
            } else if session.natives.types[name] == nil, !session.natives.protocolNames.contains(name) {
                throw fail(
                    "cannot find type '\(name)' in scope", inherited,
                    remedy: nearest(to: name, among: Self.knownProtocols).map { "did you mean '\($0)'?" }
                        ?? "a cell's type may conform to Equatable, Hashable, Comparable, CustomStringConvertible, Error, CaseIterable"
                )
            } else {
                type.conformances.insert(name)
            }
        }
    }

    /// Declares the members of a type: fields, cases, signatures. Bodies come later.
    func declareMembers(_ declaration: DeclSyntax) throws {
        if let node = declaration.as(StructDeclSyntax.self), let type = nominalTypes[node.id] {
            try declareMembers(type, .nominal(type), node.memberBlock)
            finishStruct(type, node)
        } else if let node = declaration.as(EnumDeclSyntax.self), let type = nominalTypes[node.id] {
            try declareMembers(type, .nominal(type), node.memberBlock)
            finishDescription(type)
        } else if let node = declaration.as(ExtensionDeclSyntax.self) {
            if let clause = node.genericWhereClause { throw unsupported("where", clause, "the concrete type: 'extension [Int]'") }
            let owner = try resolve(node.extendedType)
            guard !owner.hasVariables else {
                throw fail("an extension needs the concrete type", node.extendedType, remedy: "write 'extension [Int]'")
            }
            if case .nominal(let type) = owner {
                nominalTypes[node.id] = type
                try conform(type, node.inheritanceClause)
                try declareMembers(type, owner, node.memberBlock, isExtension: true)
                finishDescription(type)
            } else {
                let holder = NominalType("\(owner)", .structure)
                nominalTypes[node.id] = holder
                extendedTypes[node.id] = owner
                session.globals.extensions.append((owner, holder))
                try declareMembers(holder, owner, node.memberBlock, isExtension: true)
            }
        }
    }

    private func declareMembers(
        _ type: NominalType, _ selfType: ScriptType, _ block: MemberBlockSyntax, isExtension: Bool = false
    ) throws {
        for (name, inner) in type.types { function.scopes.append([name: .type(inner)]) }
        defer { function.scopes.removeLast(type.types.count) }
        for member in block.members {
            if NominalMember(member.decl) != nil { try declareMembers(member.decl) }
        }
        let context = FunctionContext(parent: function)
        context.selfType = selfType
        context.catchDepth = 1
        let outer = function
        function = context
        defer { function = outer }
        for member in block.members {
            switch member.decl.as(DeclSyntaxEnum.self) {
            case .variableDecl(let node): try declareProperty(node, type, isExtension: isExtension)
            case .functionDecl(let node): try declareMethod(node, type)
            case .initializerDecl(let node): try declareInitializer(node, type, selfType)
            case .enumCaseDecl(let node): try declareCases(node, type)
            case .subscriptDecl(let node): try declareSubscript(node, type)
            case .structDecl, .enumDecl: break
            case .typeAliasDecl(let node): type.types[node.name.text] = try resolve(node.initializer.value)
            case .classDecl, .actorDecl, .protocolDecl, .macroDecl, .ifConfigDecl: _ = try lowerDeclaration(member.decl)
            case .deinitializerDecl(let node): throw unsupported("deinit", node, "nothing: structs need no clean-up")
            default: throw fail("this form of member is not supported in cells", member)
            }
        }
    }

    private func declareMethod(_ node: FunctionDeclSyntax, _ type: NominalType) throws {
        let modifiers = Set(node.modifiers.map(\.name.text))
        let isStatic = modifiers.contains("static")
        let code = try signature(of: node, hasSelf: !isStatic)
        code.isStatic = isStatic
        code.isMutating = modifiers.contains("mutating")
        functionCodes[node.id] = code
        let name = node.name.text
        if isStatic, let first = name.first, !first.isLetter, first != "_" {
            type.operators[name, default: []].append(code)
        } else if isStatic {
            var codes: [FunctionCode] = []
            if case .methods(let known)? = type.statics[name] { codes = known }
            type.statics[name] = .methods(codes + [code])
        } else {
            var codes: [FunctionCode] = []
            if case .methods(let known)? = type.members[name] { codes = known }
            type.members[name] = .methods(codes + [code])
        }
    }

    private func declareInitializer(_ node: InitializerDeclSyntax, _ type: NominalType, _ selfType: ScriptType) throws {
        if let generics = node.genericParameterClause { throw unsupported("generics", generics, "the concrete types") }
        let result: ScriptType = node.optionalMark == nil ? selfType : .optional(selfType)
        let code = FunctionCode("init", try parameters(of: node.signature.parameterClause), result)
        code.canThrow = node.signature.effectSpecifiers?.throwsClause != nil
        functionCodes[node.id] = code
        type.initializers.append(code)
    }

    private func declareCases(_ node: EnumCaseDeclSyntax, _ type: NominalType) throws {
        for element in node.elements {
            let payload = try element.parameterClause?.parameters.map { parameter in
                ScriptType.TupleElement(
                    (parameter.firstName?.text).flatMap { $0 == "_" ? nil : $0 }, try resolve(parameter.type))
            }
            var raw: Value?
            if let rawType = type.rawType {
                if let written = element.rawValue {
                    raw = try lower(written.value, as: rawType, for: "raw type").constant
                    guard raw != nil else { throw fail("raw value for enum case must be a literal", written) }
                } else if rawType == .string {
                    raw = .string(element.name.text)
                } else {
                    var next = 0
                    if case .int(let last)? = type.cases.last?.rawValue {
                        guard last < .max else {
                            throw fail(
                                "there is no raw value after \(last), the largest Int", element,
                                remedy: "give this case a raw value")
                        }
                        next = last + 1
                    }
                    raw = .int(next)
                }
            } else if let written = element.rawValue {
                throw fail(
                    "enum case cannot have a raw value if the enum does not have a raw type", written,
                    remedy: "write 'enum \(type.name): Int'")
            }
            let index = type.cases.count
            type.cases.append(.init(name: element.name.text, payload: payload ?? [], rawValue: raw))
            type.plainCases.append(.enumeration(EnumObject(type, index: index)))
        }
    }

    /// The memberwise initialiser, unless the type writes its own.
    private func finishStruct(_ type: NominalType, _ node: StructDeclSyntax) {
        let ownsInitializer = node.memberBlock.members.contains { $0.decl.is(InitializerDeclSyntax.self) }
        if !ownsInitializer {
            let settable = type.fields.enumerated().filter { !($1.isConstant && $1.initial != nil) }
            let code = FunctionCode(
                type.name,
                settable.map { _, field in
                    let fallback = field.initial ?? (field.type.isOptional && !field.isConstant ? { _ in .none } : nil)
                    return .init(label: field.name, name: field.name, type: field.type, defaultValue: fallback)
                }, .nominal(type))
            let layout = FrameLayout()
            for (_, field) in settable {
                switch field.type {
                case .int, .double, .bool: break
                default: layout.managed.append(layout.size)
                }
                layout.size += 1
            }
            let positions = settable.map(\.offset)
            code.setBody(
                Lowered(code.result) { base in
                    var fields = [Value](repeating: .uninitialized, count: type.fields.count)
                    for (slot, position) in positions.enumerated() { fields[position] = base[slot + 1] }
                    for (position, field) in type.fields.enumerated() where field.isConstant {
                        if let initial = field.initial { fields[position] = try initial(base + layout.size) }
                    }
                    return .structure(StructObject(type, fields: fields))
                })
            code.finish(layout)
            type.initializers.append(code)
        }
        finishDescription(type)
    }

    private func finishDescription(_ type: NominalType) {
        guard type.conformances.contains("CustomStringConvertible") || type.isError,
            case .property(let property)? = type.members["description"], let getter = property.getter
        else { return }
        let (machine, site) = (machine, Site(unit: unit, offset: 0))
        type.customDescription = { value in
            let top = machine.top
            defer { machine.top = top }
            if case .string(let text)? = try? machine.call(getter, top, [value], site) { return text }
            return type.name
        }
    }
}
