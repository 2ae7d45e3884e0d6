import SwiftSyntax

/// Something that can be assigned and changed where it stands.
struct PlaceExpression {
    let type: ScriptType
    let assign: (Lowered) -> Action0
    let modify: Modifier
    var location: Location?
}

extension Lowerer {
    func lowerPlace(_ expression: ExprSyntax) throws -> PlaceExpression {
        switch expression.as(ExprSyntaxEnum.self) {
        case .declReferenceExpr(let reference): return try namedPlace(reference)
        case .memberAccessExpr(let member):
            guard let base = member.base else { throw fail("this cannot be assigned", member) }
            return try memberPlace(base, member.declName.baseName.text, member)
        case .subscriptCallExpr(let call): return try subscriptPlace(call)
        case .tupleExpr(let tuple) where tuple.elements.count == 1: return try lowerPlace(tuple.elements.first!.expression)
        case .forceUnwrapExpr(let unwrap):
            let base = try lowerPlace(unwrap.expression)
            let site = site(unwrap)
            return place(base.type.unwrappedOnce) { frame, body in
                try base.modify(frame) { pointer in
                    if pointer.pointee.isNil { throw foundNil(site) }
                    try body(pointer)
                }
            }
        case .optionalChainingExpr(let chain):
            let base = try lowerPlace(chain.expression)
            return place(base.type.unwrappedOnce) { frame, body in
                try base.modify(frame) { pointer in
                    if !pointer.pointee.isNil { try body(pointer) }
                }
            }
        default:
            throw fail("expression is not assignable", expression, remedy: "assign to a variable, a property or an element")
        }
    }

    func place(_ type: ScriptType, _ modify: @escaping Modifier) -> PlaceExpression {
        PlaceExpression(
            type: type,
            assign: { value in
                let code = value.code
                return { base in
                    let value = try code(base)
                    try modify(base) { $0.pointee = value }
                }
            }, modify: modify)
    }

    func variablePlace(_ variable: Variable) -> PlaceExpression {
        PlaceExpression(
            type: variable.type, assign: { variable.assign($0) }, modify: variable.modifier, location: variable.location)
    }

    private func namedPlace(_ reference: DeclReferenceExprSyntax) throws -> PlaceExpression {
        let name = reference.baseName.text
        if name == "self" {
            let variable = try selfVariable(reference)
            guard !variable.isConstant else {
                throw fail("cannot assign to value: 'self' is immutable", reference, remedy: "declare the method 'mutating'")
            }
            return variablePlace(variable)
        }
        if name.hasPrefix("$"), let index = Int(name.dropFirst()) {
            let variable = try anonymousParameter(index, reference)
            guard !variable.isConstant else { throw fail("cannot assign to value: '\(name)' is immutable", reference) }
            return variablePlace(variable)
        }
        switch resolveName(name) {
        case .binding(.variable(let variable))?:
            let local = function.capture(variable)
            guard !variable.isConstant, !local.isConstant else {
                throw fail(
                    "cannot assign to value: '\(name)' is a 'let' constant", reference,
                    remedy: variable.isParameter ? "copy it first: 'var \(name) = \(name)'" : "declare it with 'var'")
            }
            return variablePlace(local)
        case .binding?: throw fail("cannot assign to '\(name)': it is not a variable", reference)
        case .member(let type, let isStatic)?:
            if isStatic { return try staticPlace(type, name, reference) }
            let variable = try selfVariable(reference)
            guard !variable.isConstant else {
                throw fail(
                    "cannot assign to property: 'self' is immutable", reference, remedy: "declare the method 'mutating'")
            }
            return try memberPlace(variablePlace(variable), name, reference)
        case .selfMember?: throw fail("cannot assign to '\(name)': it is read-only", reference)
        case nil:
            if !session.natives.functions(name).isEmpty {
                throw fail("cannot assign to '\(name)': it is not a variable", reference)
            }
            throw fail(
                "cannot find '\(name)' in scope", reference,
                remedy: meant(by: name, among: visibleNames) ?? "declare it first: var \(name) = …, or let when it stays as it is"
            )
        }
    }

    private func staticPlace(_ type: NominalType, _ name: String, _ node: some SyntaxProtocol) throws -> PlaceExpression {
        guard case .property(let property)? = type.statics[name], let storage = property.storage else {
            throw fail("type '\(type.name)' has no static variable '\(name)'", node)
        }
        guard !storage.isConstant else {
            throw fail("cannot assign to value: '\(name)' is a 'let' constant", node, remedy: "declare it with 'static var'")
        }
        return variablePlace(storage)
    }

    private func memberPlace(_ base: ExprSyntax, _ name: String, _ node: some SyntaxProtocol) throws -> PlaceExpression {
        if case .nominal(let type)? = try typeExpression(base) { return try staticPlace(type, name, node) }
        // An object of the library is shared: its properties can be set through a constant.
        if let value = attempt({ try lower(base) }), case .native(let native) = value.type {
            if let row = session.natives.members(name).first(where: { $0.setter != nil && $0.scope == .member(value.type) }) {
                return try nativePlace(base, value, row, node)
            }
            if session.natives.members(name).contains(where: { $0.scope == .member(value.type) }) {
                throw fail("cannot assign to property: '\(name)' of '\(native.name)' is read-only", node)
            }
        }
        return try memberPlace(lowerPlace(base), name, node)
    }

    private func nativePlace(
        _ base: ExprSyntax, _ value: Lowered, _ row: NativeRow, _ node: some SyntaxProtocol
    ) throws -> PlaceExpression {
        let back = attempt { try lowerPlace(base) }
        let (session, site, code, machine, layout) = (session, site(node), value.code, machine, function.layout)
        let modify: Modifier = { base, body in
            let receiver = try code(base)
            machine.top = base + layout.size
            var current = try session.invoke(row, [receiver], site)
            try withUnsafeMutablePointer(to: &current) { try body($0) }
            let changed = try session.call(row.setter!, row, [receiver, current], site)
            try back?.modify(base) { $0.pointee = changed }
        }
        return place(row.result, modify)
    }

    /// A member of a place.
    func memberPlace(_ base: PlaceExpression, _ name: String, _ node: some SyntaxProtocol) throws -> PlaceExpression {
        switch base.type {
        case .nominal(let type):
            if let index = type.field(name) {
                let field = type.fields[index]
                if field.isConstant, !(function.isInitializer(of: type)) {
                    throw fail("cannot assign to property: '\(name)' is a 'let' constant", node, remedy: "declare it with 'var'")
                }
                return fieldPlace(base, type, index)
            }
            if case .property(let property)? = type.members[name] {
                guard let getter = property.getter, let setter = property.setter else {
                    throw fail("cannot assign to property: '\(name)' is a get-only property", node)
                }
                return computedPlace(base, property.type, getter, setter, [], node)
            }
        case .tuple(let elements):
            let index = elements.firstIndex { $0.label == name } ?? Int(name) ?? -1
            guard elements.indices.contains(index) else { break }
            return place(elements[index].type) { frame, body in
                try base.modify(frame) { pointer in
                    guard case .tuple(let tuple) = pointer.pointee else { throw missing(base.type) }
                    let copy = TupleObject(labels: tuple.labels, elements: tuple.elements)
                    defer { pointer.pointee = .tuple(copy) }
                    try copy.elements.withUnsafeMutableBufferPointer { try body($0.baseAddress! + index) }
                }
            }
        case .optional:
            throw fail(
                "value of optional type '\(base.type)' must be unwrapped to refer to member '\(name)'", node,
                remedy: "write '?.\(name)' or '!.\(name)'")
        default: break
        }
        throw unknownMember(name, base.type, node)
    }

    private func fieldPlace(_ base: PlaceExpression, _ type: NominalType, _ index: Int) -> PlaceExpression {
        let field = type.fields[index]
        return place(field.type) { frame, body in
            try base.modify(frame) { pointer in
                guard case .structure(var object) = pointer.move() else {
                    pointer.initialize(to: .uninitialized)
                    throw missing(base.type)
                }
                pointer.initialize(to: .uninitialized)
                if !isKnownUniquelyReferenced(&object) { object = StructObject(object.type, fields: object.fields) }
                defer { pointer.initialize(to: .structure(object)) }
                try object.fields.withUnsafeMutableBufferPointer { try body($0.baseAddress! + index) }
            }
        }
    }

    /// A property or subscript with `get` and `set`.
    func computedPlace(
        _ base: PlaceExpression, _ type: ScriptType, _ getter: FunctionCode, _ setter: FunctionCode, _ arguments: [Code],
        _ node: some SyntaxProtocol
    ) -> PlaceExpression {
        let (machine, layout, site) = (machine, function.layout, site(node))
        return place(type) { frame, body in
            let values = try arguments.map { try $0(frame) }
            try base.modify(frame) { pointer in
                var owner = pointer.move()
                pointer.initialize(to: .uninitialized)
                defer { pointer.initialize(to: owner) }
                let next = frame + layout.size
                var current = try machine.call(getter, next, &owner, values, site)
                try withUnsafeMutablePointer(to: &current) { try body($0) }
                _ = try machine.call(setter, next, &owner, values + [current], site)
            }
        }
    }
}

extension ScriptType {
    var unwrappedOnce: ScriptType {
        if case .optional(let wrapped) = self { return wrapped }
        return self
    }
}

extension FunctionContext {
    /// Whether the function initialises values of the type, and may set its constants.
    func isInitializer(of type: NominalType) -> Bool {
        if let code { return code.name == "init" && selfType == .nominal(type) }
        return false
    }
}

@inline(never)
func foundNil(_ site: Site) -> ScriptFailure { trap("unexpectedly found nil while unwrapping an optional value", site) }
