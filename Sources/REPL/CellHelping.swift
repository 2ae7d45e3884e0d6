/// What answers the tab key and `:help`.
package protocol CellHelping {
    /// What the word at a byte of the entry may become, with the byte at which the replaced text begins.
    func completions(_ source: String, at offset: Int) -> [(text: String, start: Int)]
    /// Signatures and docstrings of a name; nil when it is unknown.
    func help(_ name: String) -> String?
    /// The names that help knows, for a suggestion when one is mistyped.
    var helpNames: [String] { get }
}
