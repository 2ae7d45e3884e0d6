/// What a run learned from, so that two runs can be told apart by it.
public struct DataFingerprint: Codable, Sendable, Hashable {
    /// What the data is called: `pretrain-train`.
    public var name: String
    /// How many of its files are used.
    public var files: Int
    /// SHA-256 of all that is read of it, in hexadecimal: the decoded contents in their order, with names and labels.
    public var sha256: String

    /// What data of a name hangs on.
    public init(name: String, files: Int, sha256: String) {
        self.name = name
        self.files = files
        self.sha256 = sha256
    }
}
