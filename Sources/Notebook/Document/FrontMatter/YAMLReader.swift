import Yams

/// Walks YAML nodes and remembers, with their lines, the things that are wrong.
struct YAMLReader {
    /// The file's line of the YAML's first line, from 1.
    let firstLine: Int
    let lines: [Substring]
    private(set) var issues: [DocumentIssue] = []

    init(firstLine: Int, lines: [Substring]) {
        self.firstLine = firstLine
        self.lines = lines
    }

    /// The root node, or nil for an empty text or one that is not YAML (which is then among the issues).
    mutating func compose(_ yaml: String) -> YAMLNode? {
        if let line = YAMLReader.lineWithTooManyAliases(yaml) {
            report(
                line: line, column: nil,
                "more than \(Self.mostAliases) aliases (`*name`): each may stand for all of those before it",
                "write the values out")
            return nil
        }
        do {
            return try Yams.compose(yaml: yaml).map(YAMLNode.init)
        } catch let YamlError.duplicatedKeysInMapping(names, context) {
            reportDuplicates(names, from: context.mark.line)
        } catch let error as YamlError {
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                report(line: mark.line, column: mark.column, "this is not YAML: \(problem)", nil)
            default: report(line: 1, column: nil, "this is not YAML: \(error)", nil)
            }
        } catch {
            report(line: 1, column: nil, "this is not YAML: \(error)", nil)
        }
        return nil
    }

    /// Each may hold all the ones before it twice: what is compared with another is then as large as two to their number.
    private static let mostAliases = 20

    /// The line, from 1, on which there are too many aliases, where there are anchors for them.
    private static func lineWithTooManyAliases(_ yaml: String) -> Int? {
        guard yaml.utf8.contains(UInt8(ascii: "&")) else { return nil }
        var count = 0, line = 1
        var before = UInt8(ascii: "\n"), isStarred = false
        for byte in yaml.utf8 {
            if isStarred, UInt8(ascii: "!")...UInt8(ascii: "~") ~= byte, byte != UInt8(ascii: "*") { count += 1 }
            if count > mostAliases { return line }
            isStarred = byte == UInt8(ascii: "*") && " \n\t[{,:-?".utf8.contains(before)
            if byte == UInt8(ascii: "\n") { line += 1 }
            before = byte
        }
        return nil
    }

    /// The keys and values of a mapping, in order; anything else is reported.
    mutating func entries(_ node: YAMLNode, _ what: String) -> [(key: YAMLNode, value: YAMLNode)] {
        guard case .mapping(let mapping) = node.node else {
            report(node, "\(what) should be a list of `name: value`", nil)
            return []
        }
        return mapping.map { (YAMLNode($0.key), YAMLNode($0.value)) }
    }

    /// A scalar's text; anything else is reported.
    mutating func string(_ node: YAMLNode, _ key: YAMLNode) -> String? {
        guard node.isScalar else {
            report(node, "`\(key.text)` should be a text", nil)
            return nil
        }
        return node.text
    }

    /// A name, or a list of names; nothing else.
    mutating func names(_ node: YAMLNode, _ key: YAMLNode, _ remedy: String) -> [String] {
        let items = node.items ?? [node]
        let names = items.filter { $0.isScalar && !$0.isNull && !$0.text.isEmpty }.map(\.text)
        if names.isEmpty || names.count < items.count { report(node, "`\(key.text)` names no files", remedy) }
        return names
    }

    /// What says yes or no; anything else is reported, and is no.
    mutating func flag(_ node: YAMLNode, _ key: YAMLNode) -> Bool {
        if node.text != "true", node.text != "false" {
            report(node, "`\(node.text)` says neither yes nor no", "write \(key.text): true")
        }
        return node.text == "true"
    }

    mutating func unknown(_ key: YAMLNode, among known: [String]) {
        report(
            key, "unknown key `\(key.text)`",
            NearestName.suggestion(for: key.text, among: known) ?? "known here: \(known.joined(separator: ", "))")
    }

    mutating func report(_ node: YAMLNode, _ message: String, _ remedy: String?) {
        report(line: node.line, column: node.column, message, remedy)
    }

    /// `line` and `column` count from 1 within the YAML.
    private mutating func report(line: Int, column: Int?, _ message: String, _ remedy: String?) {
        issues.append(
            DocumentIssue(
                line: line + firstLine - 1, column: column, message: message, remedy: remedy,
                excerpt: lines.indices.contains(line - 1) ? String(lines[line - 1]) : nil))
    }

    /// Yams names the keys but not their places: the first two lines that hold the key are found here.
    private mutating func reportDuplicates(_ names: [String], from start: Int) {
        // Each is looked for in all lines: a few tell what is wrong.
        for name in names.prefix(20) {
            let found = lines.indices.filter { index in
                let line = lines[index].trimmed
                return index + 1 >= start && ["", "\"", "'"].contains { line.hasPrefix("\($0)\(name)\($0):") }
            }
            let first = found.first ?? max(0, start - 1)
            let second = found.dropFirst().first ?? first
            issues.append(
                DocumentIssue(
                    line: second + firstLine, message: "`\(name)` is given twice",
                    related: second == first ? nil : (first + firstLine, "the first is here"),
                    excerpt: lines.indices.contains(second) ? String(lines[second]) : nil))
        }
    }
}

/// A YAML node with its place.
struct YAMLNode {
    let node: Node

    init(_ node: Node) { self.node = node }

    var line: Int { node.mark?.line ?? 1 }
    var column: Int { node.mark?.column ?? 1 }
    /// The text as it is written: `yes` stays `yes` and `1e-3` stays `1e-3`.
    var text: String { node.scalar?.string ?? "" }
    var isScalar: Bool { node.scalar != nil }
    var isNull: Bool { node.null != nil }
    var isMapping: Bool { node.mapping != nil }
    var int: Int? { node.int }
    var float: Double? { node.float }
    var bool: Bool? { node.bool }
    /// True when the text was in quotes, and so is a text whatever it looks like.
    var isQuoted: Bool {
        guard let style = node.scalar?.style else { return false }
        return style == .doubleQuoted || style == .singleQuoted
    }
    /// The items of a list.
    var items: [YAMLNode]? { node.sequence.map { $0.map(YAMLNode.init) } }
}
