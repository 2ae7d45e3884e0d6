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
        if mirror.children.count > most, let text = beginning(mirror, value) { return text }
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

    /// Elements of a collection that are written; of more, those at its beginning and their number.
    private static let most = 1000
    private static let shown = 100

    /// A long collection's first elements and how many there are; nil for what is no collection. A set's and a dictionary's are the first in
    /// the order in which they lie, for sorting them takes the text of all.
    private static func beginning(_ mirror: Mirror, _ value: Any) -> String? {
        let elements: [String]
        switch mirror.displayStyle {
        case .collection where !(value is any RangeLike), .set: elements = mirror.children.prefix(shown).map { of($0.value) }
        case .dictionary:
            elements = mirror.children.prefix(shown).map { child in
                Mirror(reflecting: child.value).children.map { of($0.value) }.joined(separator: ": ")
            }
        default: return nil
        }
        return "[" + elements.joined(separator: ", ") + ", … \(mirror.children.count) in all]"
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
