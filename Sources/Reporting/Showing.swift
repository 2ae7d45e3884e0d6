import Work

/// Shows a value, as the last line of a cell is shown.
public func show<Value>(_ value: Value) {
    if value is Void { return }
    if let showable = value as? any Showable { return Work.current.hear(.display(showable.representations())) }
    Work.current.hear(.display([.text("\(value)")]))
}
