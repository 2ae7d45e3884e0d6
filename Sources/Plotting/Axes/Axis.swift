/// One axis of a plot: what it shows, in which unit, and how.
///
/// ```swift
/// Axis("time", unit: "s")                          // labelled "time (s)"
/// Axis("loss", scale: .logarithmic, limits: 0.01...10)
/// ```
public struct Axis: Hashable, Sendable, ExpressibleByStringLiteral {
    public var label: String
    /// Set in parentheses behind the label.
    public var unit: String?
    public var scale: AxisScale
    /// What the axis spans; the data with a small margin when nil.
    public var limits: ClosedRange<Double>?

    public init(
        _ label: String = "", unit: String? = nil, scale: AxisScale = .linear, limits: ClosedRange<Double>? = nil
    ) {
        self.label = label
        self.unit = unit
        self.scale = scale
        self.limits = limits
    }

    public init(stringLiteral label: String) {
        self.init(label)
    }

    /// "label (unit)".
    package var text: String {
        guard let unit, !unit.isEmpty else { return label }
        return label.isEmpty ? unit : "\(label) (\(unit))"
    }
}
