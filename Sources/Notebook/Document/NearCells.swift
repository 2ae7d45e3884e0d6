/// Fences that a person may well take for a cell's, or for an expected output's, and that are none: each is told, for nothing that was
/// meant to run is passed over in silence.
enum NearCells {
    /// What is to be said of a line of prose, numbered from 1; nil for one that nobody takes for more.
    static func warning(_ line: String, number: Int) -> DocumentIssue? {
        var rest = line[...]
        var container: String?
        var indent = 0
        while true {
            let blanks = rest.prefix { $0 == " " || $0 == "\t" }
            // As CommonMark counts, a tab stands for the blanks up to the next of every four columns.
            for blank in blanks { indent += blank == "\t" ? 4 - indent % 4 : 1 }
            rest = rest.dropFirst(blanks.count)
            if rest.first == ">" {
                (container, rest, indent) = ("a quotation", rest.dropFirst(), 0)
            } else if let marker = listMarker(rest) {
                (container, rest, indent) = (container ?? "the line of a list's item", rest.dropFirst(marker), 0)
            } else {
                break
            }
        }
        guard rest.first == "`" || rest.first == "~", let fence = Fence(opening: String(rest)), let kind = kind(of: fence) else {
            return nil
        }
        if fence.info.contains(".noeval") { return nil }
        let thing = kind == "swift" ? "cell" : "expected output"
        let opening = "write \(fence.marker)\(kind)"
        let otherwise = kind == "swift" ? ", or say {.noeval} where it only shows code" : ""
        let (why, remedy): (String, String) =
            if let container {
                ("it stands in \(container)", "put it at the beginning of a line" + otherwise)
            } else if indent > 3 {
                ("it is indented by \(indent)", "indent it by at most three blanks" + otherwise)
            } else {
                ("its first word is `\(firstWord(fence))`", opening + otherwise)
            }
        if container == nil, indent <= 3, fence.language == kind { return nil }
        return DocumentIssue(
            isWarning: true, line: number, column: line.count - rest.count + 1, message: "this fence opens no \(thing): \(why)",
            remedy: remedy, excerpt: line)
    }

    private static func firstWord(_ fence: Fence) -> String { String(fence.info.prefix { !$0.isWhitespace }) }

    /// `swift` or `output`, where the info string says so in one of the ways in which other tools say it.
    private static func kind(of fence: Fence) -> String? {
        let word = fence.info.drop { $0 == "{" || $0 == "." || $0 == " " }.prefix {
            $0.isLetter || $0.isNumber || "-_+#".contains($0)
        }
        let name = word.lowercased()
        return name == "swift" || name == "output" ? name : nil
    }

    /// The length of a list's marker with the blank behind it.
    private static func listMarker(_ text: Substring) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }.count
        guard digits <= 9, let sign = text.dropFirst(digits).first else { return nil }
        guard digits > 0 ? sign == "." || sign == ")" : "-*+".contains(sign) else { return nil }
        let next = text.dropFirst(digits + 1).first
        return next == " " || next == "\t" ? digits + 1 : nil
    }
}
