import SwiftParser
import SwiftSyntax

/// Something of the library that a cell may call, read or set.
struct Operation {
    enum Form { case function, initializer, property, subscripting, infix, prefix, enumCase }

    struct Operand {
        let label: String?
        let type: TypeSyntax
        let isVariadic: Bool
        let hasDefault: Bool

        init(_ parameter: FunctionParameterSyntax) {
            label = parameter.firstName.text == "_" ? nil : parameter.firstName.text
            (type, isVariadic) = (parameter.type, parameter.ellipsis != nil)
            hasDefault = parameter.defaultValue != nil
        }

        /// Only where there are two names, a caller writes the first.
        init(ofSubscript parameter: FunctionParameterSyntax) {
            label = parameter.secondName == nil ? nil : parameter.firstName.text
            (type, isVariadic, hasDefault) = (parameter.type, parameter.ellipsis != nil, false)
        }

        init(_ parameter: EnumCaseParameterSyntax) {
            label = parameter.firstName?.text
            (type, isVariadic, hasDefault) = (parameter.type, false, false)
        }
    }

    let form: Form
    let name: String
    /// The type it belongs to; nil for what stands alone.
    let owner: String?
    var operands: [Operand] = []
    var result: TypeSyntax?
    /// Called on the type and not on a value of it.
    var isStatic = false
    var isSettable = false
    var isFailable = false
    let signature: String

    /// nil for what is no operation: a type, say.
    init?(_ symbol: SymbolGraph.Symbol) {
        let text = symbol.declarationFragments.map(\.spelling).joined()
        owner = symbol.pathComponents.count > 1 ? symbol.pathComponents.dropLast().joined(separator: ".") : nil
        signature = (owner.map { "\($0): " } ?? "") + text
        // Of a member as it would be read in its type, with types in the place of placeholders.
        let tree = Parser.parse(source: "struct X { \(Placeholders(symbol).replaced(in: text)) }")
        guard let item = tree.statements.first?.item.as(StructDeclSyntax.self)?.memberBlock.members.first?.decl else {
            return nil
        }
        if let function = item.as(FunctionDeclSyntax.self) {
            name = function.name.text
            operands = function.signature.parameterClause.parameters.map { Operand($0) }
            result = function.signature.returnClause?.type
            isStatic = function.modifiers.contains { ["static", "class"].contains($0.name.text) }
            let isSign = symbol.kind.identifier == "swift.func.op"
            form = isSign ? (operands.count == 2 ? .infix : .prefix) : .function
        } else if let initializer = item.as(InitializerDeclSyntax.self) {
            (form, name, isStatic) = (.initializer, "init", true)
            operands = initializer.signature.parameterClause.parameters.map { Operand($0) }
            isFailable = initializer.optionalMark != nil
        } else if let script = item.as(SubscriptDeclSyntax.self) {
            (form, name) = (.subscripting, "subscript")
            operands = script.parameterClause.parameters.map(Operand.init(ofSubscript:))
            result = script.returnClause.type
        } else if let variable = item.as(VariableDeclSyntax.self), let binding = variable.bindings.first {
            (form, name) = (.property, binding.pattern.trimmedDescription)
            result = binding.typeAnnotation?.type
            isStatic = variable.modifiers.contains { ["static", "class"].contains($0.name.text) }
            let accessors = binding.accessorBlock?.trimmedDescription ?? "set"
            isSettable = variable.bindingSpecifier.text == "var" && accessors.contains("set") && !text.contains("(set)")
        } else if let cases = item.as(EnumCaseDeclSyntax.self), let element = cases.elements.first {
            (form, name, isStatic) = (.enumCase, element.name.text, true)
            operands = element.parameterClause?.parameters.map { Operand($0) } ?? []
        } else {
            return nil
        }
    }

    /// The type of what it gives, where that is an object that others may need.
    var made: String? {
        switch form {
        case .initializer, .enumCase: owner
        case .function, .property:
            (result?.trimmedDescription).map { $0 == "Self" ? owner ?? $0 : $0.last == "?" ? String($0.dropLast()) : $0 }
        default: nil
        }
    }
}

extension TypeSyntax {
    static func read(_ text: String) -> TypeSyntax {
        var parser = Parser(text)
        return TypeSyntax.parse(from: &parser)
    }
}

/// Types to write where a signature speaks of any type.
struct Placeholders {
    private var types: [String: String] = [:]

    init(_ symbol: SymbolGraph.Symbol) {
        for parameter in symbol.swiftGenerics?.parameters ?? [] { types[parameter.name] = "Int" }
        for constraint in symbol.swiftGenerics?.constraints ?? [] where types[constraint.lhs] != nil {
            if constraint.kind == "conformance", constraint.rhs != "Sendable" {
                types[constraint.lhs] = Self.type(constraint.rhs)
            }
        }
    }

    /// A type that conforms to a protocol.
    static func type(_ conformed: String) -> String {
        switch conformed {
        case "Any", "CVarArg", "Sendable", "Hashable", "Equatable", "Comparable": "Int"
        case "BinaryFloatingPoint", "FloatingPoint": "Double"
        case "RangeExpression<Int>": "ClosedRange<Int>"
        case "Sequence", "Collection", "RandomAccessCollection", "MutableCollection": "[Double]"
        default: "any \(conformed)"
        }
    }

    func replaced(in text: String) -> String {
        var (result, word) = ("", "")
        for character in text + " " {
            if character.isLetter || character.isNumber || character == "_" {
                word.append(character)
            } else {
                result += (types[word] ?? word) + String(character)
                word = ""
            }
        }
        return result
    }
}
