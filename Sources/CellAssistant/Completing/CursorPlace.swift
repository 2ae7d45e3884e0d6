import CellCompiler
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
    /// The source, with what ends a text that holds the word in `\\(…)` and is not ended yet.
    let whole: String
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
        let token = end == 0 ? nil : Nesting.tree(source).token(at: AbsolutePosition(utf8Offset: end - 1))
        isMute = prefix.first?.isNumber == true || token.map { Self.isProse($0, source, end) } ?? false
        whole =
            String(decoding: bytes[..<end], as: UTF8.self) + Self.closing(token) + String(decoding: bytes[end...], as: UTF8.self)
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

    /// What ends the texts around a token that have no end.
    private static func closing(_ token: TokenSyntax?) -> String {
        var closing = ""
        var node = token.map { Syntax($0) }
        while let inner = node {
            if let segment = inner.as(ExpressionSegmentSyntax.self), segment.rightParen.presence == .missing { closing += ")" }
            if let text = inner.as(StringLiteralExprSyntax.self), text.closingQuote.presence == .missing {
                closing += text.openingQuote.text + (text.openingPounds?.text ?? "")
            }
            node = inner.parent
        }
        return closing
    }

    /// Whether a place, just behind a token's first byte, lies in a text or a comment.
    private static func isProse(_ token: TokenSyntax, _ source: String, _ offset: Int) -> Bool {
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
