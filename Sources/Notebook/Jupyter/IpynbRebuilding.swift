import Files

/// Makes the text of an `.avtsnb` file of the cells of a notebook of Jupyter's, one after the other.
struct IpynbRebuilding {
    private let file: IpynbFile
    private var text: IpynbText
    private var warnings: [String] = []
    private var ids = CellIdentities()
    /// Whether all that the cells show is as it was exported.
    private let isUntouched: Bool
    private var outputs = 0
    private var foreign = 0

    init(_ file: IpynbFile) {
        self.file = file
        let shown = (file.cells ?? []).filter { $0.metadata?.avtsnb?.role == nil }
        isUntouched =
            file.metadata?.avtsnb.map {
                $0.digest == IpynbDigest.of(shown.map { IpynbDigest.part($0.cell_type, $0.source.text) }.joined())
            } ?? false
        text = IpynbText(front: file.metadata?.avtsnb?.front ?? Self.front(title: file.metadata?.title))
        text.add((file.metadata?.avtsnb?.expected ?? []).map(\.block))
    }

    /// That of a notebook that is not one of ours.
    private static func front(title: String?) -> String {
        let words = title.map { PageText.of($0).replacing("\n", with: " ").trimmed } ?? ""
        guard !words.isEmpty else { return "---\navtsnb: 1\n---\n" }
        return "---\navtsnb: 1\ntitle: \"\(words.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\"\n---\n"
    }

    mutating func add(_ cell: IpynbCell, number: Int) {
        let ours = cell.metadata?.avtsnb
        let source = cell.source.text
        if ours?.role == "parameters" {
            if ours?.source != source {
                warnings.append(
                    "cell \(number), the parameters: what was changed is left out; change `params` in the front matter")
            }
            return
        }
        if cell.outputs?.isEmpty == false { outputs += 1 }
        if cell.attachments?.isEmpty == false {
            warnings.append("cell \(number): its attached pictures are left out; save them beside the notebook")
        }
        switch cell.cell_type {
        case "markdown": addProse(source, ours, number)
        case "code": addCode(source, cell, number)
        case "raw":
            warnings.append("cell \(number): raw text is shown as it is")
            addFenced(source, "text")
        default:
            warnings.append("cell \(number): the kind `\(PageText.of(cell.cell_type.shortened()))` is unknown; shown as text")
            addFenced(source, "text")
        }
        text.add((ours?.expected ?? []).map(\.block))
    }

    private mutating func addProse(_ source: String, _ ours: IpynbCell.Ours?, _ number: Int) {
        // A fence that the notebook's own end closes is right as it is.
        let prose = isUntouched ? (text: source, isChanged: false) : IpynbProse.settled(source.droppingLineEnd)
        if prose.isChanged { warnings.append("cell \(number): fences that would run, or would not end, are mended") }
        if !prose.text.trimmed.isEmpty { text.add(prose: prose.text, before: ours?.before ?? "\n") }
    }

    private mutating func addCode(_ source: String, _ cell: IpynbCell, _ number: Int) {
        let ours = cell.metadata?.avtsnb
        guard ours?.open != nil || file.language ?? "swift" == "swift" else {
            foreign += 1
            addFenced(source, file.language ?? "text")
            return
        }
        var wrapping = IpynbLayout.Wrapping(
            before: ours?.before ?? "\n", open: ours?.open ?? "```swift", close: ours?.close ?? "```")
        // A cell that was copied in Jupyter has taken the attributes with it.
        if let issue = claim(wrapping.open) {
            warnings.append("cell \(number): its attributes are left out: \(issue)")
            (wrapping.open, wrapping.close) = ("```swift", "```")
        }
        text.add(wrapping, content: source.isEmpty ? "" : source + "\n")
    }

    /// Takes a cell's id; why its opening line will not do, if so.
    private mutating func claim(_ open: String) -> String? {
        guard let fence = Fence(opening: open), fence.language == "swift" else { return "they stand in no fence of a cell" }
        do {
            let list = try AttributeList(parsing: fence.attributeText, of: open, line: 1)
            let (_, issues) = CellAttributes.reading(list, excerpt: open)
            if let issue = issues.first { return issue.message }
            guard !list.classes.contains(where: { $0.text == "noeval" }) else { return "they are those of no cell" }
            return list.id.flatMap { ids.claim($0, line: 1, excerpt: open)?.message }
        } catch { return error.message }
    }

    private mutating func addFenced(_ source: String, _ language: String) {
        let word = language.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        let safe = word.isEmpty || word == "swift" || word == "output" ? "text" : word
        text.add(.init(before: "\n", open: "```\(safe)", close: "```"), content: source.isEmpty ? "" : source + "\n")
    }

    mutating func finished() -> (text: String, warnings: [String]) {
        text.end(file.metadata?.avtsnb?.after ?? "")
        if foreign > 0 {
            let (language, cells) = (PageText.of((file.language ?? "").shortened()), foreign == 1 ? "1 cell" : "\(foreign) cells")
            warnings.append("the language is \(language): its code (\(cells)) is shown and does not run, for only Swift does")
        }
        if file.metadata?.avtsnb == nil, outputs > 0 {
            warnings.append(
                "what \(outputs == 1 ? "a cell" : "\(outputs) cells") had printed and drawn is left out: a run makes it anew")
        }
        // Where nothing was changed since, what blocks cannot tell is taken from the whole.
        if let whole = file.metadata?.avtsnb?.text, isUntouched {
            return (whole, warnings)
        }
        return (text.text, warnings)
    }
}

/// What tells whether the cells of a notebook are as they were exported.
enum IpynbDigest {
    static func part(_ kind: String, _ source: String) -> String { "\(kind) \(source.utf8.count)\n\(source)\n" }
    static func of(_ parts: String) -> String { Digest.of(parts) }
}
