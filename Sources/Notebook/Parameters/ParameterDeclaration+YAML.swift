extension ParameterDeclaration {
    private static let keys = ["type", "default", "choices", "min", "max", "help"]

    /// Reads the front matter's `params`; what is wrong goes to the reader.
    static func reading(_ node: YAMLNode, with reader: inout YAMLReader) -> [ParameterDeclaration] {
        if node.isNull { return [] }
        return reader.entries(node, "`params`").compactMap { key, value in
            guard isIdentifier(key.text) else {
                reader.report(
                    key, "`\(key.text)` cannot be a parameter's name",
                    "letters, digits and `_`, so that a cell can say params.name")
                return nil
            }
            return value.isMapping ? full(key, value, &reader) : short(key, value, &reader)
        }
    }

    private static func isIdentifier(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, first == "_" || first.properties.isAlphabetic else { return false }
        return name.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0) }
    }

    /// `lr: 0.01`: the type is the value's own.
    private static func short(_ key: YAMLNode, _ value: YAMLNode, _ reader: inout YAMLReader) -> ParameterDeclaration? {
        if let items = value.items { return list(key, items, value, &reader) }
        guard value.isScalar, !value.isNull else {
            reader.report(value, "`\(key.text)` has no type", "write \(key.text): {type: float, default: 0.01}, or a plain value")
            return nil
        }
        let text = value.text
        let (kind, literal): (Kind, ParameterValue) =
            if value.isQuoted {
                (.string, .string(text))
            } else if let bool = value.bool {
                (.bool, .bool(bool))
            } else if text.count > 1, text.hasPrefix("0"), text.allSatisfy({ $0.isASCII && $0.isNumber }) {
                // A leading zero says that it is no number: a code, a date.
                (.string, .string(text))
            } else if let int = Int(text) {
                (.int, .int(int))
            } else if let float = value.float ?? plainNumber(text) {
                (.float, .float(float))
            } else {
                (.string, .string(text))
            }
        return ParameterDeclaration(name: key.text, kind: kind, defaultValue: literal, line: key.line + reader.firstLine - 1)
    }

    /// `rates: [0.5, 1, 2]`: numbers where all items are, whole ones where all are, else texts.
    private static func list(
        _ key: YAMLNode, _ items: [YAMLNode], _ value: YAMLNode, _ reader: inout YAMLReader
    ) -> ParameterDeclaration? {
        guard items.allSatisfy({ $0.isScalar && !$0.isNull }), !items.isEmpty else {
            reader.report(
                value, "`\(key.text)` is no list of plain values", "write \(key.text): {type: floats, default: [0.5, 1]}")
            return nil
        }
        let plain = items.allSatisfy { !$0.isQuoted }
        let whole = items.compactMap { Int($0.text) }, numbers = items.compactMap { $0.float ?? plainNumber($0.text) }
        let (kind, literal): (Kind, ParameterValue) =
            if plain, whole.count == items.count {
                (.ints, .ints(whole))
            } else if plain, numbers.count == items.count {
                (.floats, .floats(numbers))
            } else {
                (.strings, .strings(items.map(\.text)))
            }
        return ParameterDeclaration(name: key.text, kind: kind, defaultValue: literal, line: key.line + reader.firstLine - 1)
    }

    /// `1e-3`, which YAML 1.1 takes for a text since it has no point.
    private static func plainNumber(_ text: String) -> Double? {
        guard let first = text.first(where: { $0 != "-" && $0 != "+" }), first.isNumber || first == "." else { return nil }
        return Double(text)
    }

    /// `lr: {type: float, …}`.
    private static func full(_ key: YAMLNode, _ node: YAMLNode, _ reader: inout YAMLReader) -> ParameterDeclaration? {
        var fields: [String: YAMLNode] = [:]
        for (name, value) in reader.entries(node, "`\(key.text)`") {
            if keys.contains(name.text) { fields[name.text] = value } else { reader.unknown(name, among: keys) }
        }
        guard let type = fields["type"] else {
            reader.report(key, "`\(key.text)` has no type", "add type: \(Kind.names)")
            return nil
        }
        guard let kind = Kind(rawValue: type.text) else {
            reader.report(
                type, "unknown type `\(type.text)`",
                NearestName.suggestion(for: type.text, among: Kind.allCases.map(\.rawValue)) ?? "types: \(Kind.names)")
            return nil
        }

        var choices: [String] = []
        if let node = fields["choices"] {
            choices = node.items?.filter(\.isScalar).map(\.text) ?? []
            if kind != .choice {
                reader.report(node, "only a choice has choices; `\(key.text)` is \(kind.rawValue)", "type: choice")
            }
        }
        if kind == .choice, choices.isEmpty {
            reader.report(fields["choices"] ?? key, "`\(key.text)` has no choices", "choices: [first, second]")
            return nil
        }
        func bound(_ name: String) -> Double? {
            guard let node = fields[name] else { return nil }
            if ![.int, .float, .ints, .floats].contains(kind) {
                reader.report(node, "only numbers have a `\(name)`; `\(key.text)` is \(kind.rawValue)", nil)
            } else if node.float == nil, node.int == nil {
                reader.report(node, "`\(name)` is no number", nil)
            }
            return node.float ?? node.int.map(Double.init)
        }
        let open = ParameterDeclaration(
            name: key.text, kind: kind, defaultValue: nil, choices: choices, minimum: bound("min"), maximum: bound("max"),
            help: fields["help"]?.text, line: key.line + reader.firstLine - 1)
        guard let node = fields["default"] else { return open }
        if kind == .secret {
            reader.report(
                node, "a secret has no default: it would stand in the notebook", "give it as -p \(key.text)=… or in a file")
            return open
        }
        do {
            let items = node.items?.map(\.text)
            return open.with(default: try open.value(from: items.map(ListText.written) ?? node.text))
        } catch {
            reader.report(node, "the default of \(error.description)", nil)
            return open
        }
    }

    private func with(default value: ParameterValue) -> ParameterDeclaration {
        ParameterDeclaration(
            name: name, kind: kind, defaultValue: value, choices: choices, minimum: minimum, maximum: maximum, help: help,
            line: line)
    }
}

extension ParameterDeclaration.Kind {
    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
