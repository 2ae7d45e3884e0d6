/// Markdown of a cell of Jupyter's as prose between the cells of an `.avtsnb` file: no fence of it runs, and each ends within it.
enum IpynbProse {
    static func settled(_ source: String) -> (text: String, isChanged: Bool) {
        let lines = DocumentLines(source)
        var result: [String] = []
        var open: Fence?
        var opensComment = false
        var isChanged = false
        for index in lines.indices {
            let line = lines[index]
            if opensComment {
                if line.contains("-->") { opensComment = false }
            } else if let fence = open {
                if fence.isClosed(by: line) { open = nil }
            } else if line.trimmed.hasPrefix("<!--"), !line.contains("-->") {
                opensComment = true
            } else if let fence = Fence(opening: line) {
                open = fence
                if let harmless = harmless(fence) {
                    result.append(harmless)
                    isChanged = true
                    continue
                }
            }
            result.append(line)
        }
        if let open {
            result.append(open.marker)
            isChanged = true
        }
        if opensComment {
            result.append("-->")
            isChanged = true
        }
        return (isChanged ? result.joined(separator: "\n") : source, isChanged)
    }

    /// The opening line of a fence that would be a cell or an expected output, as one that is shown alone.
    private static func harmless(_ fence: Fence) -> String? {
        let indent = String(repeating: " ", count: fence.indent)
        if fence.language == "output" { return "\(indent)\(fence.marker)text" }
        guard fence.language == "swift" else { return nil }
        let list = try? AttributeList(parsing: fence.attributeText, of: indent + fence.marker + fence.info, line: 1)
        if let list, list.classes.contains(where: { $0.text == "noeval" }) { return nil }
        return "\(indent)\(fence.marker)swift {.noeval}"
    }
}
