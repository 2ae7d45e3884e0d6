import SwiftSyntax

extension Lowerer {
    func lowerInteger(_ literal: IntegerLiteralExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        try number(literal.literal.text, negative: false, wanted, literal)
    }

    /// The number of a literal's text, with the sign in front of it, so that `Int.min` can be written.
    func number(
        _ text: String, negative: Bool, _ wanted: ScriptType?, _ node: some SyntaxProtocol
    ) throws -> Lowered {
        let digits = text.replacing("_", with: "")
        let sign = negative ? "-" : ""
        let parsed: Int?
        if digits.hasPrefix("0x") {
            parsed = Int(sign + digits.dropFirst(2), radix: 16)
        } else if digits.hasPrefix("0b") {
            parsed = Int(sign + digits.dropFirst(2), radix: 2)
        } else if digits.hasPrefix("0o") {
            parsed = Int(sign + digits.dropFirst(2), radix: 8)
        } else {
            parsed = Int(sign + digits)
        }
        switch wanted?.unwrapped {
        case .double: return Lowered(constant: .double(Double(sign + digits) ?? Double(parsed ?? 0)), .double, adapts: true)
        case .float: return Lowered(constant: .float(Float(sign + digits) ?? Float(parsed ?? 0)), .float, adapts: true)
        default: break
        }
        guard let parsed else {
            throw fail("integer literal '\(sign)\(text)' overflows when stored into 'Int'", node)
        }
        return Lowered(constant: .int(parsed), .int, adapts: true)
    }

    func lowerFloat(_ literal: FloatLiteralExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        let text = literal.literal.text.replacing("_", with: "")
        if wanted?.unwrapped == .float { return Lowered(constant: .float(Float(text) ?? .nan), .float, adapts: true) }
        return Lowered(constant: .double(Double(text) ?? .nan), .double, adapts: true)
    }

    func lowerTuple(_ tuple: TupleExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        let elements = Array(tuple.elements)
        if elements.isEmpty { return Lowered(constant: .void, .void) }
        if elements.count == 1, elements[0].label == nil {
            return try lower(elements[0].expression, expecting: wanted)
        }
        var hints: [ScriptType.TupleElement] = []
        if case .tuple(let types)? = wanted?.unwrapped, types.count == elements.count { hints = types }
        var types: [ScriptType.TupleElement] = []
        var codes: [Code] = []
        for (index, element) in elements.enumerated() {
            var part = try lower(element.expression, expecting: hints.isEmpty ? nil : hints[index].type)
            if !hints.isEmpty, let converted = convert(part, to: hints[index].type, element.expression) { part = converted }
            types.append(.init(element.label?.text ?? (hints.isEmpty ? nil : hints[index].label), part.type))
            codes.append(part.code)
        }
        let labels = types.map(\.label)
        if codes.count == 2 {
            let (first, second) = (codes[0], codes[1])
            return Lowered(.tuple(types)) { base in
                .tuple(TupleObject(labels: labels, elements: [try first(base), try second(base)]))
            }
        }
        return Lowered(.tuple(types)) { base in
            .tuple(TupleObject(labels: labels, elements: try codes.map { try $0(base) }))
        }
    }

    func lowerArray(_ array: ArrayExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        if let type = try array.elements.count == 1 ? typeExpression(ExprSyntax(array)) : nil { return typeValue(type) }
        var hint = wanted?.unwrapped
        if case .native(let native)? = hint {
            hint = native.metatype.alternatives.first {
                if case .array = $0 { true } else { false }
            }
        }
        var element: ScriptType?
        var isSet = false
        switch hint {
        case .array(let inner): element = inner
        case .set(let inner): (element, isSet) = (inner, true)
        default: break
        }
        if case .variable? = element { element = nil }
        let expressions = array.elements.map(\.expression)
        let (parts, type) = try lowerElements(expressions, element, "array element type")
        let codes = parts.map(\.code)
        if isSet {
            return Lowered(.set(type)) { base in .set(try codes.map { try $0(base) }) }
        }
        if expressions.isEmpty, element == nil, wanted != .any, wanted == nil {
            throw fail(
                "empty collection literal requires an explicit type", array, remedy: "write [Int](), or 'let x: [Int] = []'")
        }
        if parts.allSatisfy({ $0.constant != nil }) {
            return Lowered(constant: .array(parts.map { $0.constant! }), .array(type))
        }
        return Lowered(.array(type)) { base in .array(try codes.map { try $0(base) }) }
    }

    /// Lowers expressions to one type: the hint, or the type that all can be seen as.
    func lowerElements(
        _ expressions: [ExprSyntax], _ hint: ScriptType?, _ purpose: String
    ) throws -> ([Lowered], ScriptType) {
        if let hint { return (try expressions.map { try lower($0, as: hint, for: purpose) }, hint) }
        // `.red`, `nil` and `[]` take their type from the first element that has one of its own.
        var context: ScriptType?
        if expressions.contains(where: { isContextual($0) }), let plain = expressions.first(where: { !isContextual($0) }) {
            context = try lower(plain).type
        }
        var parts = try expressions.map { try lower($0, expecting: isContextual($0) ? context : nil) }
        guard var type = parts.first?.type else { return ([], .any) }
        for part in parts.dropFirst() {
            if part.type == type { continue }
            if part.type.isNumber, type.isNumber {
                // Literals give way to variables, integers to fractions.
                type = part.adapts && !(part.type == .double && parts[0].adapts) ? type : part.type
            } else if let joined = join(type, part.type) {
                type = joined
            } else {
                type = .any
            }
        }
        if type == .any, !parts.contains(where: { $0.type == .any }) {
            // [[1.0], [2]]: one element's type may be what the literals of the others adapt to.
            for candidate in parts.map(\.type) {
                if let fitting = attempt({ try expressions.map { try lower($0, as: candidate) } }) { return (fitting, candidate) }
            }
            let index = parts.firstIndex { $0.type != parts[0].type } ?? 0
            throw fail(
                "the elements are of different types: '\(parts[0].type)' and '\(parts[index].type)'", expressions[index],
                remedy: "give the collection a type: 'let x: [Any] = …'")
        }
        for index in parts.indices where parts[index].type != type {
            parts[index] = try coerce(
                parts[index].adapts ? lower(expressions[index], expecting: type) : parts[index], to: type,
                expressions[index], for: purpose)
        }
        return (parts, type)
    }

    func lowerDictionary(_ dictionary: DictionaryExprSyntax, _ wanted: ScriptType?) throws -> Lowered {
        var hints: (ScriptType?, ScriptType?)
        if case .dictionary(let key, let value)? = wanted?.unwrapped { hints = (key, value) }
        if case .variable? = hints.0 { hints = (nil, nil) }
        guard case .elements(let elements) = dictionary.content else {
            guard let key = hints.0, let value = hints.1 else {
                if wanted == .any { return Lowered(.dictionary(.any, .any)) { _ in .dictionary([]) } }
                throw fail(
                    "empty collection literal requires an explicit type", dictionary,
                    remedy: "write [String: Int](), or 'let x: [String: Int] = [:]'")
            }
            return Lowered(.dictionary(key, value)) { _ in .dictionary([]) }
        }
        if let type = try typeExpression(ExprSyntax(dictionary)) { return typeValue(type) }
        let pairs = Array(elements)
        let (keys, keyType) = try lowerElements(pairs.map(\.key), hints.0, "dictionary key type")
        let (values, valueType) = try lowerElements(pairs.map(\.value), hints.1, "dictionary value type")
        let codes = zip(keys, values).map { ($0.code, $1.code) }
        let site = site(dictionary)
        return Lowered(.dictionary(keyType, valueType)) { base in
            let table = OrderedTable(withValues: true)
            for (key, value) in codes {
                let key = try key(base)
                guard !table.contains(key) else {
                    throw trap("the dictionary literal has the key \(key.debugPrinted) twice", site)
                }
                table.set(key, try value(base))
            }
            return .dictionary(table)
        }
    }
}
