/// Something that was not computed: an earlier run had kept it.
public struct Reuse: Codable, Sendable, Equatable {
    /// What it is, in words: `easy, 640 steps`.
    public var what: String
    /// When it was made: ISO 8601, UTC.
    public var made: String
    /// The revision of the library that made it, where it is known.
    public var revision: String?

    /// Something of a name that was made at a moment (ISO 8601, UTC) by a revision of the library.
    public init(what: String, made: String, revision: String?) {
        self.what = what
        self.made = made
        self.revision = revision
    }

    /// `from the cache, made 2026-11-28T20:31:05Z by 5255bb0a`, of something that is named already.
    package static func fromCache(_ reuse: Reuse) -> String {
        "from the cache, made \(reuse.made)" + (reuse.revision.map { " by \($0.prefix(8))" } ?? "")
    }

    /// `easy, 640 steps: from the cache, made 2026-11-28T20:31:05Z by 5255bb0a`.
    public var text: String { "\(what): \(Self.fromCache(self))" }
}
