import CellCompiler

/// The lines of an entry, as they come, and whether they are a whole.
package struct EntryLines {
    package private(set) var text = ""
    /// What its lines have left open.
    package private(set) var brackets = OpenBrackets()
    private var endsBlank = false
    /// The last line that holds something is a comment alone.
    private var endsInComment = false

    package init() {}

    /// Up to here the parser is asked after each line; a longer text is told by what each line opens and closes.
    private static let parsedBytes = 1 << 13

    /// Nothing but blanks so far.
    package var isBlank: Bool { text.allSatisfy(\.isWhitespace) }

    /// Goes on with a line; true where the entry is a whole, or has to do as it is.
    ///
    /// - Parameter isForced: asked where a second blank line follows the first: whether that ends the entry.
    package mutating func add(_ line: String, isForced: () -> Bool = { false }) -> Bool {
        text += line + "\n"
        brackets.add(line)
        let isBlankLine = line.allSatisfy(\.isWhitespace)
        defer { endsBlank = isBlankLine }
        if isBlankLine, endsBlank, isForced() { return true }
        if brackets.isOpen, text.utf8.count > Self.parsedBytes { return false }
        if !isBlankLine { endsInComment = line.drop(while: \.isWhitespace).hasPrefix("//") }
        // The parser finds what is missing before a comment that stands last, and so within the text.
        let verdict = CellReading.completeness(of: text)
        return verdict != .incomplete && !(verdict == .invalid && endsInComment && brackets.isOpen)
    }
}
