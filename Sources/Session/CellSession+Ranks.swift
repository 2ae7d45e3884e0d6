import SessionProtocol

extension CellSession {
    /// Ends the session's part in a job of several ranks: waits for the others, but after a failure a while only. No cell can follow.
    ///
    /// - Parameter failure: what ended the run, where it did not go well.
    /// - Returns: what another rank's end did to this one, if anything.
    public func leave(_ failure: String?) -> String? {
        guard joinsRanks else { return nil }
        return turn { farewell(failure) }
    }
}
