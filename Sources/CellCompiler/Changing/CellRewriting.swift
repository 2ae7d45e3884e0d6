import SwiftSyntax

/// The text of a cell as the compiler gets it: the cell's own, with calls to the session put in between.
///
/// Everything is put in within a line, so lines stay the notebook's; ``column(_:line:)`` undoes it for columns.
struct CellRewriting: Sendable {
    private(set) var text: String
    /// The line of the cell on which each marked statement begins, from 1.
    private(set) var statementLines: [Int] = []
    private var insertions: [(offset: Int, text: String)] = []
    private var erased: [Range<Int>] = []
    private(set) var insertedColumns: [Int: [(column: Int, length: Int)]] = [:]

    /// Changes names only, as for a reader that runs nothing: `let xs = xs.count` speaks of an earlier cell's `xs`.
    init(naming cell: CellSyntax, owners: (String) -> String?, lastValue: String?) {
        text = cell.text.source
        for item in cell.tree.statements { qualify(CellSyntax.declarations(of: item), in: item, owners) }
        if let lastValue { replaceLastValue(by: lastValue, in: cell.tree) }
        apply(SourceLocationConverter(fileName: "", tree: cell.tree))
    }

    /// - Parameter owners: what stands before a name to mean that of an earlier cell, such as `cell3.`.
    init(_ cell: CellSyntax, owners: (String) -> String?, lastValue: String? = nil) {
        text = cell.text.source
        let converter = SourceLocationConverter(fileName: "", tree: cell.tree)
        // First, so that at one place it comes before what is put in behind it.
        if let lastValue { replaceLastValue(by: lastValue, in: cell.tree) }
        let waits = closeWaits(in: cell.tree)
        // What closes these comes before what is put in behind a statement, and what opens them after what is put in before it.
        let unused = UnusedValues.find(in: cell.tree, skipping: cell.showsValue ? cell.tree.statements.last : nil)
        for item in unused { insert(")", at: item.item.endPositionBeforeTrailingTrivia.utf8Offset) }
        let items = CellSyntax.items(of: cell.tree.statements)
        let own = Set(cell.declarations.map(\.name))
        var unset: [String: [Declaration]] = [:]
        for item in items {
            let declarations = CellSyntax.declarations(of: item)
            hidePrivacy(of: item)
            publishConformance(item, own)
            if !Self.runs(item) { continue }
            let start = item.positionAfterSkippingLeadingTrivia
            insert("_cellMark(\(statementLines.count));", at: start.utf8Offset)
            statementLines.append(converter.location(for: start).line)
            let end = item.item.endPositionBeforeTrailingTrivia.utf8Offset
            var ready: [Declaration] = []
            for declaration in declarations {
                if Self.isSet(declaration.name, by: item) {
                    ready.append(declaration)
                } else {
                    unset[declaration.name, default: []].append(declaration)
                }
            }
            if declarations.isEmpty, !unset.isEmpty {
                for name in Self.assigned(by: item) { ready += (unset.removeValue(forKey: name) ?? []).filter(\.kind.isVariable) }
            }
            if item.id == cell.tree.statements.last?.id, case .expr(let expression) = item.item, Self.isShown(expression) {
                if let name = cell.text.valueName {
                    insert("let \(name) = ", at: start.utf8Offset)
                    insert("; _cellBind(constant: \"\(name)\", \(name)); _cellShow(\(name))", at: end)
                } else {
                    insert("_cellShow(", at: start.utf8Offset)
                    insert(")", at: end)
                }
            }
            for declaration in ready { insert(Self.binding(declaration), at: end) }
            qualify(declarations, in: item, owners)
        }
        for item in unused { insert(UnusedValues.opening, at: item.positionAfterSkippingLeadingTrivia.utf8Offset) }
        // Last, so that at one place they come behind what is put in before the statement: the innermost opens last and closes first.
        for wait in waits { insert(wait.opening, at: wait.offset) }
        apply(converter)
    }

    /// The column of the cell's own line for one of the compiler's, both in bytes from 1.
    func column(_ column: Int, line: Int) -> Int {
        var result = column
        for piece in insertedColumns[line] ?? [] where piece.column < result {
            result = max(piece.column, result - piece.length)
        }
        return result
    }

    // MARK: - What is put in

    private mutating func insert(_ text: String, at offset: Int) { insertions.append((offset, text)) }

    private static func binding(_ declaration: Declaration) -> String {
        let name = "`\(declaration.name)`"
        if case .guarded = declaration.kind {
            let copy = Declaration.guardedPrefix + declaration.name
            return "; let \(copy) = \(name); _cellBind(constant: \"\(declaration.name)\", \(copy))"
        }
        guard case .variable(_, let isAddressable) = declaration.kind else { return "" }
        return isAddressable
            ? "; _cellBind(\"\(declaration.name)\", &\(name))" : "; _cellBind(constant: \"\(declaration.name)\", \(name))"
    }

    /// Declarations of functions and types do nothing when the cell runs.
    private static func runs(_ item: CodeBlockItemSyntax) -> Bool {
        guard case .decl(let declaration) = item.item else { return true }
        return declaration.is(VariableDeclSyntax.self)
    }

    /// Whether a declaration gives its name a value, as `let x: Int` does not.
    private static func isSet(_ name: String, by item: CodeBlockItemSyntax) -> Bool {
        guard case .decl(let node) = item.item, let variable = node.as(VariableDeclSyntax.self) else { return true }
        guard let binding = variable.bindings.first(where: { $0.pattern.boundNames.contains(name) }) else { return true }
        if binding.initializer != nil || binding.accessorBlock != nil { return true }
        let isVariable = variable.bindingSpecifier.tokenKind == .keyword(.var)
        guard isVariable, let type = binding.typeAnnotation?.type else { return false }
        return type.is(OptionalTypeSyntax.self) || type.is(ImplicitlyUnwrappedOptionalTypeSyntax.self)
    }

    /// Names that stand before an `=`, in order, each once.
    private static func assigned(by item: CodeBlockItemSyntax) -> [String] {
        let tokens = Array(item.tokens(viewMode: .sourceAccurate))
        var seen = Set<String>()
        var names: [String] = []
        for (place, token) in tokens.enumerated().dropFirst() where token.tokenKind == .equal {
            // `(a, b) = (1, 2)`
            let list = tokens[..<place].reversed().prefix { $0.tokenKind != .leftParen }
            names += tokens[place - 1].tokenKind == .rightParen ? list.map(\.identifierText) : [tokens[place - 1].identifierText]
        }
        return names.filter { seen.insert($0).inserted }
    }

    /// A value is shown; an assignment has none.
    static func isShown(_ expression: ExprSyntax) -> Bool {
        guard let sequence = expression.as(SequenceExprSyntax.self) else { return true }
        return !sequence.elements.contains { element in
            if element.is(AssignmentExprSyntax.self) { return true }
            guard let word = element.as(BinaryOperatorExprSyntax.self)?.operator.text else { return false }
            return word.hasSuffix("=") && !["==", "!=", "<=", ">=", "===", "!==", "~="].contains(word)
        }
    }

    /// A name that is private to its cell would be lost to the next.
    private mutating func hidePrivacy(of item: CodeBlockItemSyntax) {
        guard case .decl(let node) = item.item, let modifiers = node.asProtocol(WithModifiersSyntax.self)?.modifiers else {
            return
        }
        for modifier in modifiers where ["private", "fileprivate"].contains(modifier.name.text) && modifier.detail == nil {
            erased.append(
                modifier.positionAfterSkippingLeadingTrivia.utf8Offset..<modifier.endPositionBeforeTrailingTrivia.utf8Offset)
        }
    }

    /// The place in the changed text of a place in the cell, both in bytes; what is put in at the place itself comes after it.
    func offset(_ offset: Int) -> Int { offset + insertions.reduce(0) { $1.offset < offset ? $0 + $1.text.utf8.count : $0 } }

    /// Types and protocols of earlier cells are public to this one, and the compiler asks the same of what makes one conform to another.
    private mutating func publishConformance(_ item: CodeBlockItemSyntax, _ own: Set<String>) {
        guard case .decl(let node) = item.item, let node = node.as(ExtensionDeclSyntax.self), node.inheritanceClause != nil,
            !own.contains(node.extendedType.trimmedDescription)
        else { return }
        let levels = ["private", "fileprivate", "internal", "package", "public", "open"]
        for member in node.memberBlock.members {
            guard let modified = member.decl.asProtocol(WithModifiersSyntax.self), !member.decl.is(EnumCaseDeclSyntax.self),
                !modified.modifiers.contains(where: { levels.contains($0.name.text) })
            else { continue }
            // What speaks of the cell's own types cannot be public, and no earlier protocol asks for it.
            let body = modified.tokens(viewMode: .sourceAccurate).prefix { $0.tokenKind != .leftBrace && $0.tokenKind != .equal }
            if body.contains(where: { own.contains($0.identifierText) }) { continue }
            let attributes = member.decl.asProtocol(WithAttributesSyntax.self)?.attributes
            let first = attributes?.lastToken(viewMode: .sourceAccurate)?.nextToken(viewMode: .sourceAccurate)
            insert(
                "public ",
                at: (first ?? member.decl.firstToken(viewMode: .sourceAccurate)!).positionAfterSkippingLeadingTrivia.utf8Offset)
        }
    }

    /// In `let xs = xs.count` the second `xs` is that of an earlier cell.
    private mutating func qualify(_ declarations: [Declaration], in item: CodeBlockItemSyntax, _ owner: (String) -> String?) {
        let older = declarations.filter(\.kind.isVariable).compactMap { d in owner(d.name).map { (d.name, $0) } }
        if older.isEmpty { return }
        let owners = Dictionary(older, uniquingKeysWith: { $1 })
        guard case .decl(let node) = item.item, let variable = node.as(VariableDeclSyntax.self) else { return }
        for binding in variable.bindings {
            guard let value = binding.initializer?.value else { continue }
            let finder = FreeNames(Set(owners.keys))
            finder.walk(value)
            for reference in finder.found {
                insert(
                    owners[reference.baseName.identifierText]!, at: reference.positionAfterSkippingLeadingTrivia.utf8Offset)
            }
        }
    }

    /// `_` in an expression is the last value; on the left of `=` it is nothing.
    private mutating func replaceLastValue(by name: String, in tree: SourceFileSyntax) {
        let finder = LastValues()
        finder.walk(tree)
        for token in finder.found {
            let start = token.positionAfterSkippingLeadingTrivia.utf8Offset
            // All but its first sign, which stays.
            insert(String(name.dropFirst()), at: start + 1)
        }
    }

    /// The top level of a cell does not wait: `await f()` there becomes `(try wait { await f() })`. Gives what opens each, which is
    /// still to be put in.
    private mutating func closeWaits(in tree: SourceFileSyntax) -> [(offset: Int, opening: String)] {
        let finder = TopLevelAwaits()
        finder.walk(tree)
        return finder.found.map { node in
            var outer = Syntax(node).parent
            while let inner = outer, inner.is(TryExprSyntax.self) == false, inner.is(CodeBlockItemSyntax.self) == false {
                outer = inner.parent
            }
            let mayThrow = outer?.is(TryExprSyntax.self) ?? false
            insert(mayThrow ? " }" : " })", at: node.endPositionBeforeTrailingTrivia.utf8Offset)
            return (node.positionAfterSkippingLeadingTrivia.utf8Offset, mayThrow ? "wait { try " : "(try wait { ")
        }
    }

    private mutating func apply(_ converter: SourceLocationConverter) {
        var bytes = Array(text.utf8)
        for range in erased { for index in range { bytes[index] = UInt8(ascii: " ") } }
        var result: [UInt8] = []
        var taken = 0
        // Those at one place stay in the order in which they were put in.
        for (offset, piece) in insertions.enumerated().sorted(by: {
            ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset)
        }).map(\.element) {
            result += bytes[taken..<offset]
            taken = offset
            result += Array(piece.utf8)
            let place = converter.location(for: AbsolutePosition(utf8Offset: offset))
            insertedColumns[place.line, default: []].append((place.column, piece.utf8.count))
        }
        result += bytes[taken...]
        text = String(decoding: result, as: UTF8.self)
    }
}
