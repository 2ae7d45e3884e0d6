import Foundation
import Ranks
import Work

/// The ranks of a job that see one and the same folder: hosts may share a cache, or have one each.
struct FolderCompany {
    let ranks: RankGroup
    /// Those that see the folder of this one, ascending; this one among them.
    let members: [Int]

    /// Finds them out by a file of each in the folder; called by all ranks at once.
    ///
    /// - Throws: ``DatasetError/writeFailed(path:reason:)``, or what ends the job.
    init(_ folder: String, _ ranks: RankGroup) throws {
        self.ranks = ranks
        let token = String(decoding: try ranks.broadcast(Array(UUID().uuidString.prefix(8).utf8)), as: UTF8.self)
        func mark(_ rank: Int) -> String { "\(folder)/.rank-\(token)-\(rank)" }
        let file = open(mark(ranks.rank), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw DatasetError.writeFailed(path: mark(ranks.rank), reason: DataFolder.systemReason()) }
        close(file)
        defer { unlink(mark(ranks.rank)) }
        try ranks.barrier()
        members = (0..<ranks.count).filter { access(mark($0), F_OK) == 0 }
        try ranks.barrier()
    }

    /// Whether this rank writes what its members share.
    var isFirst: Bool { members.first == ranks.rank }

    /// Runs `body` on all ranks while the first of those that share the folder holds its lock.
    func alone<R>(in folder: String, waiting: (String) -> Void, poll: PollHandler?, _ body: () throws -> R) throws -> R {
        func together() throws -> R {
            try ranks.barrier()
            let result = try body()
            // Nobody goes on before all is there.
            try ranks.barrier()
            return result
        }
        guard isFirst else { return try together() }
        return try DataFolder.alone(in: folder, waiting: waiting, poll: poll, together)
    }
}
