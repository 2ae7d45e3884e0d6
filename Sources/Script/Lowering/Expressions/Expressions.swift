import SwiftSyntax

extension Lowerer {
    /// Lowers an expression. `expecting` is a wish: it gives literals, `.members` and closures their types; whether the result
    /// fits is for the caller to ask.
    func lower(_ expression: ExprSyntax, expecting wanted: ScriptType? = nil) throws -> Lowered {
        if let substitute = substitutes[expression.id] { return substitute }
        switch expression.as(ExprSyntaxEnum.self) {
        case .integerLiteralExpr(let literal): return try lowerInteger(literal, wanted)
        case .floatLiteralExpr(let literal): return try lowerFloat(literal, wanted)
        case .booleanLiteralExpr(let literal):
            return Lowered(constant: .bool(literal.literal.tokenKind == .keyword(.true)), .bool)
        case .nilLiteralExpr: return Lowered(constant: .none, wanted?.isOptional == true ? wanted! : .optional(.any))
        case .stringLiteralExpr(let literal): return try lowerString(literal, wanted)
        case .arrayExpr(let array): return try lowerArray(array, wanted)
        case .dictionaryExpr(let dictionary): return try lowerDictionary(dictionary, wanted)
        case .tupleExpr(let tuple): return try lowerTuple(tuple, wanted)
        case .declReferenceExpr(let reference): return try lowerName(reference, wanted)
        case .infixOperatorExpr(let infix): return try lowerInfix(infix, wanted)
        case .prefixOperatorExpr(let prefix): return try lowerPrefix(prefix, wanted)
        case .postfixOperatorExpr(let postfix): return try lowerPostfix(postfix, wanted)
        case .ternaryExpr(let ternary): return try lowerTernary(ternary, wanted)
        case .functionCallExpr(let call):
            return try chained(expression, wanted) { try self.lowerCall(call, wanted) }
        case .memberAccessExpr(let member):
            return try chained(expression, wanted) { try self.lowerMember(member, wanted) }
        case .subscriptCallExpr(let call):
            return try chained(expression, wanted) { try self.lowerSubscript(call, wanted) }
        case .forceUnwrapExpr(let unwrap):
            return try chained(expression, wanted) { try self.lowerUnwrap(unwrap, wanted) }
        case .optionalChainingExpr(let chain):
            throw fail("'?' must be followed by a call, member lookup, or subscript", chain)
        case .closureExpr(let closure): return try lowerClosure(closure, wanted)
        case .tryExpr(let attempt): return try lowerTry(attempt, wanted)
        case .ifExpr(let conditional): return try lowerIfExpression(conditional, wanted)
        case .switchExpr(let choice): return try lowerSwitchExpression(choice, wanted)
        case .asExpr(let cast): return try lowerCast(cast, wanted)
        case .isExpr(let test): return try lowerTest(test)
        case .keyPathExpr(let path): return try lowerKeyPath(path, wanted)
        case .genericSpecializationExpr(let special): return try lowerTypeExpression(special.expression, special)
        case .typeExpr(let type): return typeValue(try resolve(type.type))
        case .inOutExpr(let reference):
            throw fail("'&' may only be used to pass an argument to an 'inout' parameter", reference)
        case .awaitExpr(let node): throw unsupported("await", node, "call it directly: cells run to their end")
        case .macroExpansionExpr(let node):
            throw unsupported("#\(node.macroName.text)", node, "a function")
        case .regexLiteralExpr(let node): throw unsupported("a regex literal", node, "split, contains and hasPrefix")
        case .superExpr(let node): throw unsupported("super", node, "a struct that holds the other one")
        case .discardAssignmentExpr(let node):
            // At a prompt `_` is the last value.
            if lookup("_") != nil { return try lowerName(DeclReferenceExprSyntax(baseName: .identifier("_")), wanted) }
            throw fail("'_' can only appear in a pattern or on the left of '='", node)
        case .missingExpr(let node): throw fail("an expression is expected here", node)
        default: throw fail("this form of expression is not supported in cells", expression)
        }
    }

    func unsupported(_ construct: String, _ node: some SyntaxProtocol, _ instead: String) -> Diagnostic {
        fail("'\(construct)' is not supported in cells", node, remedy: "write \(instead)")
    }

    func typeValue(_ type: ScriptType) -> Lowered {
        Lowered(constant: .type(TypeObject(type)), .metatype(type))
    }

    /// `[Int]` or `Set<Int>` where an expression stands.
    private func lowerTypeExpression(_ expression: ExprSyntax, _ node: GenericSpecializationExprSyntax) throws -> Lowered {
        guard let type = try typeExpression(ExprSyntax(node)) else { throw fail("a type is expected here", node) }
        return typeValue(type)
    }

    /// The type an expression names, or nil when it is a value: `Int`, `[Int]`, `Set<Int>`, `Outer.Inner`, `(Int) -> Int`.
    func typeExpression(_ expression: ExprSyntax) throws -> ScriptType? {
        switch expression.as(ExprSyntaxEnum.self) {
        case .declReferenceExpr(let reference):
            let name = reference.baseName.text
            if let binding = lookup(name) {
                if case .type(let type) = binding { return type }
                return nil
            }
            return typeNamed(name)
        case .genericSpecializationExpr(let special):
            guard let name = special.expression.as(DeclReferenceExprSyntax.self)?.baseName.text else { return nil }
            return typeNamed(name, try genericArguments(special.genericArgumentClause))
        case .arrayExpr(let array):
            guard array.elements.count == 1, let element = array.elements.first else { return nil }
            return try typeExpression(element.expression).map { .array($0) }
        case .dictionaryExpr(let dictionary):
            guard case .elements(let elements) = dictionary.content, elements.count == 1, let pair = elements.first,
                let key = try typeExpression(pair.key), let value = try typeExpression(pair.value)
            else { return nil }
            return .dictionary(key, value)
        case .optionalChainingExpr(let chain): return try typeExpression(chain.expression).map { .optional($0) }
        case .memberAccessExpr(let member):
            guard let base = member.base, let name = base.as(DeclReferenceExprSyntax.self)?.baseName.text else { return nil }
            if Self.rooms.contains(name), lookup(name) == nil { return typeNamed(member.declName.baseName.text) }
            if case .nominal(let outer)? = try typeExpression(base) { return outer.types[member.declName.baseName.text] }
            return nil
        case .tupleExpr(let tuple):
            if tuple.elements.isEmpty { return nil }
            var types: [ScriptType.TupleElement] = []
            for element in tuple.elements {
                guard let type = try typeExpression(element.expression) else { return nil }
                types.append(.init(element.label?.text, type))
            }
            return types.count == 1 ? types[0].type : .tuple(types)
        case .typeExpr(let type): return try resolve(type.type)
        default: return nil
        }
    }

    /// The modules that cells may import, and write before a name.
    static let rooms: Set<String> = [
        "Kernels", "Tensors", "Layers", "Optimizers", "Signals", "Media", "Plotting", "Datasets", "Training", "AVTS",
        "Prelude", "AVTSKit", "Foundation", "Swift", "Glibc",
    ]
}
