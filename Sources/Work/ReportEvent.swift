import Foundation

/// What running code tells those who watch it.
public enum ReportEvent: Codable, Sendable, Equatable {
    /// Text for standard output, as `print` wrote it.
    case output(String)
    /// Something to show.
    case display([Representation])
    /// A result published by name.
    case record(name: String, value: ReportedValue, unit: String?)
    /// A claim, and the line of the file on which it stands, from 1.
    case check(passed: Bool, message: String, line: Int)
    case progress(ProgressReport)
}

/// One way to show a value.
public enum Representation: Codable, Sendable, Equatable {
    case text(String)
    case png(Data, name: String)
    case csv(String, name: String)
    /// The drawing that a PNG is a picture of; `isNarrow` for the one that a phone shows.
    case svg(Data, name: String, isNarrow: Bool)
    case html(String)
}

/// A value that knows how it is shown.
public protocol Showable {
    /// From the plainest to the richest; the first should be `.text`.
    func representations() -> [Representation]
}

/// A published value.
public enum ReportedValue: Codable, Sendable, Equatable {
    case number(Double)
    case text(String)
    case truth(Bool)

    /// The value as `print` writes it.
    public var text: String {
        switch self {
        case .number(let number): "\(number)"
        case .text(let text): text
        case .truth(let truth): "\(truth)"
        }
    }
}

/// How far a piece of work is.
public struct ProgressReport: Codable, Sendable, Equatable {
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
