import Work

/// Takes back what the cell has printed and shown so far: in Jupyter and in the run's record; what stands on a terminal stays.
///
/// - Parameter wait: until something else is shown, so that a front end does not flicker.
public func clearOutput(wait: Bool = false) { Work.current.hear(.clear(waits: wait)) }

/// Shows a value in the place of what the cell showed under this name before: a curve that grows while a network learns.
///
/// It is drawn four times a second at most, and once more when the cell ends well, so that a loop may say so in every turn. Where nothing
/// shown can be taken back, as on a terminal, it appears in the end.
///
///     for step in 0..<steps {
///         losses.append(descend())
///         show(LinePlot(y: losses, title: "Loss"), updating: "loss")
///     }
public func show<Value>(_ value: @autoclosure @escaping () -> Value, updating name: String) {
    Work.current.show(updating: name) { Showing.representations(of: value()) }
}
