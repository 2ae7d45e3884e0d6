import Plotting
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

/// Shows what a cell's last expression is.
package func showValue<Value>(_ value: Value) {
    if value is Void { return }
    Work.current.hear(.value(Showing.representations(of: value)))
}

/// What a statement makes and nobody takes: a figure is shown, as what is printed is; anything else passes by. Cells and programs made of
/// notebooks have it put around such statements.
@inlinable @discardableResult
public func _showFigure<Value>(_ value: Value) -> Value {
    // Known to the compiler where the call is: what gives nothing costs nothing.
    if Value.self != Void.self { _showIfFigure(value) }
    return value
}

@usableFromInline
func _showIfFigure<Value>(_ value: Value) {
    if value is any Figure || value is RasterImage { show(value) }
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
