/// Why a cell did not end well.
public struct ScriptError: Error, Sendable {
    public enum Kind: Hashable, Sendable {
        /// The source cannot be parsed.
        case syntax
        /// The source parses and makes no sense: an unknown name, a wrong type.
        case type
        /// A trap while running: an index out of range, an overflow, too deep a recursion.
        case runtime
        /// A native or a `throw` of the cell failed and nobody caught it; the name is the error's type.
        case thrown(String)
        case interrupted
        case deadline
    }

    /// One call that was under way.
    public struct Frame: Sendable, Hashable {
        public let function: String
        /// Where it was called.
        public let place: Place
    }

    public var kind: Kind
    public var message: String
    public var place: Place
    public var caret: String
    public var remedy: String?
    /// The calls under way, innermost first; long ones are cut in the middle.
    public var trace: [Frame]
    /// All that was wrong with the source, for syntax and type errors; the first is the error itself.
    public var diagnostics: [Diagnostic]

    /// The name that `raises=` compares: `IndexOutOfRange`-like words for traps, the type's name for thrown errors.
    public var name: String {
        switch kind {
        case .syntax: "SyntaxError"
        case .type: "TypeError"
        case .runtime: "RuntimeError"
        case .thrown(let name): name
        case .interrupted: "Interrupted"
        case .deadline: "Deadline"
        }
    }

    /// The error as a person reads it: place, message, source line with caret, remedy, trace.
    public func rendered(color: Bool = false) -> String {
        if !diagnostics.isEmpty { return diagnostics.map { $0.rendered(color: color) }.joined(separator: "\n") }
        var text = "\(place): " + paint("error:", "1;31", color) + " " + message
        if !caret.isEmpty { text += "\n" + caret }
        if let remedy { text += "\n" + paint("  = " + remedy, "36", color) }
        for frame in trace { text += "\n  in \(frame.function), called at \(frame.place)" }
        return text
    }
}
