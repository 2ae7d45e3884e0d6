import Work

/// Writes values as text, as Swift's own `print` does; in a notebook the text becomes the cell's output, in its place among what is shown.
public func print(_ items: Any..., separator: String = " ", terminator: String = "\n") {
    Work.current.hear(.output(items.map { "\($0)" }.joined(separator: separator) + terminator))
}

/// Writes values as text for a programmer, strings in quotes, as Swift's own `debugPrint` does.
public func debugPrint(_ items: Any..., separator: String = " ", terminator: String = "\n") {
    Work.current.hear(.output(items.map { String(reflecting: $0) }.joined(separator: separator) + terminator))
}

/// Writes all that a value consists of, a line each, as Swift's own `dump` does.
@discardableResult
public func dump<Value>(
    _ value: Value, name: String? = nil, indent: Int = 0, maxDepth: Int = .max, maxItems: Int = .max
) -> Value {
    Failing.unless(
        (0...10_000).contains(indent) && maxDepth >= 0 && maxItems >= 0,
        "dump: found an indent of \(indent), a depth of \(maxDepth) and \(maxItems) items, expected at least 0, an indent of at most 10,000"
    )
    var text = ""
    _ = Swift.dump(value, to: &text, name: name, indent: indent, maxDepth: maxDepth, maxItems: maxItems)
    Work.current.hear(.output(text))
    return value
}
