/// One axis of a plot: what it shows, in which unit, and how.
///
/// ```swift
/// Axis("time", unit: "s")                          // labelled "time (s)"
/// Axis("loss", scale: .logarithmic, limits: 0.01...10)
/// ```
public struct Axis: Hashable, Sendable, ExpressibleByStringLiteral {
    /// What the values are.
    public var label: String
    /// Set in parentheses behind the label.
    public var unit: String?
    /// How they are laid along the axis.
    public var scale: AxisScale
    /// What the axis spans; the data with a small margin when nil.
    public var limits: ClosedRange<Double>?

    /// An axis.
    ///
    /// - Parameters:
    ///   - label: what the values are.
    ///   - unit: set in parentheses behind the label.
    ///   - scale: how values are laid along the axis.
    ///   - limits: what it spans; the data with a small margin when nil.
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
