import SwiftSyntax

extension Lowerer {
    /// `print(a, b, separator: ", ", terminator: "")`: the static types tell which values are optional.
    func lowerPrint(_ arguments: [Argument], _ node: some SyntaxProtocol, debug: Bool) throws -> Lowered {
        var items: [(code: Code, type: ScriptType?)] = []
        var separator = Lowered(constant: .string(" "), .string).code
        var terminator = Lowered(constant: .string("\n"), .string).code
        for argument in arguments {
            switch argument.label {
            case nil:
                let item = try lower(argument.expression)
                items.append((item.code, item.type.mentionsOptional ? item.type : nil))
            case "separator"?: separator = try lower(argument.expression, as: .string).code
            case "terminator"?: terminator = try lower(argument.expression, as: .string).code
            case let label?:
                throw fail(
                    "'print' has no parameter '\(label):'", argument.expression,
                    remedy: "it is print(_ items: Any..., separator: String = \" \", terminator: String = \"\\n\")")
            }
        }
        let (session, machine, layout, parts) = (session, machine, function.layout, items)
        return Lowered(.void) { base in
            let values = try parts.map { try $0.code(base) }
            guard case .string(let between) = try separator(base), case .string(let end) = try terminator(base) else {
                return .void
            }
            machine.top = base + layout.size
            var text = ""
            for (index, value) in values.enumerated() {
                if index > 0 { text += between }
                if debug {
                    text += value.described(as: parts[index].type, quoted: true)
                } else if let type = parts[index].type {
                    text += value.described(as: type, quoted: false)
                } else {
                    text += value.printed
                }
            }
            session.write(text + end)
            return .void
        }
    }
}
