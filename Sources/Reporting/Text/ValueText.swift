import Tensors

/// The text of a value that ends a cell, and of what stands within it.
package enum ValueText {
    /// One line about a value: strings in quotes, what an optional holds without saying that it is one, tensors and figures by their
    /// summaries, dictionaries and sets in the order of their keys.
    package static func of(_ value: Any) -> String {
        switch value {
        case let text as String: return text.debugDescription
        case let character as Character: return character.debugDescription
        case let text as Substring: return String(text).debugDescription
        case let tensor as Tensor: return tensor.summary
        default: break
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.map { of($0.value) } ?? "nil"
        case .collection where !(value is any RangeLike):
            return "[" + mirror.children.map { of($0.value) }.joined(separator: ", ") + "]"
        case .set: return "[" + mirror.children.map { of($0.value) }.sorted(by: precedes).joined(separator: ", ") + "]"
        case .dictionary: return dictionary(mirror)
        case .tuple: return "(" + mirror.children.map(field).joined(separator: ", ") + ")"
        case .struct where !(value is any CustomStringConvertible):
            return "\(type(of: value))(" + mirror.children.map(field).joined(separator: ", ") + ")"
        case .enum where !(value is any CustomStringConvertible): return enumeration(value, mirror)
        default: return "\(value)"
        }
    }

    private static func field(_ child: Mirror.Child) -> String {
        // The elements of a tuple without labels are called .0, .1, ….
        guard let label = child.label, !label.hasPrefix(".") else { return of(child.value) }
        return "\(label): \(of(child.value))"
    }

    private static func dictionary(_ mirror: Mirror) -> String {
        let pairs = mirror.children.map { child -> (key: String, text: String) in
            let parts = Mirror(reflecting: child.value).children.map { of($0.value) }
            return (parts[0], parts.joined(separator: ": "))
        }
        if pairs.isEmpty { return "[:]" }
        return "[" + pairs.sorted { precedes($0.key, $1.key) }.map(\.text).joined(separator: ", ") + "]"
    }

    private static func enumeration(_ value: Any, _ mirror: Mirror) -> String {
        guard let payload = mirror.children.first else { return "\(value)" }
        let parts = of(payload.value)
        return (payload.label ?? "") + (parts.hasPrefix("(") ? parts : "(\(parts))")
    }

    /// Numbers by their size, other texts by their letters.
    private static func precedes(_ first: String, _ second: String) -> Bool {
        if let first = Double(first), let second = Double(second) { return first < second }
        return first < second
    }
}

/// What prints better as itself than as the list of its elements.
private protocol RangeLike {}
extension Range: RangeLike {}
extension ClosedRange: RangeLike {}
