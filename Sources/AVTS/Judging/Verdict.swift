/// How a claim of the paper stands in one's own results.
public enum Verdict: String, Sendable, Codable, CustomStringConvertible {
    /// What is claimed is so, beyond chance.
    case holds
    /// It is the other way round, beyond chance.
    case doesNotHold = "does not hold here"
    /// Where a difference was claimed: it is smaller than the margin, beyond chance.
    case aboutTheSame = "about the same"
    /// None of these can be said.
    case cannotBeJudged = "cannot be judged at this scale"

    /// As tables say it.
    public var description: String { rawValue }
}
