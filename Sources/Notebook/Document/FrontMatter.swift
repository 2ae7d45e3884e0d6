/// What stands between the dashes at the top of a notebook.
public struct FrontMatter: Sendable {
    public var title: String?
    public var author: String?
    public var description: String?
    public var parameters: [ParameterDeclaration] = []
    /// The seed of every random stream; `--seed` goes before it.
    public var seed: UInt64 = 0
    /// Whether the report folds the code of cells that do not say otherwise.
    public var folds = false
    /// Seconds the whole run may take.
    public var timeout: Double?

    public init() {}

    static let keys = ["avtsnb", "title", "author", "description", "params", "seed", "timeout", "fold"]

    /// Reads YAML; `firstLine` is the file's line of its first line.
    init(yaml: String, firstLine: Int) throws(DocumentError) {
        var reader = YAMLReader(firstLine: firstLine, lines: yaml.split(separator: "\n", omittingEmptySubsequences: false))
        guard let root = reader.compose(yaml) else {
            if reader.issues.isEmpty { return }
            throw DocumentError(path: "", issues: reader.issues)
        }
        var front = FrontMatter()
        var version: Int?
        for (key, value) in reader.entries(root, "the front matter") {
            switch key.text {
            case "avtsnb":
                version = value.int
                if version != 1 {
                    reader.report(value, "this is format \(value.text), and only format 1 is known", "write avtsnb: 1")
                }
            case "title": front.title = reader.string(value, key)
            case "author": front.author = reader.string(value, key)
            case "description": front.description = reader.string(value, key)
            case "seed":
                guard let seed = UInt64(value.text) else {
                    reader.report(value, "`\(value.text)` is no seed", "a whole number from 0 up")
                    continue
                }
                front.seed = seed
            case "fold":
                if value.text != "true", value.text != "false" {
                    reader.report(value, "`\(value.text)` says neither yes nor no", "write fold: true")
                }
                front.folds = value.text == "true"
            case "timeout":
                front.timeout = TimeSpan.seconds(value.text)
                if front.timeout == nil {
                    reader.report(value, "`\(value.text)` is no time", "write 30s, 2m, 1h or 1h30m")
                }
            case "params": front.parameters = ParameterDeclaration.reading(value, with: &reader)
            default: reader.unknown(key, among: Self.keys)
            }
        }
        if version == nil, reader.issues.isEmpty {
            reader.report(root, "the front matter does not say `avtsnb: 1`", "add it as the first line")
        }
        guard reader.issues.isEmpty else { throw DocumentError(path: "", issues: reader.issues) }
        self = front
    }
}
