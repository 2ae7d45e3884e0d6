import CellCompiler

/// Why a cell did not end well.
public struct CellError: Error, Sendable {
    public enum Kind: Hashable, Sendable {
        /// The source does not parse.
        case syntax
        /// The compiler refused it.
        case type
        /// A trap: an index out of range, an overflow, too deep a recursion.
        case runtime
        /// An error that nobody caught, by the name of its type.
        case thrown(String)
        case interrupted
        case deadline
        /// The process that held the variables is gone.
        case sessionLost
    }

    public var kind: Kind
    public var message: String
    /// In the notebook's file, from 1.
    public var line: Int
    /// In characters, from 1; nil where only the line is known.
    public var column: Int?
    public var file: String
    public var cell: String
    /// The cell's line, and a caret beneath it.
    public var caret = ""
    public var remedy: String?
    /// The calls under way, innermost first.
    public var trace: [String] = []
    /// What a bad end left behind.
    public var notes: [String] = []

    /// The name that `raises=` compares.
    public var name: String {
        switch kind {
        case .syntax: "SyntaxError"
        case .type: "TypeError"
        case .runtime: "RuntimeError"
        case .thrown(let name): name
        case .interrupted: "Interrupted"
        case .deadline: "Deadline"
        case .sessionLost: "SessionLost"
        }
    }

    /// What a part of an error's text is, for whoever colours it.
    public enum Tone: Sendable { case error, remedy }

    /// The error as a person reads it: place, message, source line with caret, remedy, trace.
    public func rendered(_ paint: (String, Tone) -> String = { text, _ in text }) -> String {
        let place = "\(file):\(line)" + (column.map { ":\($0)" } ?? "") + (cell.isEmpty ? "" : " (cell \(cell))")
        var text = "\(place): " + paint("error:", .error) + " " + message
        if !caret.isEmpty { text += "\n" + caret }
        if let remedy { text += "\n" + paint("  = " + remedy, .remedy) }
        for note in notes { text += "\n" + paint("  = " + note, .remedy) }
        for call in trace { text += "\n  in \(call)" }
        return text
    }
}
