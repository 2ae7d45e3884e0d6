import Work

/// Writes values as text, as Swift's own `print` does; in a notebook the text becomes the cell's output, in its place among what is shown.
public func print(_ items: Any..., separator: String = " ", terminator: String = "\n") {
    Work.current.hear(.output(items.map { "\($0)" }.joined(separator: separator) + terminator))
}
