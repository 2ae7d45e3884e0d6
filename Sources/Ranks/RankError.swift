/// Why the processes of a job cannot go on together.
public enum RankError: Error, CustomStringConvertible, Sendable {
    /// Another rank ended where this one was to go on.
    case failed(rank: Int, host: String, reason: String)
    /// Nothing was heard of another rank for so many seconds: its host, or the way to it, is gone.
    case silent(rank: Int, host: String, seconds: Int)
    /// Another rank came to its end while this one waits for it.
    case left(rank: Int, host: String)
    /// The ranks do not do the same: what they exchanged does not belong together.
    case mismatch(what: String)
    /// A host has other data than that of the first rank.
    case different(what: String)
    /// Open MPI cannot be had, or does not do what it should.
    case library(String)
    /// There is less to divide than ranks.
    case tooMany(ranks: Int, what: String, count: Int)

    /// What happened and what helps.
    public var description: String {
        switch self {
        case .failed(let rank, let host, let reason): "rank \(rank) on \(host) failed: \(reason)"
        case .silent(let rank, let host, let seconds):
            "nothing was heard of rank \(rank) on \(host) for \(seconds) s: its host, or the way to it, is gone; start again with the hosts "
                + "that are left, and a training goes on from its checkpoint (AVTS_RANK_PATIENCE sets the seconds)"
        case .left(let rank, let host):
            "rank \(rank) on \(host) came to its end while this one waits for it: all ranks have to do the same, so no cell may ask for its "
                + "rank before it trains or evaluates"
        case .mismatch(let what):
            "\(what): all ranks have to do the same in the same order, so no cell may ask for its rank, the time or its host before it "
                + "trains or evaluates"
        case .different(let what):
            "\(what) are others here than the first rank's: let the hosts share a folder of data and a cache (AVTS_DATA), or have the same files, "
                + "and remove what is decoded of others"
        case .library(let text): text
        case .tooMany(let ranks, let what, let count):
            "found \(ranks) ranks for \(count) \(what), expected at most as many ranks: start fewer (mpirun -np \(count)), or take larger "
                + "steps"
        }
    }
}
