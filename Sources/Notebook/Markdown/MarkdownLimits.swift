/// Keeps cmark's time in step with a text's length: where it would go through the same words again and again, it is shown a break.
///
/// The break, a noncharacter of Unicode and a space, is taken out of all that cmark gives back: what comes after it is read as words, and
/// no text is lost. What no notebook has is broken: a line that opens more than 32 quotes and lists or begins beyond column 128, a table of
/// more than 128 columns, a paragraph with more than 8 lines of dashes and bars or 1,000 links, an address of more than 2,048 bytes or with 32
/// brackets at its end, and `<?` and `<!X`, which are no HTML of a page.
enum MarkdownLimits {
    static let mostMarkers = 32
    static let mostIndent = 128
    static let mostColumns = 128
    static let mostRules = 8
    static let mostClosers = 32
    static let mostLinks = 1000
    static let longestAddress = 2048

    private static let mark = String(Unicode.Scalar(0xfdd0)!)
    private static let pause = mark + " "

    static func removed(from text: String) -> String {
        guard text.utf8.contains(0xef), text.contains(mark) else { return text }
        return text.replacing(pause, with: "").replacing(mark, with: "")
    }

    static func applied(to text: String) -> String {
        let text = text.utf8.contains(0xef) ? text.replacing(mark, with: "\u{fffd}") : text
        var reader = Reader()
        reader.result.reserveCapacity(text.utf8.count + text.utf8.count / 8)
        for (number, line) in Array(text.utf8).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        {
            if number > 0 { reader.result.append(UInt8(ascii: "\n")) }
            reader.add(line)
        }
        return String(decoding: reader.result, as: UTF8.self)
    }

    /// Copies lines, with breaks where they are needed.
    private struct Reader {
        var result: [UInt8] = []
        /// Of the paragraph, which a blank line ends; in a table each line is by itself.
        private var rules = 0
        private var links = 0
        private var isTable = false
        private var bars = 0

        mutating func add(_ line: ArraySlice<UInt8>) {
            let (end, markers, indent) = opening(line)
            let isRule = line[end...].contains(UInt8(ascii: "-")) && line.allSatisfy { ruleBytes.contains($0) }
            let before = bars
            bars = line.count { $0 == UInt8(ascii: "|") }
            if end == line.endIndex {
                rules = 0
                links = 0
                isTable = false
            } else if isRule {
                rules += 1
                isTable = isTable || bars > 0 && bars == before
            }
            if isTable { links = 0 }
            guard markers > mostMarkers || indent > mostIndent || isRule && (rules > mostRules || bars > mostColumns) else {
                return add(words: line)
            }
            result += line[line.startIndex..<end]
            result += pause.utf8
            add(words: line[end...])
        }

        /// The words of a line, with breaks within what cmark reads again and again.
        private mutating func add(words line: ArraySlice<UInt8>) {
            let mayHoldAddress = [UInt8(ascii: "@"), UInt8(ascii: ":"), UInt8(ascii: "w")].contains { line.contains($0) }
            var closers = 0, length = 0
            for index in line.indices {
                let byte = line[index]
                let next = index + 1 < line.endIndex ? line[index + 1] : 0
                result.append(byte)
                closers = mayHoldAddress && closingBytes.contains(byte) ? closers + 1 : 0
                length = mayHoldAddress && byte != 32 && byte != 9 ? length + 1 : 0
                // The address of a picture that is written out in it is a long one.
                if closers == mostClosers || length == longestAddress && !isData(line, upTo: index) {
                    result += pause.utf8
                    closers = 0
                    length = 0
                }
                switch byte {
                case UInt8(ascii: "<"):
                    let isComment = line[(index + 1)...].starts(with: "!--".utf8)
                    if next == UInt8(ascii: "?") || next == UInt8(ascii: "!") && !isComment { result += pause.utf8 }
                case UInt8(ascii: "["):
                    links += 1
                    if links > mostLinks { result += pause.utf8 }
                case UInt8(ascii: "]"):
                    if links > mostLinks { result += pause.utf8 }
                default: break
                }
            }
        }

        private func isData(_ line: ArraySlice<UInt8>, upTo end: Int) -> Bool {
            line[(end - longestAddress + 1)...].prefix(64).split(separator: UInt8(ascii: "(")).contains {
                $0.starts(with: "data:image/".utf8)
            }
        }
    }

    /// Where the words of a line begin, or the marker that is one too many; how many markers open it, and its blanks.
    private static func opening(_ line: ArraySlice<UInt8>) -> (end: Int, markers: Int, indent: Int) {
        var index = line.startIndex
        var markers = 0, indent = 0
        scan: while index < line.endIndex, markers <= mostMarkers, indent <= mostIndent {
            switch line[index] {
            case UInt8(ascii: " "), UInt8(ascii: "\r"): indent += 1
            case UInt8(ascii: "\t"): indent += 4
            case UInt8(ascii: ">"): markers += 1
            case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"):
                guard index + 1 == line.endIndex || line[index + 1] == 32 || line[index + 1] == 9 else { break scan }
                markers += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digits = line[index...].prefix { (48...57).contains($0) }
                let after = digits.endIndex
                guard digits.count < 10, after < line.endIndex,
                    line[after] == UInt8(ascii: ".") || line[after] == UInt8(ascii: ")")
                else { break scan }
                markers += 1
                index = after
            default: break scan
            }
            index += 1
        }
        if markers > mostMarkers { index -= 1 }
        return (min(index, line.endIndex), markers, indent)
    }

    private static let ruleBytes = Set("|-: \t\r>".utf8)
    private static let closingBytes = Set(")?!.,:*_~'\";".utf8)
}
