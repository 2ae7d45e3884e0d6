extension Document {
    /// The text with the expected outputs that did not match replaced by what was printed; every other byte stays.
    ///
    /// - Parameter printed: what each cell printed, by id; cells that are missing keep what they have.
    public func accepting(_ printed: [String: String]) -> String {
        let lines = DocumentLines(text)
        var result = text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? "\u{FEFF}" : ""
        var position = 0
        for expected in expectedOutputs {
            result += lines.verbatim(position..<expected.lines.lowerBound)
            position = expected.lines.upperBound
            guard let actual = printed[expected.cell], !expected.matches(actual) else {
                result += lines.verbatim(expected.lines)
                continue
            }
            result += Self.block(
                expected.matcher.accepting(actual, in: expected.text), opening: lines[expected.lines.lowerBound],
                terminator: lines.terminator)
            // A file that ends with the closing fence and no line end keeps ending so.
            if lines.verbatim(expected.lines.upperBound - 1..<expected.lines.upperBound).last?.isNewline != true {
                result.removeLast()
            }
        }
        return result + lines.verbatim(position..<lines.count)
    }

    private static func block(_ text: String, opening: String, terminator: String) -> String {
        guard let fence = Fence(opening: opening) else { preconditionFailure("an expected output opens with a fence") }
        // To Swift's strings a carriage return and a line feed are one sign: the file's own ends take their place.
        let content = text.replacing("\r\n", with: "\n").trimmingNewlines
        var marker = fence.marker
        // A fence within the text must not close the block.
        for line in content.split(separator: "\n") {
            let run = line.drop { $0 == " " }.prefix { $0 == fence.character }.count
            if run >= marker.count { marker = String(repeating: fence.character, count: run + 1) }
        }
        let indent = String(repeating: " ", count: fence.indent)
        var lines = [indent + marker + opening.dropFirst(fence.indent + fence.length)]
        if !content.isEmpty {
            lines += content.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : indent + $0 }
        }
        lines.append(indent + marker)
        return lines.map { $0 + terminator }.joined()
    }
}
