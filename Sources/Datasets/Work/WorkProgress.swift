/// How far a long piece of work has come.
public struct WorkProgress: Sendable {
    /// Items ready, those found ready at the start included.
    public var done: Int
    /// Items in all.
    public var total: Int
    /// Items finished a second, since the start of this run.
    public var itemsPerSecond: Double
    /// What the work waits for, when it is not its own doing.
    public var note: String?

    /// The share that is ready, 0…1.
    public var fraction: Double { total == 0 ? 1 : Double(done) / Double(total) }
    /// Seconds left at this speed; nil while unknown.
    public var secondsLeft: Double? { itemsPerSecond > 0 ? Double(total - done) / itemsPerSecond : nil }
}

/// Receives progress on the calling thread, about ten times a second.
public typealias ProgressHandler = (WorkProgress) -> Void

/// Called on the calling thread about ten times a second, beside the session's own poll; throwing from it stops the work.
public typealias PollHandler = () throws -> Void
