import Foundation
import Ranks
import Work

/// A rank that does something else is told of, and does not hang or spoil what the others compute.
func mismatch(_ group: RankGroup) throws {
    do {
        // The same number of numbers, one exchange later.
        if group.rank == 1 { _ = try group.sum([1]) }
        _ = try group.sum([1, 2])
        _ = try group.sum([1, 2])
    } catch let error as RankError {
        say("rank \(group.rank): \(error)")
        exit(7)
    }
    throw Unexpected(description: "ranks that did not do the same went on")
}

/// A rank that fails ends the waiting of the others.
func failing(_ group: RankGroup) throws {
    if group.rank == 1 {
        Ranks.cellEnded("DiskError: no room on the disk")
        _ = Ranks.leave("it failed")
        exit(1)
    }
    do { try group.barrier() } catch {
        say("rank \(group.rank): \(error)")
        Ranks.cellEnded("\(error)")
        _ = Ranks.leave("it failed")
        exit(7)
    }
    throw Unexpected(description: "a barrier without rank 1 was passed")
}

/// A rank that has come to its end is waited for no longer.
func leaving(_ group: RankGroup) throws {
    if group.rank == 1 { exit(Ranks.leave() ? 0 : 3) }
    do { try group.barrier() } catch {
        say("rank \(group.rank): \(error)")
        _ = Ranks.leave("it failed")
        exit(7)
    }
    throw Unexpected(description: "a barrier without rank 1 was passed")
}

/// A rank of which nothing is heard any more, as if its host were cut off.
func silent(_ group: RankGroup) throws {
    try group.barrier()
    if group.rank == 1 { kill(getpid(), SIGSTOP) }
    do { while true { _ = try group.sum([0]) } } catch {
        say("rank \(group.rank): \(error)")
        exit(7)
    }
}
