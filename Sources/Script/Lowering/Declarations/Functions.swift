import SwiftSyntax

extension Lowerer {
    /// Makes the function's name and signature known.
    func introduceFunction(_ node: FunctionDeclSyntax) throws {
        let code = try signature(of: node)
        functionCodes[node.id] = code
        let name = node.name.text
        if isGlobal {
            var codes: [FunctionCode] = []
            // Another function of this cell with this name and other labels or types is an overload; one of an earlier cell is replaced.
            if declaredFunctions.contains(name), case .functions(let known)? = session.globals.bindings[name] { codes = known }
            if let twin = codes.first(where: { $0.fullName == code.fullName && $0.type == code.type }) {
                _ = twin
                throw fail("invalid redeclaration of '\(code.fullName)'", node.name)
            }
            declaredFunctions.insert(name)
            bind(name, .functions(codes + [code]))
        } else {
            let variable = Variable(name, code.type, isConstant: true, .boxed(function.slot(.any)), owner: function)
            localFunctions.append(variable)
            function.scopes[function.scopes.count - 1][name] = .localFunction(code, variable)
        }
    }

    func signature(of node: FunctionDeclSyntax, hasSelf: Bool = false) throws -> FunctionCode {
        if let generics = node.genericParameterClause {
            throw unsupported("generics", generics, "the concrete types, or overloads")
        }
        let effects = node.signature.effectSpecifiers
        if let async = effects?.asyncSpecifier { throw unsupported("async", async, "a plain function: cells run to their end") }
        if let attribute = node.attributes.first(where: {
            !$0.trimmedDescription.hasPrefix("@discardableResult") && !$0.trimmedDescription.hasPrefix("@inlin")
        }) {
            throw unsupported(attribute.trimmedDescription, attribute, "the function without it")
        }
        let result = try node.signature.returnClause.map { try resolve($0.type) } ?? .void
        let code = FunctionCode(node.name.text, try parameters(of: node.signature.parameterClause), result)
        code.canThrow = effects?.throwsClause != nil
        code.hasSelf = hasSelf
        code.documentation = documentation(of: node)
        return code
    }

    func parameters(of clause: FunctionParameterClauseSyntax) throws -> [FunctionCode.Parameter] {
        try clause.parameters.map { parameter in
            let first = parameter.firstName.text
            let name = parameter.secondName?.text ?? first
            var type = try resolve(parameter.type)
            var isInout = false
            if case .reference(let inner) = type { (type, isInout) = (inner, true) }
            if parameter.ellipsis != nil { type = .array(type) }
            var result = FunctionCode.Parameter(
                label: first == "_" ? nil : first, name: name, type: type, isInout: isInout,
                isVariadic: parameter.ellipsis != nil)
            if let value = parameter.defaultValue { result.defaultValue = try detached(value.value, type).code }
            return result
        }
    }

    /// An expression that is evaluated in a frame of its own: a default, the first value of a property.
    func detached(_ expression: ExprSyntax, _ type: ScriptType?) throws -> (type: ScriptType, code: Code) {
        let context = FunctionContext(parent: function)
        context.catchDepth = 1
        let outer = function
        function = context
        defer { function = outer }
        let value = try type.map { try lower(expression, as: $0) } ?? lower(expression)
        guard context.captures.isEmpty else { throw fail("this value may use only names of the top level", expression) }
        let code = FunctionCode("default value", [], value.type)
        code.setBody(value)
        code.finish(context.layout)
        return (value.type, { frame in try code.run(frame) })
    }

    /// The comment with `///` in front of a declaration.
    func documentation(of node: some SyntaxProtocol) -> String {
        node.leadingTrivia.compactMap { piece -> String? in
            switch piece {
            case .docLineComment(let text): text.drop { $0 == "/" || $0 == " " }.description
            case .docBlockComment(let text): text.trimmingPrefix("/**").description.replacing("*/", with: "")
            default: nil
            }
        }.joined(separator: "\n")
    }

    func lowerFunction(_ node: FunctionDeclSyntax) throws -> Exec {
        guard let code = functionCodes[node.id] else { return { _ in .next } }
        guard let body = node.body else { throw fail("expected '{' in body of function declaration", node) }
        if isGlobal {
            deferredBodies.append { try self.lowerBody(code, body, selfType: nil) }
            return { _ in .next }
        }
        guard case .localFunction(_, let variable)? = function.scopes.last?[node.name.text],
            case .boxed(let slot) = variable.location
        else { return { _ in .next } }
        let captures = try lowerBody(code, body, selfType: nil)
        let make = closureValue(code, captures, node).code
        return { base in
            let closure = try make(base)
            // A sibling may have made the box already.
            if case .capture(let box) = base[slot] {
                box.storage.pointee = closure
            } else {
                base[slot] = .capture(Capture(closure))
            }
            return .next
        }
    }

    /// Lowers the body of a function or method; gives what it captures.
    @discardableResult
    func lowerBody(
        _ code: FunctionCode, _ body: CodeBlockSyntax, selfType: ScriptType?,
        prologue: ((FunctionContext) -> [(Base) throws -> Void])? = nil
    ) throws -> [Lowered] {
        try lowerBody(code, body.statements, body, selfType: selfType)
    }

    @discardableResult
    func lowerBody(
        _ code: FunctionCode, _ statements: CodeBlockItemListSyntax, _ node: some SyntaxProtocol, selfType: ScriptType?
    ) throws -> [Lowered] {
        let context = FunctionContext(parent: function)
        context.sharedNames = SharedNames.find(in: statements)
        context.resultType = code.result
        context.canThrow = code.canThrow
        context.code = code
        context.selfType = selfType
        let outer = function
        function = context
        defer { function = outer }

        var entering: [(Base) -> Void] = []
        var leaving: [(Base) -> Void] = []
        /// A parameter that can change and is shared with a closure lives in a box while the function runs.
        func parameter(_ name: String, _ type: ScriptType, isConstant: Bool, shared: Bool) -> Variable {
            let slot = context.slot(isConstant ? type : .any)
            guard !isConstant, shared else {
                let variable = Variable(name, type, isConstant: isConstant, .slot(slot), owner: context)
                variable.isParameter = true
                return variable
            }
            boxes.append((slot, 0))
            return Variable(name, type, isConstant: false, .slot(slot), owner: context)
        }
        var boxes: [(slot: Int, box: Int)] = []
        var waiting: [(variable: Variable, isSelf: Bool)] = []
        if code.hasSelf, let selfType {
            let shared = !context.sharedNames.isEmpty && code.isMutating
            let variable = parameter("self", selfType, isConstant: !code.isMutating, shared: shared)
            context.selfVariable = variable
            if shared { waiting.append((variable, true)) }
        }
        for item in code.parameters {
            let shared = context.sharedNames.contains(item.name)
            let variable = parameter(item.name, item.type, isConstant: !item.isInout, shared: shared)
            if item.isInout, shared { waiting.append((variable, false)) }
            if item.name != "_" { context.scopes[0][item.name] = .variable(variable) }
        }
        for entry in waiting {
            guard case .slot(let slot) = entry.variable.location else { continue }
            let box = context.slot(.any)
            let boxed = Variable(entry.variable.name, entry.variable.type, isConstant: false, .boxed(box), owner: context)
            if entry.isSelf { context.selfVariable = boxed } else { context.scopes[0][boxed.name] = .variable(boxed) }
            entering.append { base in
                base[box] = .capture(Capture((base + slot).move()))
                (base + slot).initialize(to: .void)
            }
            leaving.append { base in if case .capture(let capture) = base[box] { base[slot] = capture.storage.pointee } }
        }
        var lowered = try bodyCode(code, statements, node)
        if !entering.isEmpty {
            let (inner, enter, leave) = (lowered.code, entering, leaving)
            lowered = Lowered(code.result) { base in
                for step in enter { step(base) }
                defer { for step in leave { step(base) } }
                return try inner(base)
            }
        }
        code.setBody(lowered)
        code.captureSlots = context.captures.map(\.to)
        code.finish(context.layout)
        return context.captures.map(\.from)
    }

    private func bodyCode(
        _ code: FunctionCode, _ statements: CodeBlockItemListSyntax, _ node: some SyntaxProtocol
    ) throws -> Lowered {
        let items = Array(statements)
        if code.result != .void, items.count == 1, let expression = soleExpression(items[0], wantsValue: true),
            !expression.is(IfExprSyntax.self) && !expression.is(SwitchExprSyntax.self) || isValueForm(expression)
        {
            return try lower(expression, as: code.result, for: "return type")
        }
        if code.result != .void, code.name != "init", isChoiceOfResults(items[...]) {
            return try lowerChoiceOfResults(items[...], code.result)
        }
        let exec = try lowerStatements(statements)
        if code.result != .void, code.result != .never, code.name != "init", !alwaysLeaves(statements) {
            throw fail("missing return in '\(code.name)' expected to return '\(code.result)'", node)
        }
        if code.result == .void {
            return Lowered(.void) { base in
                _ = try exec(base)
                return .void
            }
        }
        return Lowered(code.result) { base in
            base.initialize(to: .void)
            _ = try exec(base)
            return base.move()
        }
    }
}
