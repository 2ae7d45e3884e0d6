import SwiftSyntax

/// Turns the syntax of one cell into closures, checking names and types on the way.
final class Lowerer {
    let session: Session
    let unit: SourceUnit
    /// Identifiers of nodes are addresses in this tree: it lives as long as the tables below.
    let tree: SourceFileSyntax
    let machine: Machine
    var function: FunctionContext
    var diagnostics: [Diagnostic] = []
    /// Expressions that stand for another while a chain with `?.` is lowered.
    var substitutes: [SyntaxIdentifier: Lowered] = [:]
    /// The names the cell declared at its top level, in order.
    var declared: [String] = []
    /// The optionals of a chain as places, so that `a?.append(1)` changes `a`.
    var chainPlaces: [SyntaxIdentifier: PlaceExpression] = [:]
    // What hoisting found, by the node of its declaration.
    var functionCodes: [SyntaxIdentifier: FunctionCode] = [:]
    var nominalTypes: [SyntaxIdentifier: NominalType] = [:]
    var extendedTypes: [SyntaxIdentifier: ScriptType] = [:]
    var localFunctions: [Variable] = []
    var declaredFunctions: Set<String> = []
    var accessorBodies: [(code: FunctionCode, statements: CodeBlockItemListSyntax, node: Syntax)] = []
    var staticValues: [(variable: Variable, value: ExprSyntax, type: NominalType)] = []
    /// Bodies of the top level, lowered when all its names are known.
    var deferredBodies: [() throws -> Void] = []
    var nextTarget = 1

    init(_ session: Session, _ unit: SourceUnit, _ tree: SourceFileSyntax) {
        self.session = session
        self.unit = unit
        self.tree = tree
        machine = session.machine
        function = FunctionContext(parent: nil)
        function.isTopLevel = true
        function.catchDepth = 1
    }

    func site(_ node: some SyntaxProtocol) -> Site {
        Site(unit: unit, offset: node.positionAfterSkippingLeadingTrivia.utf8Offset)
    }

    func fail(_ message: String, _ node: some SyntaxProtocol, remedy: String? = nil) -> Diagnostic {
        unit.diagnostic(message, at: node.positionAfterSkippingLeadingTrivia.utf8Offset, remedy: remedy)
    }

    func warn(_ message: String, _ node: some SyntaxProtocol, remedy: String? = nil) {
        diagnostics.append(
            unit.diagnostic(
                message, at: node.positionAfterSkippingLeadingTrivia.utf8Offset, severity: .warning, remedy: remedy))
    }

    /// Runs a body; what it throws becomes a diagnostic, and the lowering goes on behind it.
    func recovering(_ body: () throws -> Void) {
        do { try body() } catch let diagnostic as Diagnostic { diagnostics.append(diagnostic) } catch {
            diagnostics.append(unit.diagnostic("\(error)", at: 0))
        }
    }

    /// Whether a body can be lowered; leaves no trace when it cannot.
    func attempt<R>(_ body: () throws -> R) -> R? {
        let count = diagnostics.count
        guard let result = try? body(), !diagnostics.dropFirst(count).contains(where: { $0.severity == .error }) else {
            diagnostics.removeLast(diagnostics.count - count)
            return nil
        }
        return result
    }

    // MARK: Names

    func lookup(_ name: String) -> Binding? {
        var context: FunctionContext? = function
        while let current = context {
            if let found = current.lookup(name) { return found }
            context = current.parent
        }
        return session.globals.bindings[name]
    }

    /// Every name in sight, for suggestions.
    var visibleNames: [String] {
        var names = Array(session.globals.bindings.keys) + session.natives.functionNames
        names += StandardLibrary.functionNames + ["print", "Int", "Double", "Float", "String", "Bool", "Array", "Set"]
        names += session.natives.types.keys
        var context: FunctionContext? = function
        while let current = context {
            for scope in current.scopes { names += scope.keys }
            if case .nominal(let type)? = current.selfType {
                names += type.fields.map(\.name) + Array(type.members.keys)
            }
            context = current.parent
        }
        return names
    }

    func unknownName(_ name: String, _ node: some SyntaxProtocol) -> Diagnostic {
        fail("cannot find '\(name)' in scope", node, remedy: meant(by: name, among: visibleNames) ?? memberCalled(name))
    }

    /// Whether declarations at this point are names of the session.
    var isGlobal: Bool { function.isTopLevel && function.scopes.count == 1 }

    func bind(_ name: String, _ binding: Binding) {
        if isGlobal {
            session.globals.declare(name, binding)
            declared.append(name)
        } else {
            function.scopes[function.scopes.count - 1][name] = binding
        }
    }

    /// Makes a variable in the scope at hand. `_` makes none that can be read.
    func declare(_ name: String, _ type: ScriptType, isConstant: Bool, deferred: Bool = false) -> Variable {
        let variable: Variable
        if isGlobal, name != "_" {
            variable = Variable(
                name, type, isConstant: isConstant, .global(Capture(.uninitialized)), owner: nil)
        } else if function.sharedNames.contains(name), !isConstant || deferred {
            variable = Variable(name, type, isConstant: isConstant, .boxed(function.slot(.any)), owner: function)
        } else {
            variable = Variable(
                name, type, isConstant: isConstant, .slot(function.slot(type)), owner: function)
        }
        if name != "_" { bind(name, .variable(variable)) }
        return variable
    }

    /// The same for closures, which lose nothing on the way when the function is not generic.
    func scopedStatement(_ body: () throws -> Exec) rethrows -> Exec {
        function.scopes.append([:])
        defer { function.scopes.removeLast() }
        return try body()
    }

    func scoped<R>(_ body: () throws -> R) rethrows -> R {
        function.scopes.append([:])
        defer { function.scopes.removeLast() }
        return try body()
    }
}
