import Foundation
import Synchronization
import Tensors
import Work

/// What ranks do together. All of them call the same in the same order, each on one thread.
package final class RankGroup: Sendable {
    package let rank: Int
    package let count: Int
    let speaker: Speaker
    /// Exchanges begun so far: their number tells those that do not belong together.
    private let sequence = Atomic<Int>(0)
    /// What was exchanged so far.
    private let exchanged = Mutex(RankFigures())

    /// Whether rows of this rank held what is no number since ``forgetOddRows()``.
    private let isOdd = Atomic<Bool>(false)

    init(_ speaker: Speaker) {
        self.speaker = speaker
        (rank, count) = (speaker.launch.rank, speaker.launch.count)
    }

    /// The host's name of each rank.
    package var hosts: [String] { speaker.condition.withLock { speaker.hosts } }

    /// What was exchanged since the process began.
    package var figures: RankFigures { exchanged.withLock { $0 } }

    var failure: RankError? { speaker.heardFailure }

    func tell(cell: Int, isStop: Bool, _ reason: String) {
        speaker.tell(Speaker.Telling(cell: cell, isStop: isStop, reason: reason))
    }

    func leave(isWell: Bool) -> Bool {
        speaker.condition.lock()
        defer { speaker.condition.unlock() }
        speaker.farewell = .init(isWell: isWell)
        speaker.condition.signal()
        while speaker.farewell?.result == nil { speaker.condition.wait() }
        return speaker.farewell?.result ?? false
    }

    /// Notes rows of this rank that hold infinities or NaN.
    func note(_ rows: Tensor) {
        if !rows.isAllFinite { isOdd.store(true, ordering: .relaxed) }
    }

    /// Begins to look for such rows.
    package func forgetOddRows() { isOdd.store(false, ordering: .relaxed) }

    /// The ranks that gathered rows with infinities or NaN, each with its host; called by all at once.
    package func oddRows() throws -> [String] {
        let own = isOdd.load(ordering: .relaxed)
        let found = try sum((0..<count).map { $0 == rank && own ? 1 : 0 })
        let hosts = hosts
        return (0..<count).filter { found[$0] > 0 }.map { "rank \($0) on \(hosts[$0])" }
    }

    // MARK: - Together

    /// Waits until all ranks are here.
    package func barrier() throws { _ = try sum([]) }

    /// Adds numbers of all ranks, element by element: the same bits on each.
    package func sum(_ values: [Double]) throws -> [Double] {
        let transfer = Transfer(.sumDoubles, ownBytes: 8 * (values.count + 1), wholeBytes: 8 * (values.count + 1))
        let own = transfer.own.bindMemory(to: Double.self, capacity: values.count + 1)
        for (index, value) in values.enumerated() { own[index] = value }
        let mark = mark(values.count, 1)
        own[values.count] = Double(mark)
        try finish(begin(transfer))
        let whole = transfer.whole.bindMemory(to: Double.self, capacity: values.count + 1)
        try check(whole[values.count] == Double(mark * count), "a sum of \(values.count) numbers")
        return Array(UnsafeBufferPointer(start: whole, count: values.count))
    }

    /// Begins to add floats of all ranks; ``finish(sum:)`` has the sum.
    package func beginSum(of count: Int, _ fill: (inout MutableSpan<Float>) -> Void) -> PendingSum {
        let transfer = Transfer(.sumFloats, ownBytes: 4 * (count + 1), wholeBytes: 4 * (count + 1))
        let own = transfer.own.bindMemory(to: Float.self, capacity: count + 1)
        var values = MutableSpan(_unsafeStart: own, count: count)
        fill(&values)
        let mark = mark(count, 2)
        own[count] = Float(mark)
        return PendingSum(transfer: begin(transfer), count: count, mark: mark)
    }

    /// Waits for a sum, and lends it.
    package func finish(sum: PendingSum, _ body: (Span<Float>) -> Void) throws {
        try finish(sum.transfer)
        let whole = sum.transfer.whole.bindMemory(to: Float.self, capacity: sum.count + 1)
        try check(whole[sum.count] == Float(sum.mark * count), "a sum of \(sum.count) floats")
        body(Span(_unsafeStart: whole, count: sum.count))
    }

    /// Puts the floats of all ranks one behind the other into `target`; `counts` are those of each.
    package func gather(_ own: Span<Float>, counts: [Int], into target: inout MutableSpan<Float>) throws {
        // The mark in front of each block, so that blocks stay whole lines of memory.
        let sizes = counts.map { 4 * $0 + 16 }
        let transfer = Transfer(.gather(counts: sizes), ownBytes: sizes[rank], wholeBytes: sizes.reduce(0, +))
        let mark = mark(counts.reduce(0, +), 3)
        transfer.own.storeBytes(of: mark, as: Int.self)
        own.withUnsafeBytes { own in
            if let start = own.baseAddress { (transfer.own + 16).copyMemory(from: start, byteCount: own.count) }
        }
        try finish(begin(transfer))
        var (place, filled) = (0, 0)
        for (index, size) in sizes.enumerated() {
            try check(transfer.whole.load(fromByteOffset: place, as: Int.self) == mark, "gathered rows")
            let rows = (transfer.whole + place + 16).assumingMemoryBound(to: Float.self)
            target.copy(Span(_unsafeStart: rows, count: counts[index]), to: filled)
            place += size
            filled += counts[index]
        }
    }

    /// The bytes of one rank, on all; what others give is not looked at.
    package func broadcast(_ bytes: [UInt8]?, from root: Int = 0) throws -> [UInt8] {
        let length = Int(try sum([rank == root ? Double(bytes?.count ?? 0) : 0])[0])
        var result: [UInt8] = rank == root ? bytes ?? [] : []
        result.reserveCapacity(length)
        // Open MPI counts in 32 bits.
        for first in stride(from: 0, to: length, by: 1 << 28) {
            let size = min(1 << 28, length - first)
            let transfer = Transfer(.broadcast(root: root), ownBytes: size, wholeBytes: size)
            if rank == root {
                result.withUnsafeBytes { transfer.own.copyMemory(from: $0.baseAddress! + first, byteCount: size) }
            }
            try finish(begin(transfer))
            if rank != root { result.append(contentsOf: UnsafeRawBufferPointer(start: transfer.own, count: size)) }
        }
        return result
    }

    // MARK: - Exchanges

    private func begin(_ transfer: Transfer) -> Transfer {
        speaker.begin(transfer)
        return transfer
    }

    /// Waits for an exchange; polls meanwhile.
    private func finish(_ transfer: Transfer) throws {
        let start = ContinuousClock.now
        var reason: (any Error)?
        let isWhole = try speaker.wait(for: transfer) {
            if isInterrupted { return true }
            do { try Work.poll() } catch { reason = error }
            return reason != nil
        }
        guard isWhole else { throw reason ?? GivenUp() }
        exchanged.withLock { $0.add(transfer, waited: .now - start) }
    }

    /// Of an exchange in a scope that is being given up: whoever opened it knows why.
    struct GivenUp: Error {}

    /// A number below 4096 that ranks share which are at the same exchange.
    private func mark(_ count: Int, _ kind: Int) -> Int {
        let number = sequence.add(1, ordering: .relaxed).newValue
        var hash = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15
        hash = (hash ^ UInt64(truncatingIfNeeded: count)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 31) ^ UInt64(truncatingIfNeeded: kind)) &* 0x94D0_49BB_1331_11EB
        return Int(hash >> 52)
    }

    private func check(_ holds: Bool, _ what: String) throws {
        guard !holds else { return }
        let error = RankError.mismatch(what: "\(what) of ranks do not belong together")
        speaker.fail(error)
        throw error
    }
}

/// A sum that is under way.
package struct PendingSum {
    let transfer: Transfer
    let count: Int
    let mark: Int
}

/// What ranks exchanged.
package struct RankFigures: Sendable {
    /// Exchanges.
    package var exchanges = 0
    /// Bytes that this rank gave.
    package var bytes = 0
    /// Seconds from their beginnings to their ends, together: those that overlap count each.
    package var seconds = 0.0
    /// Seconds that the work waited for them.
    package var waited = 0.0

    mutating func add(_ transfer: Transfer, waited: Duration) {
        exchanges += 1
        bytes += transfer.ownBytes
        seconds += (transfer.ended - transfer.began) / .seconds(1)
        self.waited += waited / .seconds(1)
    }
}
