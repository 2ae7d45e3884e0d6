/// The signature of a row, written as a cell would: `(axis: Int, _: (Element) -> U) -> [U]`.
struct Signature {
    var parameters: [NativeRow.Parameter] = []
    var result: ScriptType = .void

    /// Parses a signature of this library's own tables; a mistake in one is a programmer's error.
    static func parse(_ text: String, types: [any ScriptConvertible.Type] = []) -> Signature {
        var parser = SignatureParser(text, types)
        return parser.signature()
    }

    static func type(_ text: String, types: [any ScriptConvertible.Type] = []) -> ScriptType {
        var parser = SignatureParser(text, types)
        return parser.type()
    }
}

private struct SignatureParser {
    let text: [Character]
    var position = 0
    let types: [String: ScriptType]

    init(_ text: String, _ types: [any ScriptConvertible.Type]) {
        self.text = Array(text)
        var known: [String: ScriptType] = [:]
        for type in types { known[type.scriptType.description] = type.scriptType }
        self.types = known
    }

    mutating func signature() -> Signature {
        var signature = Signature()
        expect("(")
        while !take(")") {
            let label = word()
            expect(":")
            var parameter = NativeRow.Parameter(label: label == "_" ? nil : label, type: type())
            if take("...") {
                parameter = .init(label: parameter.label, type: .array(parameter.type), isVariadic: true)
            }
            if take("=") { parameter.defaultValue = literal() }
            signature.parameters.append(parameter)
            _ = take(",")
        }
        if take("->") { signature.result = type() }
        return signature
    }

    mutating func type() -> ScriptType {
        var result = simple()
        while take("?") { result = .optional(result) }
        return result
    }

    private mutating func simple() -> ScriptType {
        if take("[") {
            let first = type()
            if take(":") {
                let value = type()
                expect("]")
                return .dictionary(first, value)
            }
            expect("]")
            return .array(first)
        }
        if take("(") {
            var elements: [ScriptType.TupleElement] = []
            while !take(")") {
                let start = position
                let name = word()
                if !name.isEmpty, take(":") {
                    elements.append(.init(name, type()))
                } else {
                    position = start
                    elements.append(.init(nil, type()))
                }
                _ = take(",")
            }
            if take("->") { return .function(elements.map(\.type), type()) }
            if elements.isEmpty { return .void }
            return elements.count == 1 && elements[0].label == nil ? elements[0].type : .tuple(elements)
        }
        let name = word()
        if name == "inout" { return .reference(type()) }
        var arguments: [ScriptType] = []
        if take("<") {
            while !take(">") {
                arguments.append(type())
                _ = take(",")
            }
        }
        return named(name, arguments)
    }

    private func named(_ name: String, _ arguments: [ScriptType]) -> ScriptType {
        switch name {
        case "Int": .int
        case "Double": .double
        case "Float": .float
        case "Bool": .bool
        case "String": .string
        case "Character": .character
        case "Any": .any
        case "Void": .void
        case "Never": .never
        case "Error": .error
        case "Set": .set(arguments[0])
        case "Range": .range(.halfOpen, arguments[0])
        case "ClosedRange": .range(.closed, arguments[0])
        case "PartialRangeFrom": .range(.from, arguments[0])
        case "PartialRangeUpTo": .range(.upTo, arguments[0])
        case "PartialRangeThrough": .range(.through, arguments[0])
        default: types[name] ?? .variable(name)
        }
    }

    private mutating func literal() -> Value {
        if take("\"") {
            var content = ""
            while position < text.count, text[position] != "\"" {
                content.append(text[position])
                position += 1
            }
            position += 1
            return .string(content)
        }
        let token = word(with: "-.")
        if let number = Int(token) { return .int(number) }
        if let number = Double(token) { return .double(number) }
        return token == "true" ? .bool(true) : token == "false" ? .bool(false) : .none
    }

    private mutating func word(with extra: String = "") -> String {
        skip()
        var word = ""
        while position < text.count,
            text[position].isLetter || text[position].isNumber || text[position] == "_"
                || extra.contains(text[position])
        {
            word.append(text[position])
            position += 1
        }
        return word
    }

    private mutating func skip() { while position < text.count, text[position] == " " { position += 1 } }

    private mutating func take(_ token: String) -> Bool {
        skip()
        let token = Array(token)
        guard position + token.count <= text.count, Array(text[position..<position + token.count]) == token else {
            return false
        }
        position += token.count
        return true
    }

    private mutating func expect(_ token: String) {
        guard take(token) else { preconditionFailure("signature '\(String(text))': '\(token)' expected at \(position)") }
    }
}
