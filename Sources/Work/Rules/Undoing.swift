extension WorkContext {
    /// Runs `body`; where the cell is ended within it, by an error that nobody can catch, a trap or an interrupt, `undo` puts back what must
    /// not stay changed.
    ///
    /// Such an end unwinds no frame, so that no `defer` of `body` or around it is run.
    package func undoing<Result>(
        by undo: @escaping @Sendable () -> Void, _ body: () throws -> Result
    ) rethrows -> Result {
        withUndoings { $0.append(undo) }
        defer { withUndoings { _ = $0.popLast() } }
        return try body()
    }

    /// Puts back what pieces of work that were ended half-way had changed, the innermost first: for whoever ended them, once their thread
    /// is at rest.
    package func undo() {
        for undo in withUndoings({ undoings in
            defer { undoings = [] }
            return undoings
        }).reversed() { undo() }
    }

    private func withUndoings<Result>(_ body: (inout [@Sendable () -> Void]) -> Result) -> Result {
        withBelonging("undo", { _ in [] }, body)
    }
}
