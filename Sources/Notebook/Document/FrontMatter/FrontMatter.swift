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
    /// Whether the report has a script of its own: a slider in place of several players. It has none unless this says so.
    public var scripts = false
    /// Files of BibTeX beside the notebook that `[@key]` cites.
    public var bibliography: [String] = []
    /// Files whose cells run before the notebook's own, and the line that names them.
    public var includes: [String] = []
    var includesLine = 1
    /// Swift packages whose modules the cells import.
    public var packages: [PackageReference] = []
    /// Seconds the whole run may take.
    public var timeout: Double?

    public init() {}

    static let keys = [
        "avtsnb", "title", "author", "description", "params", "seed", "timeout", "fold", "scripts", "bibliography", "include",
        "packages",
    ]

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
            case "fold": front.folds = reader.flag(value, key)
            case "scripts": front.scripts = reader.flag(value, key)
            case "bibliography":
                front.bibliography = reader.names(value, key, "write bibliography: references.bib")
            case "include":
                front.includes = reader.names(value, key, "write include: setup.avtsnb, or a list of files")
                front.includesLine = key.line + firstLine - 1
            case "packages": front.packages = PackageReference.reading(value, key, with: &reader)
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

    /// The text of the front matter without what it includes; nil where it includes nothing.
    func withoutIncludes(_ text: String) -> String? {
        if includes.isEmpty { return nil }
        var isInside = false
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            if line.hasPrefix("include:") {
                isInside = true
            } else if line.first.map({ !$0.isWhitespace && $0 != "-" }) ?? true || line.hasPrefix("---") {
                isInside = false
            }
            return !isInside
        }
        return lines.joined(separator: "\n")
    }
}
