/// What a word may become.
public struct Completion: Sendable, Hashable {
    public enum Kind: String, Sendable { case variable, function, member, type, keyword, label, module }

    /// What replaces the text from ``start`` to the cursor: `mean(`, `axes: `, `count`.
    public let text: String
    /// The UTF-8 offset in the source at which the replaced text begins.
    public let start: Int
    public let kind: Kind
    /// The signature or type.
    public let detail: String
}
