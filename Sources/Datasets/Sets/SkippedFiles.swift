/// The files of a set that could not be used, with the reason for each.
public struct SkippedFiles: Codable, Hashable, Sendable {
    /// Why a file was left out.
    public enum Reason: String, Codable, CaseIterable, Sendable {
        case unreadable = "cannot be opened"
        case broken = "damaged or cut short"
        case noVideo = "no picture"
        case noAudio = "no sound"
        case silent = "digital silence"
        case tooShort = "too short"
    }

    /// One file left out.
    public struct Entry: Codable, Hashable, Sendable {
        public var path: String
        public var reason: Reason
        /// The error's own text.
        public var detail: String
    }

    public private(set) var entries: [Entry] = []

    public init() {}

    public var count: Int { entries.count }
    public var isEmpty: Bool { entries.isEmpty }

    mutating func add(_ path: String, _ reason: Reason, _ detail: String) {
        entries.append(Entry(path: path, reason: reason, detail: detail))
    }

    /// How many files were left out for each reason.
    public var counts: [Reason: Int] { Dictionary(grouping: entries, by: \.reason).mapValues(\.count) }
}

extension SkippedFiles: CustomStringConvertible {
    /// One line a reason, then the files; empty when nothing was skipped.
    public var description: String {
        guard !entries.isEmpty else { return "" }
        let reasons = Reason.allCases.compactMap { reason in counts[reason].map { "\($0) \(reason.rawValue)" } }
        return
            (["\(count) file(s) skipped: \(reasons.joined(separator: ", "))"]
            + entries.map { "  \($0.path): \($0.reason.rawValue) (\($0.detail))" }).joined(separator: "\n")
    }
}
