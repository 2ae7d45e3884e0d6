import Foundation

/// What running code tells those who watch it.
public enum ReportEvent: Codable, Sendable, Equatable {
    /// Text for standard output, as `print` wrote it.
    case output(String)
    /// Something to show.
    case display([Representation])
    /// The value of a cell's last expression, to be shown.
    case value([Representation])
    /// Something to show in the place of what was shown under the same key before.
    case redisplay([Representation], key: String)
    /// What the cell has printed and shown so far makes way; for what comes next, where `waits`.
    case clear(waits: Bool)
    /// A result published by name.
    case record(name: String, value: ReportedValue, unit: String?)
    /// A claim, and the line of the file on which it stands, from 1.
    case check(passed: Bool, message: String, line: Int)
    /// How far a piece of work is.
    case progress(ProgressReport)
    /// Something was not computed but found where an earlier run had kept it.
    case reused(Reuse)
    /// The cell did not run: it is unchanged, and what it reported and left was kept. Comes before what it reported.
    case restored(Reuse)
    /// What is learned from, or tested on.
    case data(DataFingerprint)
    /// Figures of steps, by the name of their curve.
    case metrics([MetricSeries])
    /// Where the time of a training went.
    case spent(WorkTime)
    /// Where the time of the cell's layers went, as it was asked.
    case layers([LayerTime])
}

extension ReportEvent {
    /// What is to be shown, however it is.
    package var shown: [Representation]? {
        switch self {
        case .display(let forms), .value(let forms), .redisplay(let forms, _): forms
        default: nil
        }
    }
}

/// One way to show a value.
public enum Representation: Codable, Sendable, Equatable {
    /// Plain text, for a terminal.
    case text(String)
    /// A picture, and the name of its file without an extension.
    case png(Data, name: String)
    /// The numbers behind a picture, and the name of their file without an extension.
    case csv(String, name: String)
    /// The drawing that a PNG is a picture of; `isNarrow` for the one that a phone shows.
    case svg(Data, name: String, isNarrow: Bool)
    /// A piece of HTML, for a report.
    case html(String)
    /// A sound or a film to be played.
    case player(Player)
}

/// A value that knows how it is shown.
public protocol Showable {
    /// From the plainest to the richest; the first should be `.text`.
    func representations() -> [Representation]
}

/// A published value.
public enum ReportedValue: Codable, Sendable, Equatable {
    /// A number, with the unit that it was recorded with.
    case number(Double)
    /// A text.
    case text(String)
    /// Whether something holds.
    case truth(Bool)
    /// A number for each seed; their mean stands for them.
    case numbers([Double])

    /// The value as `print` writes it.
    public var text: String {
        switch self {
        case .number(let number): "\(number)"
        case .numbers(let numbers): "\(Self.mean(numbers)) (\(numbers.map { "\($0)" }.joined(separator: ", ")))"
        case .text(let text): text
        case .truth(let truth): "\(truth)"
        }
    }

    /// Their mean; NaN of none.
    package static func mean(_ numbers: [Double]) -> Double { numbers.reduce(0, +) / Double(numbers.count) }
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

    /// How far a piece of work is.
    ///
    /// - Parameters:
    ///   - label: what is being done.
    ///   - fraction: in 0…1; nil when the end is not known.
    ///   - detail: a short text, such as loss and throughput.
    ///   - secondsLeft: seconds to the end; nil while unknown.
    public init(label: String, fraction: Double? = nil, detail: String = "", secondsLeft: Double? = nil) {
        self.label = label
        self.fraction = fraction
        self.detail = detail
        self.secondsLeft = secondsLeft
    }
}
