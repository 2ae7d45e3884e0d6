import Foundation

/// Lists as parameters: `[0.5, 1, 2]`, `a, b`, `["one, two", three]`.
package enum ListText {
    /// The items of a list as a person writes it, with brackets or without; nil where quotes or brackets do not fit.
    static func items(of text: String) -> [String]? {
        var rest = text.trimmed[...]
        if rest.hasPrefix("[") != rest.hasSuffix("]") { return nil }
        if rest.hasPrefix("[") { rest = rest.dropFirst().dropLast() }
        if rest.allSatisfy(\.isWhitespace) { return [] }
        var items: [String] = []
        var item = "", isQuoted = false, wasQuoted = false, isEscaped = false
        for sign in rest {
            if isEscaped {
                item.append(sign)
                isEscaped = false
            } else if isQuoted {
                if sign == "\\" { isEscaped = true } else if sign == "\"" { isQuoted = false } else { item.append(sign) }
            } else if sign == "\"", item.allSatisfy(\.isWhitespace) {
                (item, isQuoted, wasQuoted) = ("", true, true)
            } else if sign == "," {
                items.append(wasQuoted ? item : item.trimmed)
                (item, wasQuoted) = ("", false)
            } else if !wasQuoted {
                item.append(sign)
            } else if !sign.isWhitespace {
                return nil
            }
        }
        return isQuoted ? nil : items + [wasQuoted ? item : item.trimmed]
    }

    /// The list as a person writes it.
    package static func written(_ items: [String]) -> String {
        let parts = items.map { item in
            let isPlain = !item.isEmpty && item == item.trimmed && !item.contains { ",\"[]".contains($0) }
            return isPlain ? item : "\"\(item.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
        }
        return "[\(parts.joined(separator: ", "))]"
    }

    /// The list as cells read it.
    static func json(_ items: [String]) -> String {
        (try? JSONEncoder().encode(items)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }
}
