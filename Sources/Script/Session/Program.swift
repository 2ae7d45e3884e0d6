import SwiftDiagnostics
import SwiftOperators
import SwiftParser
import SwiftParserDiagnostics
import SwiftSyntax

/// A cell made ready to run.
struct Program {
    let code: Code
    let layout: FrameLayout
    let type: ScriptType
    /// Whether the cell ends with an expression whose value is to be shown.
    let hasValue: Bool
    /// The names it declares at the top level.
    let declared: [String]
    let warnings: [Diagnostic]

    static func lower(_ source: String, _ unit: SourceUnit, _ session: Session) -> Result<Program, ScriptError> {
        let parsed = Parser.parse(source: source)
        if parsed.hasError {
            let found = ParseDiagnosticsGenerator.diagnostics(for: parsed).enumerated().map { index, diagnostic in
                let foreign = index < 20 ? ForeignSyntax.remedy(in: source, at: diagnostic.position.utf8Offset) : nil
                return unit.diagnostic(
                    diagnostic.message, at: diagnostic.position.utf8Offset,
                    severity: diagnostic.diagMessage.severity == .error ? .error : .warning,
                    remedy: foreign ?? diagnostic.fixIts.first?.message.message)
            }
            if let first = found.first(where: { $0.severity == .error }) {
                return .failure(ScriptError(first, found, .syntax))
            }
        }
        var problems: [Diagnostic] = []
        let folded = table(for: parsed, session).foldAll(parsed) { error in
            var remedy = "put parentheses around what belongs together"
            if case .missingOperator(let name, _) = error {
                remedy =
                    ForeignSyntax.operators[name] ?? "declare it before: infix operator \(name), and func \(name)(a: …, b: …)"
            }
            problems.append(unit.diagnostic(error.message, at: error.asDiagnostic.position.utf8Offset, remedy: remedy))
        }
        guard problems.isEmpty, let tree = folded.as(SourceFileSyntax.self) else {
            return .failure(ScriptError(problems[0], problems, .syntax))
        }
        let lowerer = Lowerer(session, unit, tree)
        let known = session.globals.order.count
        let program = lowerer.lowerProgram()
        // Types and functions were hoisted; the order a reader sees is that of the source.
        let places = Dictionary(declarationOrder(tree).enumerated().map { ($1, $0) }) { first, _ in first }
        let fresh = session.globals.order[min(known, session.globals.order.count)...]
        session.globals.order.replaceSubrange(
            min(known, session.globals.order.count)...,
            with: fresh.sorted { places[$0, default: .max] < places[$1, default: .max] })
        let errors = lowerer.diagnostics.filter { $0.severity == .error }
        if let first = errors.first { return .failure(ScriptError(first, lowerer.diagnostics, .type)) }
        return .success(program)
    }

    /// The names the statements of the top level declare, from first to last.
    private static func declarationOrder(_ tree: SourceFileSyntax) -> [String] {
        func names(_ pattern: PatternSyntax) -> [String] {
            if let name = pattern.as(IdentifierPatternSyntax.self) { return [name.identifier.text] }
            return pattern.as(TuplePatternSyntax.self)?.elements.flatMap { names($0.pattern) } ?? []
        }
        return tree.statements.flatMap { statement -> [String] in
            guard case .decl(let declaration) = statement.item else { return [] }
            switch declaration.as(DeclSyntaxEnum.self) {
            case .variableDecl(let node): return node.bindings.flatMap { names($0.pattern) }
            case .functionDecl(let node): return [node.name.text]
            case .structDecl(let node): return [node.name.text]
            case .enumDecl(let node): return [node.name.text]
            default: return []
            }
        }
    }

    /// The standard operators, those a cell declares, and those of the library.
    private static func table(for tree: SourceFileSyntax, _ session: Session) -> OperatorTable {
        var table = OperatorTable.standardOperators
        table.addSourceFile(tree) { _ in }
        for name in session.natives.operatorNames where table.infixOperator(named: name) == nil {
            table.recordOperator(name)
        }
        for (name, group) in session.globals.operators where table.infixOperator(named: name) == nil {
            table.recordOperator(name, group)
        }
        for statement in tree.statements {
            guard case .decl(let declaration) = statement.item, let node = declaration.as(OperatorDeclSyntax.self) else {
                continue
            }
            session.globals.operators[node.name.text] =
                node.operatorPrecedenceAndTypes?.precedenceGroup.text ?? "DefaultPrecedence"
        }
        return table
    }
}

extension OperatorTable {
    fileprivate mutating func recordOperator(_ name: String, _ group: String = "MultiplicationPrecedence") {
        addSourceFile(Parser.parse(source: "infix operator \(name): \(group)")) { _ in }
    }
}

extension ScriptError {
    init(_ first: Diagnostic, _ all: [Diagnostic], _ kind: Kind) {
        self.init(
            kind: kind, message: first.message, place: first.place, caret: first.caret, remedy: first.remedy, trace: [],
            diagnostics: all)
    }
}

extension Lowerer {
    /// Lowers a whole cell.
    func lowerProgram() -> Program {
        function.sharedNames = SharedNames.find(in: tree)
        hoist(tree.statements)
        var items = Array(tree.statements)
        var last: Lowered?
        var lastExpression: ExprSyntax?
        if let item = items.last {
            if case .expr(let expression) = item.item { lastExpression = expression }
            if case .stmt(let statement) = item.item, let wrapped = statement.as(ExpressionStmtSyntax.self),
                isValueForm(wrapped.expression)
            {
                lastExpression = wrapped.expression
            }
        }
        if lastExpression != nil { items.removeLast() }
        var body: Exec = { _ in .next }
        recovering { body = try lowerStatements(items[...]) }
        if let expression = lastExpression {
            recovering {
                if let value = isStatementLike(expression) ? nil : attemptValue(expression) {
                    last = try value.get()
                } else {
                    let exec = try lowerExpressionStatement(expression)
                    last = Lowered(.void) { base in
                        _ = try exec(base); return .void
                    }
                }
            }
        }
        var pending = 0
        while pending < deferredBodies.count {
            recovering { try deferredBodies[pending]() }
            pending += 1
        }
        let exec = body
        let value = last?.code
        let type = last?.type ?? .void
        let layout = function.layout
        return Program(
            code: { base in
                _ = try exec(base)
                return try value?(base) ?? .void
            }, layout: layout, type: type, hasValue: last != nil && type != .void && type != .never, declared: declared,
            warnings: diagnostics)
    }

    /// An `if` or `switch` whose branches are calls is a statement, unless they give values.
    private func isStatementLike(_ expression: ExprSyntax) -> Bool {
        (expression.is(IfExprSyntax.self) || expression.is(SwitchExprSyntax.self))
            && (!isValueForm(expression) || (attempt { try lower(expression) }?.type ?? .void) == .void)
    }

    private func attemptValue(_ expression: ExprSyntax) -> Result<Lowered, any Error>? {
        Result { try lower(expression) }
    }
}

extension Machine {
    /// Readies the machine for a cell: no calls under way, the whole stack free.
    func begin() {
        depth = 0
        top = stack
        var here: UInt8 = 0
        let address = withUnsafeMutablePointer(to: &here) { UInt(bitPattern: $0) }
        nativeStackLimit = address - UInt(SessionThread.stackSize) + (48 << 20)
    }

    /// Runs a cell in a frame of its own.
    func runTop(_ program: Program, _ frame: Base) throws -> Value {
        let size = program.layout.size
        for slot in 0..<size { (frame + slot).initialize(to: .uninitialized) }
        top = frame + size
        defer {
            for slot in program.layout.managed { (frame + slot).pointee = .void }
            top = frame
        }
        return try program.code(frame)
    }
}
