import CellCompiler
import SwiftSyntax

/// What cells declared, read from their sources: signature, and the comment above.
enum CellSymbols {
    /// The newest declarations of the names that are still there, and the members of types among them.
    static func all(_ compiler: Compiler) -> [Symbol] {
        compiler.cells.flatMap { cell in
            read(cell.text.source, module: cell.module).filter { symbol in
                let top = symbol.path.count == 1 ? symbol.base : symbol.path[0]
                // An extension speaks of a type that may be another cell's.
                return symbol.kind.hasPrefix("extension.") || compiler.owner(of: top) == cell.module
            }
        }
    }

    /// The declarations of a source's top level.
    static func read(_ source: String, module: String) -> [Symbol] {
        Nesting.tree(source).statements.flatMap { item -> [Symbol] in
            guard case .decl(let node) = item.item else { return [] }
            return symbols(of: node, in: [], module)
        }
    }

    private static func symbols(of node: DeclSyntax, in path: [String], _ module: String) -> [Symbol] {
        func symbol(_ name: String, _ kind: String, _ signature: some SyntaxProtocol) -> Symbol {
            Symbol(
                module: module, path: path + [name], kind: kind, signature: signature.trimmedDescription.oneLine,
                documentation: node.documentation)
        }
        if let function = node.as(FunctionDeclSyntax.self) {
            let labels = function.signature.parameterClause.parameters.map { "\($0.firstName.text):" }.joined()
            return [symbol("\(function.name.text)(\(labels))", path.isEmpty ? "func" : "method", function.with(\.body, nil))]
        }
        if let initializer = node.as(InitializerDeclSyntax.self) {
            let labels = initializer.signature.parameterClause.parameters.map { "\($0.firstName.text):" }.joined()
            return [symbol("init(\(labels))", "init", initializer.with(\.body, nil))]
        }
        if let variable = node.as(VariableDeclSyntax.self) {
            return variable.bindings.flatMap { binding in
                let names = binding.pattern.tokens(viewMode: .sourceAccurate).compactMap { token -> String? in
                    if case .identifier(let name) = token.tokenKind { name } else { nil }
                }
                return names.map { name in
                    let keyword = variable.bindingSpecifier.text
                    let type = binding.typeAnnotation.map { ": \($0.type.trimmedDescription)" } ?? ""
                    let value = binding.initializer.map { " = \($0.value.trimmedDescription.oneLine)" } ?? ""
                    return Symbol(
                        module: module, path: path + [name], kind: path.isEmpty ? "var" : "property",
                        signature: "\(keyword) \(name)\(type)\(value)", documentation: node.documentation)
                }
            }
        }
        if let cases = node.as(EnumCaseDeclSyntax.self) {
            return cases.elements.map { element in
                let labels = element.parameterClause?.parameters.map { ($0.firstName?.text ?? "_") + ":" }.joined()
                return symbol(element.name.text + (labels.map { "(\($0))" } ?? ""), "enum.case", element)
            }
        }
        if let alias = node.as(TypeAliasDeclSyntax.self) { return [symbol(alias.name.text, "typealias", alias)] }
        guard let group = node.asProtocol(DeclGroupSyntax.self) else { return [] }
        let isExtension = node.is(ExtensionDeclSyntax.self)
        guard
            let name = isExtension
                ? node.as(ExtensionDeclSyntax.self)?.extendedType.trimmedDescription
                : node.asProtocol(NamedDeclSyntax.self)?.name.text
        else { return [] }
        let members = group.memberBlock.members.flatMap { symbols(of: $0.decl, in: path + [name], module) }
        if isExtension {
            return members.map {
                var member = $0; member.kind = "extension." + member.kind; return member
            }
        }
        let head = String(node.trimmedDescription.prefix { $0 != "{" }).oneLine
        let type = Symbol(
            module: module, path: path + [name], kind: group.introducer.text, signature: head, documentation: node.documentation)
        return [type] + members
    }
}

extension SyntaxProtocol {
    /// The text of the `///` lines and `/** … */` directly above.
    fileprivate var documentation: String {
        var lines: [String] = []
        for piece in leadingTrivia {
            switch piece {
            case .docLineComment(let text):
                let words = text.dropFirst(3)
                lines.append(String(words.hasPrefix(" ") ? words.dropFirst() : words))
            case .docBlockComment(let text):
                lines += text.dropFirst(3).dropLast(2).split(separator: "\n").map { line in
                    String(line.drop { $0 == " " || $0 == "*" })
                }
            case .newlines(let count) where count > 1: lines = []
            default: break
            }
        }
        return lines.joined(separator: "\n")
    }
}

extension String {
    /// Its words with one blank between them.
    var oneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
