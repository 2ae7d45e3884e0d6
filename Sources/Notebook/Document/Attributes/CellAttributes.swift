/// What a cell's attributes ask of the runner and the report.
public struct CellAttributes: Sendable, Equatable {
    /// Seconds the cell may run; nil for the runner's own limit.
    public var timeout: Double?
    /// The error the cell must fail with.
    public var raises: String?
    /// A failure is shown and the run goes on.
    public var allowsError = false
    public var isSkipped = false
    /// The cell runs only when this expression is true.
    public var condition: String?
    public var hidesInput = false
    public var hidesOutput = false
    /// Whether the report folds the code; nil for what the front matter says.
    public var folds: Bool?
    /// What the figures of the cell are called, as files and in the report.
    public var figure: String?
    /// What stands beneath the cell's first figure, or above its first table.
    public var caption: String?
    /// How many of its figures and outputs stand side by side in the report.
    public var columns = 1
    /// Whether its outcome is kept and taken from the cache; nil for what the run says.
    public var caches: Bool?
    /// The file, or the cell of one, that stands in its place.
    public var include: String?
    /// A seed of its own, in place of the notebook's.
    public var seed: UInt64?

    public init() {}

    /// The names a cell's attributes may have.
    static let names = [
        "timeout", "raises", "allow-error", "skip", "if", "hide", "fold", "figure", "caption", "columns", "seed", "cache",
        "include",
    ]

    /// Takes what stands on the cell that includes it: a condition where it has none, and what is hidden.
    mutating func adopt(_ other: CellAttributes) {
        condition = condition ?? other.condition
        hidesInput = hidesInput || other.hidesInput
        hidesOutput = hidesOutput || other.hidesOutput
        folds = other.folds ?? folds
    }

    /// What of them makes a difference to a program and its report, as it is written behind an id.
    var written: String {
        func quoted(_ text: String) -> String { "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\"" }
        var words = ""
        if let timeout { words += " timeout=\(Int(timeout * 1000))ms" }
        if let raises { words += " raises=\(quoted(raises))" }
        if allowsError { words += " allow-error" }
        if isSkipped { words += " skip" }
        if let condition { words += " if=\(quoted(condition))" }
        if hidesInput { words += " hide=input" } else if hidesOutput { words += " hide=output" }
        words += " fold=\(folds ?? true)"
        if let figure { words += " figure=\(figure)" }
        if let caption { words += " caption=\(quoted(caption))" }
        if columns > 1 { words += " columns=\(columns)" }
        if let seed { words += " seed=\(seed)" }
        return words
    }

    /// Reads the list; what is wrong comes back beside what could be read.
    static func reading(_ list: AttributeList, excerpt: String) -> (CellAttributes, [DocumentIssue]) {
        var attributes = CellAttributes()
        var issues: [DocumentIssue] = []
        let line = list.line
        for name in list.classes {
            issues.append(.unknown("class", name, among: ["noeval"], sigil: ".", line: line, excerpt: excerpt))
        }
        for (key, value) in list.pairs {
            func wrong(_ message: String, _ remedy: String) {
                issues.append(
                    DocumentIssue(
                        line: line, column: (value ?? key).column, message: message, remedy: remedy, excerpt: excerpt))
            }
            func flag() -> Bool {
                guard let value else { return true }
                if value.text != "true", value.text != "false" {
                    wrong("`\(key.text)` is a flag, not `\(value.text)`", "write {\(key.text)} alone")
                }
                return value.text == "true"
            }
            func text(_ remedy: String) -> String? {
                if value == nil { wrong("`\(key.text)` needs a value", remedy) }
                return value?.text
            }
            switch key.text {
            case "timeout":
                guard let text = text("timeout=30s, timeout=2m, timeout=1h") else { continue }
                attributes.timeout = TimeSpan.seconds(text)
                if attributes.timeout == nil { wrong("`\(text)` is no time", "write 500ms, 30s, 2m, 1h or 1h30m") }
            case "raises": attributes.raises = text("raises=ShapeError")
            case "allow-error": attributes.allowsError = flag()
            case "skip": attributes.isSkipped = flag()
            case "fold": attributes.folds = flag()
            case "if": attributes.condition = text("if=\"params.scale == \\\"paper\\\"\"")
            case "hide":
                switch text("hide=input or hide=output") {
                case "input": attributes.hidesInput = true
                case "output": attributes.hidesOutput = true
                case let other?: wrong("`\(other)` cannot be hidden", "hide=input or hide=output")
                case nil: break
                }
            case "figure":
                guard let name = text("figure=loss") else { continue }
                attributes.figure = name
                if !CellIdentities.isValid(name) {
                    wrong("`\(name)` is no name for a file", "begin with a letter; letters, digits, `-`, `_` and `.`")
                }
            case "include": attributes.include = text("include=setup.avtsnb, include=setup.avtsnb#data")
            case "caption": attributes.caption = text("caption=\"the loss of each step\"")
            case "columns":
                guard let text = text("columns=2") else { continue }
                attributes.columns = Int(text) ?? 0
                if !(1...6).contains(attributes.columns) { wrong("`\(text)` is no number of columns", "columns=2, at most 6") }
            case "cache":
                switch value?.text {
                case nil, "on": attributes.caches = true
                case "off": attributes.caches = false
                case let other?: wrong("`cache` is on or off, not `\(other)`", "cache=on or cache=off")
                }
            case "seed":
                guard let text = text("seed=7") else { continue }
                attributes.seed = UInt64(text)
                if attributes.seed == nil { wrong("`\(text)` is no seed", "a whole number from 0 up") }
            default:
                issues.append(.unknown("attribute", key, among: names, line: line, excerpt: excerpt))
            }
        }
        return (attributes, issues)
    }
}
