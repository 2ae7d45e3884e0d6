/// How a cell's outcome is kept, and found again.
public struct CellKeeping: Codable, Sendable {
    /// The digest of what the cell is made of: its text, the texts of what it calls, where it belongs.
    public var base: String
    /// Variables of earlier cells that it, or what it calls, names.
    public var variables: [String]
    /// Of some variables the names of fields: no other fields count.
    public var fields: [String: [String]]
    /// Why its outcome cannot be kept, as far as its text tells.
    public var refusal: String?
    /// The folder of kept outcomes: `folder/base/key`, which the process only reads.
    public var folder: String
    /// Where the process may write what is to be kept.
    public var scratch: String
    /// Folders whose files do not count.
    public var ignored: [String]
    /// The line of the notebook on which the source begins.
    public var firstLine: Int
    /// Whether a kept outcome may be taken; false where it is to be made anew.
    public var takes: Bool

    public init(
        base: String, variables: [String], fields: [String: [String]], refusal: String?, folder: String, scratch: String,
        ignored: [String], firstLine: Int, takes: Bool
    ) {
        self.base = base
        self.variables = variables
        self.fields = fields
        self.refusal = refusal
        self.folder = folder
        self.scratch = scratch
        self.ignored = ignored
        self.firstLine = firstLine
        self.takes = takes
    }
}

/// An outcome that is, or shall be, kept.
public struct KeptOutcome: Codable, Sendable {
    /// Under which it is found.
    public var key: String
    /// The file that the process wrote; nil for an outcome that was taken from what is kept.
    public var file: String?

    public init(key: String, file: String?) {
        self.key = key
        self.file = file
    }
}
