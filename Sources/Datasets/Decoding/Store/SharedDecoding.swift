import Files
import Foundation
import Ranks
import Work

/// Decodes the files of a set by several ranks: each decodes some, and all get them, since hosts may have a store each.
struct SharedDecoding {
    private let ranks: RankGroup
    private let set: VideoSet
    private let keys: [String]
    private let format: DecodedFormat
    private let threads: Int
    private let progress: ProgressHandler?
    private let poll: PollHandler?

    init(
        _ ranks: RankGroup, _ set: VideoSet, _ keys: [String], _ format: DecodedFormat, _ threads: Int,
        _ progress: ProgressHandler?,
        _ poll: PollHandler?
    ) {
        (self.ranks, self.set, self.keys, self.format) = (ranks, set, keys, format)
        (self.threads, self.progress, self.poll) = (threads, progress, poll)
    }

    /// Brings the stores of all ranks up to date.
    ///
    /// - Returns: what could not be read this time by the rank whose turn it was; the same on all.
    func run(_ folder: String, _ store: DecodedStore, _ known: [String: DecodedStore.Outcome]) throws -> [Int: DecodedStore
        .Outcome]
    {
        guard try ranks.sum([Double(set.count)])[0] == Double(set.count * ranks.count) else {
            throw RankError.mismatch(what: "\(set.name): the ranks found other numbers of files than the \(set.count) here")
        }
        let lacking = try ranks.sum(keys.map { known[$0] == nil ? 1 : 0 })
        guard lacking.contains(where: { $0 > 0 }) else { return [:] }
        let company = try FolderCompany(folder, ranks)
        func waiting(_ who: String) {
            progress?(WorkProgress(done: 0, total: set.count, itemsPerSecond: 0, note: "\(who) is decoding these files"))
        }
        return try company.alone(in: folder, waiting: waiting, poll: poll) {
            let left = set.items.indices.filter { lacking[$0] > 0 }
            // Of the store as it is now that nobody else writes to it.
            let own = try store.outcomes(format)
            try ranks.barrier()
            if company.isFirst { try store.beginAppending(format) }
            let forecast = DiskForecast(folder, items: left.count)
            let unread = Unread()
            let perRank = max(1, min(threads, 4))
            for first in stride(from: 0, to: left.count, by: perRank * ranks.count) {
                let round = Array(left[first..<min(first + perRank * ranks.count, left.count)])
                try decode(round) { index, item in
                    if case .unread(let reason, let detail) = item { unread.add(index, .skipped(reason, detail)) }
                    guard company.isFirst, own[keys[index]] == nil else { return }
                    try forecast.itemDone(written: store.append(keys[index], item, format))
                }
                let done = set.count - left.count + first + round.count
                progress?(WorkProgress(done: done, total: set.count, itemsPerSecond: 0))
            }
            if company.isFirst { try store.flush() }
            return unread.all
        }
    }

    /// Decodes files, each by one rank, and hands them on in their order, on all ranks.
    private func decode(_ round: [Int], _ take: (Int, DecodedItem) throws -> Void) throws {
        let mine = round.indices.filter { $0 % ranks.count == ranks.rank }
        let made = Made()
        let (set, keys, format) = (set, keys, format)
        try WorkCrew.run(mine.count, workers: max(1, threads), progress: nil, poll: poll) { number in
            let index = round[mine[number]]
            made.add(mine[number], try DecodedItem(set.items[index], keys[index], format))
        }
        for (place, index) in round.enumerated() {
            let own = made.take(place)
            let bytes = try ranks.broadcast(own?.bytes, from: place % ranks.count)
            let item = try own ?? DecodedItem(bytes: bytes)
            try take(index, item)
        }
    }

    private final class Made: @unchecked Sendable {
        private let lock = NSLock()
        private var items: [Int: DecodedItem] = [:]
        func add(_ place: Int, _ item: DecodedItem) { lock.withLock { items[place] = item } }
        func take(_ place: Int) -> DecodedItem? { lock.withLock { items.removeValue(forKey: place) } }
    }
}

extension DecodedItem {
    private struct Head: Codable {
        var kind: String
        var reason: SkippedFiles.Reason?
        var detail = ""
        var frameBytes = 0
        var frames = 0
        var rows = 0
    }

    /// As it travels: the length of a head, the head, frames, rows.
    var bytes: [UInt8] {
        var (head, frames, bank): (Head, [UInt8], [Float])
        switch self {
        case .clip(let pixels, let count, let rows, let rowCount):
            head = Head(kind: "clip", frameBytes: pixels.count, frames: count, rows: rowCount)
            (frames, bank) = (pixels, rows)
        case .skipped(let reason, let detail):
            (head, frames, bank) = (Head(kind: "skipped", reason: reason, detail: detail), [], [])
        case .unread(let reason, let detail):
            (head, frames, bank) = (Head(kind: "unread", reason: reason, detail: detail), [], [])
        }
        let text = (try? JSONEncoder().encode(head)) ?? Data()
        var bytes = withUnsafeBytes(of: UInt32(text.count).littleEndian) { Array($0) }
        bytes.reserveCapacity(4 + text.count + frames.count + 4 * bank.count)
        bytes += text
        bytes += frames
        bank.withUnsafeBytes { bytes += $0 }
        return bytes
    }

    /// - Throws: ``RankError/mismatch(what:)`` for what is no such thing.
    init(bytes: [UInt8]) throws {
        let failure = RankError.mismatch(what: "found no decoded file where another rank should have sent one")
        guard bytes.count >= 4 else { throw failure }
        let length = Int(bytes.withUnsafeBytes { UInt32(littleEndian: $0.loadUnaligned(as: UInt32.self)) })
        guard bytes.count >= 4 + length, let head = try? JSONDecoder().decode(Head.self, from: Data(bytes[4..<4 + length])),
            bytes.count >= 4 + length + head.frameBytes, head.frameBytes >= 0
        else { throw failure }
        switch (head.kind, head.reason) {
        case ("clip", _):
            let rest = bytes.count - 4 - length - head.frameBytes
            let bank = [Float](unsafeUninitializedCapacity: rest / 4) { buffer, count in
                bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyBytes(from: $0.suffix(rest / 4 * 4)) }
                count = rest / 4
            }
            self = .clip(
                frames: Array(bytes[(4 + length)..<(4 + length + head.frameBytes)]), frameCount: head.frames, bank: bank,
                rowCount: head.rows)
        case ("skipped", let reason?): self = .skipped(reason, head.detail)
        case ("unread", let reason?): self = .unread(reason, head.detail)
        default: throw failure
        }
    }
}
