/// How far a running cell is.
public struct ProgressReport: Sendable, Equatable {
    /// What is being done.
    public var label: String
    /// In 0…1; nil when the end is not known.
    public var fraction: Double?
    /// A short text, such as loss and throughput.
    public var detail: String
    /// Seconds to the end of what `label` names; nil while unknown.
    public var secondsLeft: Double?

    public init(label: String, fraction: Double? = nil, detail: String = "", secondsLeft: Double? = nil) {
        self.label = label
        self.fraction = fraction
        self.detail = detail
        self.secondsLeft = secondsLeft
    }
}
