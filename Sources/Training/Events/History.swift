import Files

/// Named series of figures over the steps of a training, as a plot or a report wants them.
///
/// ```swift
/// history.record("loss", at: 12, 0.25)
/// history["loss"].last?.value              // 0.25
/// history.mean("loss", last: 50)           // of the last 50 points
/// ```
public struct History: Hashable, Codable, Sendable {
    /// One series: `values[i]` was measured at `steps[i]`.
    public struct Series: Hashable, Codable, Sendable {
        /// The steps, ascending.
        public internal(set) var steps: [Int] = []
        /// The figures, as many as steps.
        public internal(set) var values: [Double] = []
        /// The newest point, nil while there is none.
        public var last: (step: Int, value: Double)? {
            steps.isEmpty ? nil : (steps[steps.count - 1], values[values.count - 1])
        }
    }

    /// The names in the order in which they first appeared.
    public private(set) var names: [String] = []
    private var series: [String: Series] = [:]

    /// A history without a point.
    public init() {}

    /// Whether every name has a series, and every step a figure: a file may claim otherwise.
    var isWhole: Bool {
        names.count == series.count && Set(names) == Set(series.keys)
            && series.values.allSatisfy { $0.steps.count == $0.values.count }
    }

    /// The series of a name, empty when nothing was recorded under it.
    public subscript(name: String) -> Series { series[name] ?? Series() }

    /// Appends a point to a series, which begins to exist by it.
    public mutating func record(_ name: String, at step: Int, _ value: Double) {
        if series[name] == nil { names.append(name) }
        series[name, default: Series()].steps.append(step)
        series[name]!.values.append(value)
    }

    /// The mean of the last `count` points of a series; nil when it has none.
    public func mean(_ name: String, last count: Int = .max) -> Double? {
        let values = self[name].values.suffix(max(0, count))
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// Appends all points of another history with `steps` added to theirs: the stages of a training, one after the other.
    public mutating func append(_ other: History, shiftedBy steps: Int) {
        for name in other.names {
            for (step, value) in zip(other[name].steps, other[name].values) { record(name, at: step + steps, value) }
        }
    }

    /// The history as text: a line `name,step,value` a point, under a heading.
    public func csv() -> String {
        var lines = ["name,step,value"]
        for name in names {
            let one = series[name]!
            lines += zip(one.steps, one.values).map { "\(CSVText.field(name)),\($0),\($1)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
