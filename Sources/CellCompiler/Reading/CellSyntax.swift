import SwiftParser
import SwiftSyntax

/// A parsed cell, and what its top level declares and uses.
struct CellSyntax {
    let text: CellText
    let tree: SourceFileSyntax
    let declarations: [Declaration]
    /// Every name in the text, declared, used or merely a label.
    let names: Set<String>
    /// Operators and extensions reach every later cell without being named; each is told here by what it adds.
    let reach: Set<String>
    /// The texts of those.
    let additions: [Addition]
    /// Modules that the cell imports, as it wrote it.
    let imports: [String]

    init(_ text: CellText, lastValue: String? = nil) {
        self.text = text
        tree = Nesting.tree(text.source)
        if case .expr(let expression)? = tree.statements.last?.item {
            showsValue = CellRewriting.isShown(expression)
        } else {
            showsValue = false
        }
        let items = Self.items(of: tree.statements)
        var declarations = items.flatMap { Self.declarations(of: $0) }
        if let name = text.valueName, showsValue {
            declarations.append(Declaration(name: name, kind: .variable(isConstant: true, isAddressable: false), uses: []))
        }
        self.declarations = declarations
        reach = Set(items.flatMap { Self.additions(of: $0) })
        additions = items.filter { !Self.additions(of: $0).isEmpty }.map {
            Addition(text: $0.trimmedDescription, uses: Self.names(in: $0))
        }
        imports = items.compactMap { item in
            guard case .decl(let node) = item.item else { return nil }
            return node.as(ImportDeclSyntax.self)?.trimmedDescription
        }
        names = Self.names(in: tree).union(text.source.contains("_") ? lastValue.map { [$0] } ?? [] : [])
    }

    /// Statements and declarations of the top level, those under a condition of the compiler's too.
    static func items(of list: CodeBlockItemListSyntax) -> [CodeBlockItemSyntax] {
        list.flatMap { item -> [CodeBlockItemSyntax] in
            guard case .decl(let node) = item.item, let condition = node.as(IfConfigDeclSyntax.self) else { return [item] }
            return condition.clauses.flatMap { clause -> [CodeBlockItemSyntax] in
                if case .statements(let inner)? = clause.elements { return items(of: inner) } else { return [] }
            }
        }
    }

    /// A word for each thing that an item adds to every later cell.
    private static func additions(of item: CodeBlockItemSyntax) -> [String] {
        guard case .decl(let node) = item.item else { return [] }
        if let node = node.as(OperatorDeclSyntax.self) { return ["operator \(node.fixitySpecifier.text) \(node.name.text)"] }
        if let node = node.as(PrecedenceGroupDeclSyntax.self) { return ["precedence \(node.name.text)"] }
        if let node = node.as(FunctionDeclSyntax.self), node.name.tokenKind.isOperator {
            return ["func \(node.name.text) \(node.signature.parameterClause.signatureText)"]
        }
        guard let node = node.as(ExtensionDeclSyntax.self) else { return [] }
        let type = node.extendedType.trimmedDescription + (node.genericWhereClause?.trimmedDescription ?? "")
        let conformances = node.inheritanceClause?.inheritedTypes.map { ": \($0.type.trimmedDescription)" } ?? []
        let members = node.memberBlock.members.flatMap { member -> [String] in
            if let variable = member.decl.as(VariableDeclSyntax.self) {
                return variable.bindings.flatMap { $0.pattern.boundNames }
            }
            if let function = member.decl.as(FunctionDeclSyntax.self) {
                return ["\(function.name.text)(\(function.signature.parameterClause.signatureText))"]
            }
            if let initializer = member.decl.as(InitializerDeclSyntax.self) {
                return ["init(\(initializer.signature.parameterClause.signatureText))"]
            }
            return [member.trimmedDescription]
        }
        return (conformances + members).map { "\(type).\($0)" } + ["extension \(type)"]
    }

    /// Whether the last line is an expression whose value is shown.
    let showsValue: Bool

    static func declarations(of item: CodeBlockItemSyntax) -> [Declaration] {
        let text = item.trimmedDescription
        return plainDeclarations(of: item).map { declaration in
            var declaration = declaration
            declaration.text = text
            return declaration
        }
    }

    private static func plainDeclarations(of item: CodeBlockItemSyntax) -> [Declaration] {
        let uses = names(in: item)
        func type(_ keyword: String, _ name: TokenSyntax) -> [Declaration] {
            [Declaration(name: name.identifierText, kind: .type(keyword), uses: uses)]
        }
        switch item.item {
        case .decl(let node):
            if let variable = node.as(VariableDeclSyntax.self) {
                return variable.bindings.flatMap { binding in
                    binding.pattern.boundNames.map {
                        Declaration(name: $0, kind: kind(of: binding, in: variable), uses: uses)
                    }
                }
            }
            if let function = node.as(FunctionDeclSyntax.self) {
                let signature = function.genericParameterClause.map(\.trimmedDescription) ?? ""
                return [
                    Declaration(
                        name: function.name.identifierText,
                        kind: .function(signature: signature + function.signature.parameterClause.signatureText), uses: uses)
                ]
            }
            if let node = node.as(StructDeclSyntax.self) { return type("struct", node.name) }
            if let node = node.as(ClassDeclSyntax.self) { return type("class", node.name) }
            if let node = node.as(EnumDeclSyntax.self) { return type("enum", node.name) }
            if let node = node.as(ActorDeclSyntax.self) { return type("actor", node.name) }
            if let node = node.as(ProtocolDeclSyntax.self) { return type("protocol", node.name) }
            if let node = node.as(TypeAliasDeclSyntax.self) { return type("typealias", node.name) }
            return []
        case .stmt(let node):
            // Names bound by a guard of the top level stay.
            guard let statement = node.as(GuardStmtSyntax.self) else { return [] }
            return statement.conditions.flatMap { condition -> [String] in
                switch condition.condition {
                case .optionalBinding(let binding): binding.pattern.boundNames
                case .matchingPattern(let match): match.pattern.boundNames
                default: []
                }
            }.map { Declaration(name: $0, kind: .guarded, uses: uses) }
        default: return []
        }
    }

    private static func kind(of binding: PatternBindingSyntax, in variable: VariableDeclSyntax) -> Declaration.Kind {
        let isConstant = variable.bindingSpecifier.tokenKind == .keyword(.let)
        let isPlain =
            binding.accessorBlock == nil && variable.attributes.isEmpty
            && variable.modifiers.allSatisfy { !["lazy", "weak", "unowned"].contains($0.name.text) }
        return .variable(isConstant: isConstant, isAddressable: !isConstant && isPlain)
    }

    private static func names(in node: some SyntaxProtocol) -> Set<String> {
        var names = Set<String>()
        for token in node.tokens(viewMode: .sourceAccurate) {
            switch token.tokenKind {
            case .identifier, .binaryOperator, .prefixOperator, .postfixOperator, .dollarIdentifier:
                // The label of an argument says nothing of what is called, and a parameter is nothing of another cell.
                if token.parent?.as(LabeledExprSyntax.self)?.label == token || FreeNames.isParameter(token) { continue }
                names.insert(token.identifierText)
            default: break
            }
        }
        return names
    }
}

extension TokenKind {
    var isOperator: Bool {
        switch self {
        case .binaryOperator, .prefixOperator, .postfixOperator: true
        default: false
        }
    }
}

extension TokenSyntax {
    /// Without the backticks that let a keyword be a name.
    var identifierText: String { text.hasPrefix("`") ? String(text.dropFirst().dropLast()) : text }
}

extension PatternSyntax {
    /// The names that a pattern binds, in order.
    var boundNames: [String] {
        if let name = self.as(IdentifierPatternSyntax.self) {
            return name.identifier.text == "_" ? [] : [name.identifier.identifierText]
        }
        if let tuple = self.as(TuplePatternSyntax.self) { return tuple.elements.flatMap { $0.pattern.boundNames } }
        if let binding = self.as(ValueBindingPatternSyntax.self) { return binding.pattern.boundNames }
        if let match = self.as(ExpressionPatternSyntax.self) {
            // `case let .some(x)` holds patterns within an expression.
            return match.expression.tokens(viewMode: .sourceAccurate).compactMap { token in
                token.parent?.as(IdentifierPatternSyntax.self)?.identifier.identifierText
            }
        }
        return []
    }
}

extension FunctionParameterClauseSyntax {
    /// Labels and types: what tells overloads apart.
    var signatureText: String { parameters.map { "\($0.firstName.text): \($0.type.trimmedDescription)" }.joined(separator: ", ") }
}
