/// A text as lines that remember how they ended, so that joining them gives the same bytes back.
struct DocumentLines {
    private var contents: [String] = []
    private var terminators: [String] = []

    init(_ text: String) {
        var bytes = Array(text.utf8)[...]
        // A byte-order mark is no part of the first line; the document keeps the text it came from.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        let (feed, carriage) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
        while !bytes.isEmpty {
            // As in CommonMark, a carriage return by itself ends a line too.
            let end = bytes.firstIndex { $0 == feed || $0 == carriage } ?? bytes.endIndex
            let isPair = end + 1 < bytes.endIndex && bytes[end] == carriage && bytes[end + 1] == feed
            contents.append(String(decoding: bytes[bytes.startIndex..<end], as: UTF8.self))
            terminators.append(end == bytes.endIndex ? "" : isPair ? "\r\n" : bytes[end] == feed ? "\n" : "\r")
            bytes = bytes[min(end + (isPair ? 2 : 1), bytes.endIndex)...]
        }
    }

    var count: Int { contents.count }
    var isEmpty: Bool { contents.isEmpty }
    var indices: Range<Int> { contents.indices }
    subscript(index: Int) -> String { contents[index] }

    /// The lines' content, each ending in `\n` whatever it ended in.
    func text(_ range: Range<Int>) -> String { range.map { contents[$0] + "\n" }.joined() }

    /// The lines exactly as they were.
    func verbatim(_ range: Range<Int>) -> String { range.map { contents[$0] + terminators[$0] }.joined() }

    /// What most lines of the text end in.
    var terminator: String { terminators.first ?? "\n" }

    /// The number of line ends before the first byte that is not UTF-8.
    static func countBeforeInvalidUTF8(_ bytes: [UInt8]) -> Int {
        var low = 0
        for end in bytes.indices where bytes[end] == UInt8(ascii: "\n") {
            guard String(validating: bytes[low...end], as: UTF8.self) != nil else { break }
            low = end + 1
        }
        return bytes[..<low].count { $0 == UInt8(ascii: "\n") }
    }
}

extension StringProtocol {
    /// The text without white space at either end.
    var trimmed: String {
        var scalars = Substring(self).unicodeScalars
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }
}
