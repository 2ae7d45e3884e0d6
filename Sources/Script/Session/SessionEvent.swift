/// What a running cell tells its front end.
public enum SessionEvent: Sendable {
    /// Text for standard output, as `print` wrote it.
    case output(String)
    /// Something to show.
    case display([Representation])
    /// A result published by name; the value is a number, a string or a truth.
    case record(name: String, value: RecordedValue, unit: String?)
    case check(passed: Bool, message: String, place: Place)
    case progress(ProgressReport)
}

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

/// A published value.
public enum RecordedValue: Sendable, Equatable, CustomStringConvertible {
    case number(Double)
    case text(String)
    case truth(Bool)

    public var description: String {
        switch self {
        case .number(let number): "\(number)"
        case .text(let text): text
        case .truth(let truth): "\(truth)"
        }
    }
}

/// Whether a piece of source could be run as it stands.
public enum Completeness: Sendable, Equatable {
    case complete
    /// More lines are wanted: an open brace, an unfinished string.
    case incomplete
    case invalid
}

/// A way to go on from the cursor.
public struct Completion: Sendable, Hashable {
    public enum Kind: String, Sendable { case variable, function, member, type, keyword, label }

    /// What replaces the text from ``start`` to the cursor.
    public let text: String
    /// The UTF-8 offset in the source at which the replaced text begins.
    public let start: Int
    public let kind: Kind
    /// The signature or type.
    public let detail: String
}
