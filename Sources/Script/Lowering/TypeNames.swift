import SwiftSyntax

extension Lowerer {
    /// The type a type annotation names.
    func resolve(_ type: TypeSyntax) throws -> ScriptType {
        switch type.as(TypeSyntaxEnum.self) {
        case .identifierType(let named):
            let arguments = try named.genericArgumentClause.map { try genericArguments($0) } ?? []
            return try resolve(named: named.name.text, arguments, type)
        case .optionalType(let optional): return .optional(try resolve(optional.wrappedType))
        case .implicitlyUnwrappedOptionalType(let optional): return .optional(try resolve(optional.wrappedType))
        case .arrayType(let array): return .array(try resolve(array.element))
        case .dictionaryType(let dictionary):
            return .dictionary(try resolve(dictionary.key), try resolve(dictionary.value))
        case .tupleType(let tuple):
            let elements = try tuple.elements.map {
                ScriptType.TupleElement(($0.firstName?.text).flatMap { $0 == "_" ? nil : $0 }, try resolve($0.type))
            }
            if elements.isEmpty { return .void }
            return elements.count == 1 ? elements[0].type : .tuple(elements)
        case .functionType(let function):
            return .function(
                try function.parameters.map {
                    let type = try resolve($0.type)
                    return $0.inoutKeyword == nil ? type : .reference(type)
                }, try resolve(function.returnClause.type))
        case .attributedType(let attributed):
            let inner = try resolve(attributed.baseType)
            return attributed.specifiers.contains { $0.trimmedDescription == "inout" } ? .reference(inner) : inner
        case .someOrAnyType(let some):
            let inner = some.constraint.trimmedDescription
            if inner == "Error" { return .error }
            throw fail(
                "'\(type.trimmedDescription)' is not supported in cells", type, remedy: "name the concrete type")
        case .metatypeType(let metatype): return .metatype(try resolve(metatype.baseType))
        case .memberType(let member):
            // A type of the library by its full name: Tensors.Tensor.
            return try resolve(named: member.name.text, [], type)
        default: throw fail("this form of type is not supported in cells: '\(type.trimmedDescription)'", type)
        }
    }

    func genericArguments(_ clause: GenericArgumentClauseSyntax) throws -> [ScriptType] {
        try clause.arguments.map {
            guard case .type(let type) = $0.argument else { throw fail("a type is expected here", $0) }
            return try resolve(type)
        }
    }

    private func resolve(
        named name: String, _ arguments: [ScriptType], _ node: some SyntaxProtocol
    ) throws -> ScriptType {
        if let found = typeNamed(name, arguments) { return found }
        if let replacement = Self.replacedTypes[name] {
            throw fail("'\(name)' is not supported in cells", node, remedy: "write \(replacement)")
        }
        let known = Self.typeNames + session.natives.types.keys + Array(session.globals.bindings.keys)
        throw fail(
            "cannot find type '\(name)' in scope", node,
            remedy: meant(by: name, among: known))
    }

    static let typeNames = [
        "Int", "Double", "Float", "Bool", "String", "Character", "Array", "Dictionary", "Set", "Any", "Void", "Error",
    ]
    static let replacedTypes: [String: String] = [
        "UInt": "Int", "Int8": "Int", "Int16": "Int", "Int32": "Int", "Int64": "Int", "UInt8": "Int", "UInt16": "Int",
        "UInt32": "Int", "UInt64": "Int", "CGFloat": "Double", "Float32": "Float", "Float64": "Double",
        "Substring": "String",
    ]

    /// A type by its name, or nil.
    func typeNamed(_ name: String, _ arguments: [ScriptType] = []) -> ScriptType? {
        if case .type(let type)? = lookup(name) { return type }
        func argument(_ index: Int) -> ScriptType { index < arguments.count ? arguments[index] : .any }
        switch name {
        case "Int": return .int
        case "Double": return .double
        case "Float": return .float
        case "Bool": return .bool
        case "String": return .string
        case "Character": return .character
        case "Any", "AnyHashable": return .any
        case "Void": return .void
        case "Never": return .never
        case "Error": return .error
        case "Self": return function.enclosingSelfType
        case "Array": return arguments.isEmpty ? .array(.variable("Element")) : .array(argument(0))
        case "Set": return arguments.isEmpty ? .set(.variable("Element")) : .set(argument(0))
        case "Dictionary":
            return arguments.isEmpty
                ? .dictionary(.variable("Key"), .variable("Value")) : .dictionary(argument(0), argument(1))
        case "Optional": return .optional(arguments.isEmpty ? .variable("T") : argument(0))
        case "Range": return .range(.halfOpen, argument(0))
        case "ClosedRange": return .range(.closed, argument(0))
        case "PartialRangeFrom": return .range(.from, argument(0))
        default: return session.natives.types[name]
        }
    }
}

extension FunctionContext {
    /// The type whose method surrounds this function.
    var enclosingSelfType: ScriptType? { selfType ?? parent?.enclosingSelfType }
}
