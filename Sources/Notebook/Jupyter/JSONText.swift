/// A value of JSON, as Jupyter's files and messages are made of them.
package enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int)
    /// A number that is no whole one.
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    /// The value with its keys sorted and nothing else but it: what messages carry.
    package var compact: String {
        var text = ""
        write(to: &text, indent: nil)
        return text
    }

    /// The value as Jupyter's own `nbformat` writes it: sorted keys, one blank a level, no escapes but those that must be, a line end.
    package var file: String {
        var text = ""
        write(to: &text, indent: 0)
        return text + "\n"
    }

    private func write(to text: inout String, indent: Int?) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .int(let value): text += "\(value)"
        // What is no number has no form in JSON.
        case .number(let value): text += value.isFinite ? "\(value)" : "null"
        case .string(let value): Self.write(value, to: &text)
        case .array(let items): Self.list(items, "[", "]", &text, indent) { $0.write(to: &$1, indent: $2) }
        case .object(let pairs):
            // By their code points, as Python sorts.
            let sorted = pairs.sorted { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) }
            Self.list(sorted, "{", "}", &text, indent) { pair, text, indent in
                Self.write(pair.key, to: &text)
                text += indent == nil ? ":" : ": "
                pair.value.write(to: &text, indent: indent)
            }
        }
    }

    private static func list<Item>(
        _ items: [Item], _ opening: String, _ closing: String, _ text: inout String, _ indent: Int?,
        _ write: (Item, inout String, Int?) -> Void
    ) {
        text += opening
        for (index, item) in items.enumerated() {
            if index > 0 { text += "," }
            if let indent { text += "\n" + String(repeating: " ", count: indent + 1) }
            write(item, &text, indent.map { $0 + 1 })
        }
        if let indent, !items.isEmpty { text += "\n" + String(repeating: " ", count: indent) }
        text += closing
    }

    private static func write(_ value: String, to text: inout String) {
        text += "\""
        if value.utf8.contains(where: { $0 < 32 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
            var escaped = String.UnicodeScalarView()
            for scalar in value.unicodeScalars { escaped.append(contentsOf: escape(scalar)) }
            text += String(escaped)
        } else {
            text += value
        }
        text += "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
        switch scalar {
        case "\"": "\\\"".unicodeScalars
        case "\\": "\\\\".unicodeScalars
        case "\n": "\\n".unicodeScalars
        case "\r": "\\r".unicodeScalars
        case "\t": "\\t".unicodeScalars
        case "\u{8}": "\\b".unicodeScalars
        case "\u{c}": "\\f".unicodeScalars
        case "\0"..<" ":
            "\\u\(String(repeating: "0", count: scalar.value < 16 ? 3 : 2))\(String(scalar.value, radix: 16))".unicodeScalars
        default: String.UnicodeScalarView([scalar])
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
    package init(stringLiteral value: String) { self = .string(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int) { self = .int(value) }
}

extension JSON: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    package init(arrayLiteral items: JSON...) { self = .array(items) }
    package init(dictionaryLiteral pairs: (String, JSON)...) { self = .object(Dictionary(pairs) { $1 }) }
}
