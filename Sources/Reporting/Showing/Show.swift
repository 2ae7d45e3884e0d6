import Work

/// Shows a value in the middle of a cell, as the last line of a cell is shown.
///
/// Figures are drawn, tables set out, clips seen; a value of no such kind is a line of text. Nothing is shown of a call that gives nothing.
///
///     show(LinePlot(y: losses, title: "Loss"))
public func show<Value>(_ value: Value) {
    if value is Void { return }
    Work.current.hear(.display(Showing.representations(of: value)))
}

package enum Showing {
    /// How a value is shown: its own ways, or a line of text.
    package static func representations(of value: Any) -> [Representation] {
        var value = value
        // An optional is shown as what it holds.
        while Mirror(reflecting: value).displayStyle == .optional, let held = Mirror(reflecting: value).children.first?.value {
            value = held
        }
        if let showable = value as? any Showable { return showable.representations() }
        return [.text(ValueText.of(value))]
    }
}
