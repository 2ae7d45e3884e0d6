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

    /// What there is; nil where there is nothing.
    mutating func take() -> String? {
        defer { (text, since) = ("", nil) }
        return text.isEmpty ? nil : text
    }
}
