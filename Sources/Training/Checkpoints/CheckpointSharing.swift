import Files
import Foundation
import Ranks

/// Gives the first rank's checkpoint to the others, whose hosts need not see its folder: the file itself travels, and is checked like any other.
struct CheckpointSharing {
    let ranks: RankGroup

    init(_ ranks: RankGroup) { self.ranks = ranks }

    /// - Parameters:
    ///   - checkpoint: the first rank's; nil where it has none, and on the others.
    ///   - path: where the first rank has it.
    /// - Returns: the checkpoint and its path, on all ranks; nil where the first has none.
    func share(_ checkpoint: Checkpoint?, path: String) throws -> (Checkpoint, String)? {
        let name = String(decoding: try ranks.broadcast(checkpoint == nil ? [] : Array(path.utf8)), as: UTF8.self)
        guard !name.isEmpty else { return nil }
        let bytes = try ranks.broadcast(
            ranks.rank == 0 ? RegularFile.contents(path, limit: RegularFile(path).size()) : nil)
        if let checkpoint { return (checkpoint, name) }
        let copy = "\(NSTemporaryDirectory())/\(UUID().uuidString).checkpoint"
        defer { unlink(copy) }
        try AtomicFile.write(bytes, to: copy)
        return (try Checkpoint(reading: copy), name)
    }
}
