extension Work {
    /// Asks the context of whoever takes it, from whichever thread it is called: what long work gives to those who help it.
    ///
    ///     let poll = Work.poller
    ///     for batch in batches { try poll(); learn(from: batch) }
    public static var poller: @Sendable () throws -> Void {
        let context = current
        return { try context.poll() }
    }
}

extension ProgressReport {
    /// Hands reports to the context of whoever takes it, from whichever thread it is called.
    public static var teller: @Sendable (ProgressReport) -> Void {
        let context = Work.current
        return { context.hear(.progress($0)) }
    }
}

extension WorkContext {
    /// Whether this is a whole program's, in which nobody asked to hear anything.
    package var isProgram: Bool { self === Work.printing }
}
