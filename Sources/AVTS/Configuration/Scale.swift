/// How large an experiment is: every notebook takes one of these as its `scale` parameter.
public enum Scale: String, CaseIterable, Sendable, Codable {
    /// For tests: every cell runs in seconds, no claim is judged.
    case smoke
    /// The default: minutes on two cores.
    case mini
    /// The committed numbers: hours on two cores, three seeds, resumable.
    case study
    /// The paper's own sizes, on real sets, on whatever machine the user has.
    case paper
}
