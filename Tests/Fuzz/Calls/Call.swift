import SwiftSyntax

/// A call of an operation with operands that are chosen by their numbers when it runs.
struct Call {
    let operation: Operation
    /// Whether the property is set and not read.
    let isSetting: Bool
    /// Which provider each operand comes from; the receiver's first, where there is one.
    private let providers: [Int]
    private let writtenOut: [String?]

    /// nil where an operand of some type cannot be written; `missing` is that type.
    init?(_ operation: Operation, isSetting: Bool = false, _ all: inout Providers, protocols: Set<String>, missing: inout String)
    {
        (self.operation, self.isSetting) = (operation, isSetting)
        var types: [(TypeSyntax, text: String?)] = []
        if let owner = operation.owner, !operation.isStatic {
            let receiver = ["Array", "Sequence", "Collection", "MutableCollection"].contains(owner) ? "[Double]" : owner
            types.append((TypeSyntax.read(protocols.contains(owner) ? "any \(owner)" : receiver), nil))
        }
        for operand in operation.operands { types.append(Self.argument(operand.type)) }
        if isSetting, let result = operation.result { types.append((result, nil)) }
        var providers: [Int] = []
        for (type, text) in types where text == nil {
            guard let number = all.provider(type) else {
                missing = type.trimmedDescription
                return nil
            }
            providers.append(number)
        }
        self.providers = providers
        writtenOut = types.map(\.text)
    }

    /// A parameter's type as an operand's, or what is written in its place.
    private static func argument(_ type: TypeSyntax) -> (TypeSyntax, text: String?) {
        if type.trimmedDescription == "(UnboundedRange_) -> ()" { return (type, "...") }
        guard let attributed = type.as(AttributedTypeSyntax.self),
            attributed.attributes.trimmedDescription.contains("@autoclosure"),
            let function = attributed.baseType.as(FunctionTypeSyntax.self)
        else { return (type, nil) }
        return (function.returnClause.type, nil)
    }

    /// How many operands there are of each kind.
    func counts(_ all: Providers) -> [Int] { providers.map { all.expressions[$0].count } }

    /// The call as a function of the operands' numbers, in one line.
    func definition(_ number: Int) -> String {
        let operands = providers.enumerated().map { "p\($0.element)(k[\($0.offset)])" }
        return "func c\(number)(_ k: [Int]) throws { \(body(operands)) }"
    }

    /// The call with some operands, for a person.
    func text(_ choice: [Int], _ all: Providers) -> String {
        body(zip(providers, choice).map { provider, number in all.expressions[provider][number] })
    }

    private func body(_ operands: [String]) -> String {
        let names = operands.indices.map { "o\($0)" }
        // An operand without a type of its own would not be what the parameter is.
        let variables = zip(names, operands).map { "var \($0) = try \($1); " }.joined()
        var rest = names[...]
        let receiver = operation.owner != nil && !operation.isStatic ? rest.popFirst() ?? "" : operation.owner ?? ""
        if isSetting { return "\(variables)\(receiver).\(operation.name) = \(rest.last ?? ""); use(\(receiver))" }
        let texts = operation.owner != nil && !operation.isStatic ? writtenOut.dropFirst() : writtenOut[...]
        let arguments = zip(operation.operands, texts).map { operand, text -> String in
            let value = text ?? rest.popFirst() ?? ""
            let isPlace = operand.type.as(AttributedTypeSyntax.self)?.specifiers.trimmedDescription.contains("inout") ?? false
            if operation.form == .infix || operation.form == .prefix { return value }
            return (operand.label.map { "\($0): " } ?? "") + (isPlace ? "&" : "") + value
        }
        let list = arguments.joined(separator: ", ")
        let dot = receiver.isEmpty ? "" : "\(receiver)."
        let call =
            switch operation.form {
            case .initializer: "\(receiver)(\(list))"
            case .function: "\(dot)\(operation.name)(\(list))"
            case .property: "\(dot)\(operation.name)"
            case .subscripting: "\(receiver)[\(list)]"
            case .enumCase: list.isEmpty ? "\(dot)\(operation.name)" : "\(dot)\(operation.name)(\(list))"
            case .infix: arguments.joined(separator: " \(operation.name) ")
            case .prefix: "\(operation.name)\(list)"
            }
        return "\(variables)use(try \(call))"
    }

    /// The call's expression alone with the first operands, as something that makes an object; defaults are left to themselves.
    func maker(_ all: Providers, turn: Int) -> String {
        var choice = providers.map { all.expressions[$0] }[...]
        func next() -> String { choice.popFirst().map { $0[min(turn, $0.count - 1)] } ?? "" }
        let receiver = operation.owner != nil && !operation.isStatic ? "(\(next()))" : operation.owner ?? ""
        let arguments = operation.operands.compactMap { operand -> String? in
            let value = next()
            return operand.hasDefault ? nil : (operand.label.map { "\($0): " } ?? "") + value
        }
        let list = arguments.joined(separator: ", ")
        let dot = receiver.isEmpty ? "" : "\(receiver)."
        switch operation.form {
        case .initializer: return "\(receiver)(\(list))"
        case .property: return "\(dot)\(operation.name)"
        case .enumCase where list.isEmpty: return "\(dot)\(operation.name)"
        default: return "\(dot)\(operation.name)(\(list))"
        }
    }
}
