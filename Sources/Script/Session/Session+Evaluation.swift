import Foundation

extension Session {
    /// Runs a cell; gives the value of its last expression, or nil when it ends with something else.
    ///
    /// The names it declares at its top level stay. Nothing of it runs when it does not parse or its types do not fit.
    @discardableResult
    public func evaluate(
        _ source: String, cell: CellIdentity = CellIdentity(id: "input", file: "<input>")
    ) throws(ScriptError) -> Value? {
        nil
    }

    /// What is wrong with a cell, without running it.
    public func check(_ source: String, cell: CellIdentity = CellIdentity(id: "input", file: "<input>")) -> [Diagnostic] {
        []
    }

    /// Whether the source could be run as it stands, or wants more lines.
    public func isComplete(_ source: String) -> Completeness { .complete }

    /// The static type of an expression, without running it.
    public func type(of source: String) throws(ScriptError) -> String { "" }

    /// The names a cell reads from outside itself and those it writes.
    public func names(in source: String) -> (reads: Set<String>, writes: Set<String>) { ([], []) }
}
