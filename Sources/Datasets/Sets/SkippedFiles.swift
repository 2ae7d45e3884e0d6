/// The files of a set that could not be used, with the reason for each.
public struct SkippedFiles: Codable, Hashable, Sendable {
    /// Why a file was left out.
    public enum Reason: String, Codable, CaseIterable, Sendable {
        /// The file does not open.
        case unreadable = "cannot be opened"
        /// The file opens, and what is in it cannot be decoded to its end.
        case broken = "damaged or cut short"
        /// The file has no picture, which the format asks for.
        case noVideo = "no picture"
        /// The file has no sound, which the format asks for.
        case noAudio = "no sound"
        /// Every sample is zero.
        case silent = "digital silence"
        /// The file is shorter than what is asked of it.
        case tooShort = "too short"
    }

    /// One file left out.
    public struct Entry: Codable, Hashable, Sendable {
        /// The file.
        public var path: String
        /// Why it was left out.
        public var reason: Reason
        /// The error's own text.
        public var detail: String
    }

    /// The files left out, in the order of the set.
    public private(set) var entries: [Entry] = []

    /// No file left out.
    public init() {}

    /// How many files were left out.
    public var count: Int { entries.count }
    /// Whether none was.
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
