/// Something said about the source of a cell before it runs.
public struct Diagnostic: Error, Sendable {
    public enum Severity: String, Sendable { case error, warning, note }

    public var severity: Severity
    public var message: String
    public var place: Place
    /// The line of source, and beneath it the caret.
    public var caret: String
    /// What to write instead, where that is known.
    public var remedy: String?

    public var line: Int { place.line }
    public var column: Int { place.column }

    /// `file:line:column (cell id): error: message`, the line, the caret, the remedy.
    public func rendered(color: Bool = false) -> String {
        var text = "\(place): "
        text += paint(severity.rawValue + ":", severity == .error ? "1;31" : "1;33", color) + " " + message
        if !caret.isEmpty { text += "\n" + caret }
        if let remedy { text += "\n" + paint("  = " + remedy, "36", color) }
        return text
    }
}

func paint(_ text: String, _ code: String, _ color: Bool) -> String {
    color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
}
