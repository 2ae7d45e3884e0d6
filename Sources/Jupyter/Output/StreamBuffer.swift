/// Printed text until it is sent: a message a line would lose most of many lines on the way.
struct StreamBuffer {
    private var text = ""
    private var since: ContinuousClock.Instant?

    /// Bytes after which it is sent.
    static let limit = 1 << 16
    /// How long it waits for more.
    static let patience = Duration.milliseconds(100)

    /// Takes text; true where it is enough to be sent.
    mutating func add(_ more: String) -> Bool {
        text += more
        since = since ?? .now
        return text.utf8.count >= Self.limit
    }

    /// Whether it has waited long enough.
    var isDue: Bool { since.map { ContinuousClock.now - $0 >= Self.patience } ?? false }

    /// What there is; nil where there is nothing. A colour that is not whole yet waits for its end.
    ///
    /// - Parameter isLast: nothing will come any more.
    mutating func take(isLast: Bool = false) -> String? {
        var taken = text
        (text, since) = ("", nil)
        if !isLast, let beginning = Self.openEscape(taken) {
            text = String(taken[beginning...])
            taken = String(taken[..<beginning])
        }
        return taken.isEmpty ? nil : taken
    }

    /// Where an escape begins at a text's end that more text may end.
    private static func openEscape(_ text: String) -> String.Index? {
        let scalars = text.unicodeScalars
        guard let start = scalars.suffix(50).lastIndex(of: "\u{1B}") else { return nil }
        let rest = scalars[scalars.index(after: start)...]
        let isOpen =
            rest.isEmpty
            || rest.first == "[" && rest.dropFirst().allSatisfy { ("0"..."9").contains($0) || $0 == ";" || $0 == ":" }
        return isOpen ? start : nil
    }
}
