import Work

/// Publishes a result by name; a notebook's run.json has it under "results".
///
///     record("accuracy", 83.2, unit: "%")
/// - Parameter unit: of the number, such as "%" or "s".
public func record(_ name: String, _ value: Double, unit: String? = nil) {
    Work.current.hear(.record(name: name, value: .number(value), unit: unit))
}

/// Publishes a number by name.
public func record(_ name: String, _ value: Float, unit: String? = nil) { record(name, Double(value), unit: unit) }

/// Publishes a whole number by name.
public func record(_ name: String, _ value: Int, unit: String? = nil) { record(name, Double(value), unit: unit) }

/// Publishes a number for each seed by name: run.json has their mean as the result's `value`, and each as its `values`.
///
///     record("accuracy", [83.2, 81.9, 84.0], unit: "%")
/// - Parameter values: in the order of the seeds; none is published as NaN.
public func record(_ name: String, _ values: [Double], unit: String? = nil) {
    Work.current.hear(.record(name: name, value: .numbers(values), unit: unit))
}

/// Publishes a text by name.
public func record(_ name: String, _ value: String) {
    Work.current.hear(.record(name: name, value: .text(value), unit: nil))
}

/// Publishes a truth by name.
public func record(_ name: String, _ value: Bool) {
    Work.current.hear(.record(name: name, value: .truth(value), unit: nil))
}
