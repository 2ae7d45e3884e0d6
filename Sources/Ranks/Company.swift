internal import CMPI
import Foundation
import Work

/// What ranks tell one another beside their work: that they live, that a cell of theirs failed, that they leave.
final class Company {
    private enum Note: UInt8 { case beat = 1, failed, stopped, left }

    private unowned let speaker: Speaker
    private let aside: MPI_Comm
    private var library: MPILibrary { speaker.library }
    private var launch: RankLaunch { speaker.launch }

    private static let length = 1024
    /// What kind of a note, which cell, how many exchanges were begun by then.
    private static let head = 17
    private let incoming = UnsafeMutableRawPointer.allocate(byteCount: length, alignment: 16)
    private var receiving: MPI_Request?
    /// Messages under way, with their bytes.
    private var sending: [(request: MPI_Request?, bytes: UnsafeMutableRawPointer)] = []
    private var beaten = ContinuousClock.now
    private var looked = ContinuousClock.now
    private var heard: [ContinuousClock.Instant]
    /// Ranks of which nothing more is expected: those that took their leave, after so many exchanges, and those that are lost.
    private var left: [Int: Int] = [:]
    private var lost: Set<Int> = []
    private var gone: Set<Int> { lost.union(left.keys) }
    /// Cells of others that ended badly, and when that was heard.
    private var fallen: [(rank: Int, cell: Int, exchanges: Int, reason: String, at: ContinuousClock.Instant)] = []

    /// Seconds without a sign of life after which a rank counts as gone.
    static let patience: Double = {
        let text = ProcessInfo.processInfo.environment["AVTS_RANK_PATIENCE"] ?? ""
        return Double(text).flatMap { $0 >= 2 ? $0 : nil } ?? 60
    }()
    /// Seconds that this rank's own cell has to come to the same bad end as another's.
    private static let grace = 10.0

    init(_ speaker: Speaker, _ aside: MPI_Comm) {
        (self.speaker, self.aside) = (speaker, aside)
        heard = .init(repeating: .now, count: speaker.launch.count)
    }

    /// Reads what came, tells that this rank lives, and minds whom nothing was heard of.
    func attend(isAwaited: Bool) throws(RankError) {
        try read()
        let now = ContinuousClock.now
        // Who was stopped for a while, by a debugger or Ctrl-Z, knows nothing of the others.
        if now - looked > .seconds(5) { heard = heard.map { _ in now } }
        looked = now
        if now - beaten > .seconds(1) {
            beaten = now
            try sweep()
            let others = launch.isFirst ? Array(1..<launch.count) : [0]
            for rank in others where !lost.contains(rank) { try send(.beat, to: rank) }
        }
        let watched = launch.isFirst ? 1..<launch.count : 0..<1
        for rank in watched where !gone.contains(rank) && now - heard[rank] > .seconds(Self.patience) {
            let error = RankError.silent(rank: rank, host: speaker.hosts[rank], seconds: Int(Self.patience))
            lost.insert(rank)
            try tellAll(.stopped, cell: .max, "\(error)")
            throw error
        }
        judge(isAwaited: isAwaited, now)
    }

    /// Tells the others that a cell ended badly here.
    func tell(_ telling: Speaker.Telling) throws(RankError) {
        try tellAll(telling.isStop ? .stopped : .failed, cell: telling.cell, exchanges: telling.exchanges, telling.reason)
    }

    /// Whether what others told is true of this rank too: a cell that failed on all is no failure of one.
    private func judge(isAwaited: Bool, _ now: ContinuousClock.Instant) {
        guard !fallen.isEmpty || isAwaited, speaker.heardFailure == nil else { return }
        let own = Ranks.cells.withLock { $0 }
        fallen.removeAll { own.fallen.contains($0.cell) }
        let begun = speaker.exchanges
        for note in fallen {
            let isOver = own.current > note.cell || own.current == note.cell && !own.isRunning
            let isLate = own.current == note.cell && now - note.at > .seconds(Self.grace)
            // What it took part in will come to its end.
            if isAwaited && begun > note.exchanges || isOver || isLate {
                return speaker.fail(.failed(rank: note.rank, host: speaker.hosts[note.rank], reason: note.reason))
            }
        }
        if isAwaited, let rank = left.first(where: { $0.value < begun })?.key {
            speaker.fail(.left(rank: rank, host: speaker.hosts[rank]))
        }
    }

    private func read() throws(RankError) {
        let mpi = library.table
        while true {
            if receiving == nil {
                try library.check(
                    mpi.irecv(incoming, Int32(Self.length), mpi.bytes, avts_mpi_any(), 1, aside, &receiving), "listening")
            }
            var done: Int32 = 0
            var status = MPI_Status()
            try library.check(mpi.test(&receiving, &done, &status), "listening")
            guard done != 0 else { return }
            receiving = nil
            var count: Int32 = 0
            _ = mpi.get_count(&status, mpi.bytes, &count)
            take(from: Int(status.MPI_SOURCE), UnsafeRawBufferPointer(start: incoming, count: Int(count)))
        }
    }

    private func take(from rank: Int, _ bytes: UnsafeRawBufferPointer) {
        guard heard.indices.contains(rank), bytes.count >= Self.head, let note = Note(rawValue: bytes[0]) else { return }
        heard[rank] = .now
        let cell = Int(bytes.loadUnaligned(fromByteOffset: 1, as: Int64.self))
        let exchanges = Int(bytes.loadUnaligned(fromByteOffset: 9, as: Int64.self))
        let reason = String(decoding: bytes.dropFirst(Self.head), as: UTF8.self)
        switch note {
        case .beat: break
        case .left: left[rank] = exchanges
        case .failed: fallen.append((rank, cell, exchanges, reason, .now))
        case .stopped:
            // Of one that is gone another tells.
            let isReport = cell == .max
            speaker.fail(
                isReport ? .library(reason) : .failed(rank: rank, host: speaker.hosts[rank], reason: reason))
        }
    }

    private func tellAll(_ note: Note, cell: Int, exchanges: Int = 0, _ reason: String = "") throws(RankError) {
        for rank in 0..<launch.count where rank != launch.rank && !lost.contains(rank) {
            try send(note, to: rank, cell: cell, exchanges: exchanges, reason)
        }
    }

    private func send(
        _ note: Note, to rank: Int, cell: Int = 0, exchanges: Int = 0, _ reason: String = ""
    ) throws(RankError) {
        // A prefix of whole characters.
        var text = Array(reason.utf8.prefix(Self.length - Self.head))
        while !text.isEmpty, String(validating: text, as: UTF8.self) == nil { text.removeLast() }
        let bytes = UnsafeMutableRawPointer.allocate(byteCount: Self.length, alignment: 16)
        bytes.storeBytes(of: note.rawValue, as: UInt8.self)
        bytes.storeBytes(of: Int64(cell), toByteOffset: 1, as: Int64.self)
        bytes.storeBytes(of: Int64(exchanges), toByteOffset: 9, as: Int64.self)
        UnsafeMutableRawBufferPointer(start: bytes + Self.head, count: text.count).copyBytes(from: text)
        var request: MPI_Request?
        try library.check(
            library.table.isend(bytes, Int32(Self.head + text.count), library.table.bytes, Int32(rank), 1, aside, &request),
            "telling rank \(rank)")
        sending.append((request, bytes))
    }

    /// Lets go of messages that have gone.
    private func sweep() throws(RankError) {
        var left: [(request: MPI_Request?, bytes: UnsafeMutableRawPointer)] = []
        for var message in sending {
            var done: Int32 = 0
            try library.check(library.table.test(&message.request, &done, nil), "telling another rank")
            if done != 0 { message.bytes.deallocate() } else { left.append(message) }
        }
        sending = left
    }

    /// Takes leave, once the others do; whether the thread may end.
    func leave(_ farewell: Speaker.Farewell) throws(RankError) -> Bool {
        if !farewell.isSaid {
            leaving = .now
            speaker.settle { $0.farewell?.isSaid = true }
            try tellAll(.left, cell: 0, exchanges: speaker.exchanges)
        }
        try sweep()
        let isWell = left.count == launch.count - 1 && sending.isEmpty
        let waited = ContinuousClock.now - leaving
        // Those that compute on are waited for; after a failure a while only.
        let isBad = !farewell.isWell || speaker.heardFailure != nil
        guard isWell || isBad && waited > .seconds(launch.isFirst ? 15 : 60) else { return false }
        if isWell { try library.check(library.table.finalize(), "ending") }
        speaker.settle { $0.farewell?.result = isWell }
        return true
    }

    private var leaving = ContinuousClock.now
}
