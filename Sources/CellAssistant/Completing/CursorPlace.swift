import SwiftParser
import SwiftSyntax

/// Where in a source the cursor stands.
struct CursorPlace {
    /// The UTF-8 offset at which the word under the cursor begins.
    let start: Int
    /// The word up to the cursor.
    let prefix: String
    /// A dot stands before the word, so that it is a member's.
    let isMember: Bool
    /// A value may stand here, as far as what comes before the word tells.
    let mayBeValue: Bool
    /// Nothing is to be completed: within a number, a text or a comment.
    let isMute: Bool

    init(_ source: String, _ offset: Int) {
        let bytes = Array(source.utf8)
        let end = min(max(0, offset), bytes.count)
        var start = end
        while start > 0, Self.isWord(bytes[start - 1]) { start -= 1 }
        self.start = start
        prefix = String(decoding: bytes[start..<end], as: UTF8.self)
        let dots = bytes[..<start].reversed().prefix { $0 == UInt8(ascii: ".") }.count
        isMember = dots == 1
        mayBeValue = !isMember && Self.mayBeValue(bytes[..<start])
        isMute = prefix.first?.isNumber == true || Self.isProse(source, end)
    }

    private static func mayBeValue(_ before: ArraySlice<UInt8>) -> Bool {
        guard let last = before.last(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else { return true }
        if before.suffix(3).elementsEqual("-> ".utf8) || before.suffix(2).elementsEqual("->".utf8) { return false }
        if "=([{,;\n+-*/%<>&|!?".utf8.contains(last) { return true }
        let line = String(decoding: before.reversed().prefix { $0 != UInt8(ascii: "\n") }.reversed(), as: UTF8.self)
        let words = line.split { !$0.isLetter }
        if last == UInt8(ascii: ":") { return line.contains("(") && !["func", "let", "var", "init"].contains(words.first ?? "") }
        return ["return", "in", "try", "if", "while", "throw", "await"].contains(words.last ?? "")
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte >= 0x80 || (48...57).contains(byte) || (65...90).contains(byte)
            || (97...122).contains(byte)
    }

    /// Whether a place lies in a text or a comment.
    private static func isProse(_ source: String, _ offset: Int) -> Bool {
        if offset == 0 { return false }
        let tree = Parser.parse(source: source)
        guard let token = tree.token(at: AbsolutePosition(utf8Offset: offset - 1)) else { return false }
        if case .stringSegment = token.tokenKind { return true }
        let place = offset - 1
        var at = token.position.utf8Offset
        for piece in token.leadingTrivia {
            if (at..<(at + piece.sourceLength.utf8Length)).contains(place) { return isComment(piece, source, offset) }
            at += piece.sourceLength.utf8Length
        }
        at = token.endPositionBeforeTrailingTrivia.utf8Offset
        for piece in token.trailingTrivia {
            if (at..<(at + piece.sourceLength.utf8Length)).contains(place) { return isComment(piece, source, offset) }
            at += piece.sourceLength.utf8Length
        }
        return false
    }

    private static func isComment(_ piece: TriviaPiece, _ source: String, _ offset: Int) -> Bool {
        switch piece {
        case .lineComment, .docLineComment: true
        // The cursor may stand directly behind its end.
        case .blockComment(let text), .docBlockComment(let text):
            !(text.hasSuffix("*/") && source.utf8.prefix(offset).suffix(2).elementsEqual("*/".utf8))
        default: false
        }
    }
}
