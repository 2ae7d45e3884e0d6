import Foundation

/// A piece of Swift that documentation shows: a fence of Markdown or of a docstring, or a docstring's indented lines.
struct DocumentedExample {
    /// The file, below the package's folder.
    var file: String
    /// The line of its first line, from 1.
    var line: Int
    var text: String
    /// What stands behind `swift` in the fence: `{.noeval reason="…"}` where it is not to be run.
    var attributes = ""

    var isRun: Bool { !attributes.contains(".noeval") }
    var hasReason: Bool { attributes.firstMatch(of: #/reason="[^"]+"/#) != nil }
    var id: String {
        let words = file.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "+" }).joined(separator: "-")
        return "\(words.replacing("+", with: "-"))-\(line)"
    }

    /// The fences of Swift in a page of Markdown; what longer fences hold is theirs.
    static func inPage(_ file: String, _ text: String) -> [DocumentedExample] {
        var found: [DocumentedExample] = []
        var open: (fence: Substring, indent: Int, line: Int, words: Substring)?
        var held: [Substring] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let rest = line.drop { $0 == " " }
            let fence = rest.prefix { $0 == "`" }
            if let begun = open {
                if fence.count >= begun.fence.count, rest.dropFirst(fence.count).allSatisfy(\.isWhitespace) {
                    if begun.words.hasPrefix("swift") {
                        found.append(
                            DocumentedExample(
                                file: file, line: begun.line + 1, text: held.joined(separator: "\n"),
                                attributes: String(begun.words.dropFirst(5))))
                    }
                    (open, held) = (nil, [])
                } else {
                    held.append(line.dropFirst(min(begun.indent, line.prefix { $0 == " " }.count)))
                }
            } else if fence.count >= 3, !rest.dropFirst(fence.count).contains("`") {
                open = (fence, line.count - rest.count, number + 1, rest.dropFirst(fence.count))
            }
        }
        return found
    }

    /// The examples in the docstrings of a source's public declarations: fences of Swift, and lines indented by four and more that follow an empty one.
    static func inSource(_ file: String, _ text: String) -> [DocumentedExample] {
        var found: [DocumentedExample] = []
        var block: [(number: Int, line: String)] = []
        func close(_ declaration: Substring) {
            let kinds = [
                "package", "private", "fileprivate", "struct", "final", "class", "enum", "func", "let", "var", "static", "init",
            ]
            if declaration.hasPrefix("@") || declaration.hasPrefix("// ") { return }
            defer { block = [] }
            guard let first = block.first, !kinds.contains(where: { declaration.hasPrefix($0 + " ") }) else { return }
            let page = block.map(\.line).joined(separator: "\n")
            found += inPage(file, page).map {
                var example = $0
                example.line += first.number - 1
                return example
            }
            var isFenced = false
            var indented: [(number: Int, line: String)] = []
            for (index, entry) in block.enumerated() {
                if entry.line.drop(while: { $0 == " " }).hasPrefix("```") { isFenced.toggle() }
                let isFirst = index == 0 || block[index - 1].line.isEmpty
                if !isFenced, entry.line.hasPrefix("    "), isFirst || !indented.isEmpty {
                    indented.append((entry.number, String(entry.line.dropFirst(4))))
                } else if !indented.isEmpty {
                    found.append(Self.joined(indented, file))
                    indented = []
                }
            }
            if !indented.isEmpty { found.append(Self.joined(indented, file)) }
        }
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let rest = line.drop { $0 == " " }
            if rest.hasPrefix("///") {
                let words = rest.dropFirst(3)
                block.append((number + 1, String(words.hasPrefix(" ") ? words.dropFirst() : words)))
            } else {
                close(rest)
            }
        }
        return found
    }

    private static func joined(_ lines: [(number: Int, line: String)], _ file: String) -> DocumentedExample {
        DocumentedExample(file: file, line: lines[0].number, text: lines.map(\.line).joined(separator: "\n"))
    }
}
