import SwiftSyntax

/// What a bare name turns out to be.
enum ResolvedName {
    case binding(Binding)
    /// A member of the type whose method is being lowered.
    case member(of: NominalType, isStatic: Bool)
    /// A member of a type that an extension gives a method to.
    case selfMember
}

extension Lowerer {
    func resolveName(_ name: String) -> ResolvedName? {
        var context: FunctionContext? = function
        while let current = context {
            if let found = current.lookup(name) { return .binding(found) }
            if let type = current.selfType, case .nominal(let nominal) = type {
                if current.selfVariable != nil, nominal.field(name) != nil || nominal.members[name] != nil {
                    return .member(of: nominal, isStatic: false)
                }
                if name == "allCases", nominal.conformances.contains("CaseIterable"), current.selfVariable == nil {
                    return .member(of: nominal, isStatic: true)
                }
                if nominal.statics[name] != nil || nominal.cases.contains(where: { $0.name == name }),
                    current.selfVariable == nil
                {
                    return .member(of: nominal, isStatic: true)
                }
                if let type = nominal.types[name] { return .binding(.type(type)) }
            } else if let type = current.selfType, current.selfVariable != nil, memberNames(of: type).contains(name) {
                return .selfMember
            }
            context = current.parent
        }
        return session.globals.bindings[name].map { .binding($0) }
    }

    /// `self`, captured when a closure uses it.
    func selfVariable(_ node: some SyntaxProtocol) throws -> Variable {
        var context: FunctionContext? = function
        while let current = context {
            if let variable = current.selfVariable { return function.capture(variable) }
            context = current.parent
        }
        throw fail("'self' is known only inside the methods of a type", node)
    }

    func lowerName(_ reference: DeclReferenceExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        let name = reference.baseName.text
        if case .binaryOperator = reference.baseName.tokenKind { return try operatorValue(name, wanted, reference) }
        if case .prefixOperator = reference.baseName.tokenKind { return try operatorValue(name, wanted, reference) }
        if case .postfixOperator = reference.baseName.tokenKind { return try operatorValue(name, wanted, reference) }
        if name == "self" {
            if let nominal = function.enclosingSelfType, (try? selfVariable(reference)) == nil { return typeValue(nominal) }
            return try selfVariable(reference).read
        }
        if name.hasPrefix("$"), let index = Int(name.dropFirst()) {
            return try anonymousParameter(index, reference).read
        }
        switch resolveName(name) {
        case .binding(.variable(let variable))?: return function.capture(variable).read
        case .binding(.type(let type))?: return typeValue(type)
        case .binding(.functions(let codes))?:
            return functionValue(try choose(codes, wanted, reference), reference)
        case .binding(.localFunction(let code, let variable))?: return localFunctionValue(code, variable)
        case .member(let type, let isStatic)?:
            let base = isStatic ? typeValue(.nominal(type)) : try selfVariable(reference).read
            return try memberValue(base, name, wanted, reference, implicitSelf: true)
        case .selfMember?: return try memberValue(selfVariable(reference).read, name, wanted, reference)
        case nil: break
        }
        if let type = typeNamed(name) { return typeValue(type) }
        if name == "_" { throw fail("'_' has no value yet", reference) }
        let rows = session.natives.functions(name)
        if let constant = rows.first(where: { $0.parameters == nil }) {
            return callRow(constant, [], site(reference))
        }
        if !rows.isEmpty { return try rowValue(rows, wanted, reference) }
        let standard = StandardLibrary.functions(name)
        if !standard.isEmpty { return try standardFunctionValue(name, standard, wanted, reference) }
        throw unknownName(name, reference)
    }

    /// `$0` of the closure being lowered.
    func anonymousParameter(_ index: Int, _ node: some SyntaxProtocol) throws -> Variable {
        guard !function.anonymous.isEmpty || function.parent != nil, index < 10 else {
            throw fail("anonymous closure argument not contained in a closure", node)
        }
        guard index < function.anonymous.count else {
            throw fail(
                "anonymous closure argument '$\(index)': this closure takes \(function.anonymous.count) arguments", node)
        }
        return function.anonymous[index]
    }

    /// Of several functions with one name, the one whose type is wanted.
    private func choose(
        _ codes: [FunctionCode], _ wanted: ScriptType?, _ node: some SyntaxProtocol
    ) throws -> FunctionCode {
        if codes.count == 1 { return codes[0] }
        if let wanted, let match = codes.first(where: { canConvert($0.type, to: wanted) }) { return match }
        throw fail(
            "ambiguous use of '\(codes[0].name)'", node, remedy: "call it, or wrap it in a closure: { \(codes[0].name)($0) }")
    }

    /// A function of the top level as a value.
    func functionValue(_ code: FunctionCode, _ node: some SyntaxProtocol) -> Lowered {
        let closure = Closure(code, [], machine, site(node))
        return Lowered(constant: .function(closure), code.type)
    }

    func localFunctionValue(_ code: FunctionCode, _ variable: Variable) -> Lowered {
        function.capture(variable).read.retyped(code.type)
    }

    /// A native as a value: `values.map(relu)`.
    func rowValue(_ rows: [NativeRow], _ wanted: ScriptType?, _ node: some SyntaxProtocol) throws -> Lowered {
        var arity: Int?
        if case .function(let parameters, _)? = wanted?.unwrapped { arity = parameters.count }
        guard
            let row = rows.first(where: { row in
                guard case .function(let types, _)? = wanted?.unwrapped, row.parameters?.count == types.count else {
                    return false
                }
                return zip(types, row.parameters!).allSatisfy { canConvert($0, to: $1.type) }
            }) ?? rows.first(where: { $0.parameters?.count == arity }) ?? rows.first
        else { throw unknownName("", node) }
        let count = arity ?? row.parameters?.count ?? 0
        let defaults = (row.parameters ?? []).dropFirst(count).map { $0.defaultValue ?? .none }
        let (session, site) = (session, site(node))
        let type = ScriptType.function((row.parameters ?? []).prefix(count).map(\.type), row.result)
        let value = NativeClosure(parameterCount: count, type: type) { arguments in
            try session.invoke(row, arguments + defaults, site)
        }
        return Lowered(constant: .function(value), type)
    }

    private func standardFunctionValue(
        _ name: String, _ rows: [StandardRow], _ wanted: ScriptType?, _ node: some SyntaxProtocol
    ) throws -> Lowered {
        var best = rows[0]
        if case .function(let types, _)? = wanted?.unwrapped,
            let match = rows.first(where: { row in
                row.parameters.count == types.count
                    && zip(types, row.parameters).allSatisfy {
                        var bindings: [String: ScriptType] = [:]
                        return unify($1.type, $0, &bindings)
                    }
            })
        {
            best = match
        } else if let match = rows.first(where: { $0.parameters.first?.type == .double }) {
            best = match
        }
        let row = best
        let (machine, site) = (machine, site(node))
        let type = ScriptType.function(row.parameters.map(\.type), row.result)
        let value = NativeClosure(parameterCount: row.parameters.count, type: type) { arguments in
            try row.body(Invocation(machine, site, row.parameters.first?.isVariadic == true ? [.array(arguments)] : arguments))
        }
        return Lowered(constant: .function(value), wanted ?? type)
    }

    /// `+` or `<` as a value: `reduce(0, +)`, `sorted(by: >)`.
    private func operatorValue(_ name: String, _ wanted: ScriptType?, _ node: some SyntaxProtocol) throws -> Lowered {
        if name == "..." {
            return Lowered(constant: .range(RangeObject(.unbounded, lower: nil, upper: nil)), .range(.unbounded, .int))
        }
        let site = site(node)
        guard case .function(let parameters, let result)? = wanted?.unwrapped else {
            throw fail("the operator '\(name)' stands where a value is expected", node)
        }
        if parameters.count == 1 {
            let session = session
            let value = NativeClosure(parameterCount: 1, type: wanted ?? .any) { arguments in
                try dynamicPrefix(name, arguments[0], session, site)
            }
            return Lowered(constant: .function(value), wanted ?? .any)
        }
        guard parameters.count == 2 else { throw fail("the operator '\(name)' takes two operands", node) }
        // The operand types are known: build the operation once, in a frame of its own.
        let context = FunctionContext(parent: function)
        let outer = function
        function = context
        defer { function = outer }
        let types = parameters.map { type in
            if case .variable = type { return parameters.first { if case .variable = $0 { false } else { true } } ?? .any }
            return type
        }
        let variables = types.enumerated().map { index, type in
            Variable("$\(index)", type, isConstant: true, .slot(context.slot(type)), owner: context)
        }
        let operation = try binary(name, variables[0].read, variables[1].read, node)
        let code = FunctionCode(
            name, ["a", "b"].enumerated().map { .init(label: nil, name: $1, type: types[$0]) }, operation.type)
        code.setBody(operation)
        code.finish(context.layout)
        var type = ScriptType.function(types, operation.type)
        if case .variable = result {} else { type = .function(types, result) }
        return Lowered(constant: .function(Closure(code, [], machine, site)), type)
    }
}
