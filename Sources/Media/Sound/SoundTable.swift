import CFFmpeg

/// Where each packet of a sound stream lies on the clock, in samples.
///
/// The packets of a sound follow each other without a gap, and their time stamps are that place, rounded. Where stamps and samples
/// drift apart for good by more than half a millisecond, the stamps are right: a small difference is made up by stretching a packet,
/// a large one by silence, or by cutting what comes twice. All of it hangs on the packets alone, so that a clip is the same
/// wherever reading began.
struct SoundTable {
    struct Row {
        /// Presentation time, ticks.
        var time: Int64
        /// Place of the first sample.
        var place: Int
        /// Samples in the packet.
        var count: Int
        /// Samples it is stretched or squeezed to: `count` as a rule.
        var length: Int
    }

    let rows: [Row]
    /// Samples by which packets were stretched, filled up with silence, and cut.
    private(set) var stretched = 0, filled = 0, cut = 0

    /// How many packets are asked before the stamps are believed against the samples; one in eight may say otherwise.
    private static let witnesses = 16

    /// - Parameters:
    ///   - packets: of the stream; their times in order.
    ///   - rate: samples a second as decoded.
    ///   - headerRate: … and as the packets count them.
    ///   - followsStamps: whether the container has stamps; those that libav counts up itself say no more than the lengths do.
    ///   - anchor: a packet's number, the place of its first sample, and the samples that came of it.
    /// - Returns: nil where only decoding can tell where the packets lie.
    init?(
        _ packets: [Survey.SoundPacket], clock: StreamClock, rate: Int, headerRate: Int, followsStamps: Bool,
        anchor: (row: Int, place: Int, samples: Int)
    ) {
        guard packets.indices.contains(anchor.row), !packets.contains(where: { $0.time == AVTS_NOPTS }) else { return nil }
        let scale = headerRate > 0 ? Double(rate) / Double(headerRate) : 1
        let stamps = packets.map { clock.sample($0.time, rate: rate) }
        let isExact = clock.rounding * 2 * Double(rate) <= 1.01
        let counted = packets.allSatisfy { $0.samples > 0 }
        guard counted || isExact else { return nil }
        for (a, b) in zip(packets, packets.dropFirst()) where b.time <= a.time { return nil }
        let steps = zip(stamps, stamps.dropFirst()).map { $1 - $0 }
        // Packets that do not tell are as long as the first, if their steps are about that; else as long as their steps.
        let usual = anchor.samples, middle = steps.sorted().dropFirst(steps.count / 2).first ?? usual
        let isSteady = abs(middle - usual) <= usual / 8
        let counts = packets.indices.map { row in
            if counted { return Int((Double(packets[row].samples) * scale).rounded()) }
            return isSteady || row >= steps.count ? usual : steps[row]
        }
        // Stamps may be off by half a tick either way, and a millisecond is forgiven to one of them.
        let tolerance = Int(max(0.001, clock.rounding * 2) * Double(rate)) + 1
        // What all that follow agree on is forgiven half as much: where ticks are a millisecond, they are off by turns.
        let steady = Int(max(0.0005, clock.rounding) * Double(rate)) + 1
        var rows = packets.indices.map { Row(time: packets[$0].time, place: 0, count: counts[$0], length: counts[$0]) }
        rows[anchor.row].place = anchor.place + Self.jitter(of: anchor.row, at: anchor.place, tolerance, stamps, counts)
        for row in stride(from: anchor.row - 1, through: 0, by: -1) { rows[row].place = rows[row + 1].place - counts[row] }
        for row in anchor.row + 1..<max(anchor.row + 1, rows.count) {
            let due = rows[row - 1].place + rows[row - 1].count
            rows[row].place = due
            let late = stamps[row] - due
            guard followsStamps, abs(late) > steady,
                let late = Self.agreed(late, steady, stamps, counts, from: row, due: due)
            else { continue }
            rows[row].place = due + late
            if abs(late) <= counts[row - 1] / 8 {
                rows[row - 1].length = counts[row - 1] + late
                stretched += abs(late)
            } else if late > 0 {
                filled += late
            } else {
                cut -= late
            }
        }
        self.rows = rows
    }

    /// By how much `row`, placed at `start`, is too early: if those after it come early and late by turns, or if it alone is off by a little
    /// (Opus' in WebM, for its delay is rounded by itself); otherwise 0.
    private static func jitter(
        of row: Int, at start: Int, _ tolerance: Int, _ stamps: [Int], _ counts: [Int]
    ) -> Int {
        var place = start
        var differences: [Int] = []
        for next in row..<min(row + witnesses, stamps.count) {
            differences.append(stamps[next] - place)
            place += counts[next]
        }
        let leaps = zip(differences, differences.dropFirst()).map { $1 - $0 }.filter { abs($0) > tolerance }
        let turns = zip(leaps, leaps.dropFirst()).filter { ($0 > 0) != ($1 > 0) }.count
        let others = differences.dropFirst().sorted()
        guard let least = others.first, let most = others.last else { return 0 }
        let median = others[others.count / 2]
        let isAlone = most - least <= tolerance && abs(median) > tolerance && abs(median) <= 2 * tolerance
        return turns >= 4 || isAlone ? median : 0
    }

    /// By how much the clock stands elsewhere from `row` on, as far as the next packets agree; nil where they do not: stamps that come
    /// early and late by turns are jitter.
    private static func agreed(
        _ late: Int, _ tolerance: Int, _ stamps: [Int], _ counts: [Int], from row: Int, due: Int
    ) -> Int? {
        var place = due
        var differences: [Int] = []
        for next in row..<min(row + witnesses, stamps.count) {
            differences.append((stamps[next] - place) * late.signum())
            place += counts[next]
        }
        // The last packets of a file are few: less is believed of them, unless it is longer than one of them.
        let believed = differences.count < 2 ? 0 : differences.count < 5 ? 2 * tolerance : .max
        if abs(late) > believed, abs(late) <= counts[row] { return nil }
        let least = differences.sorted()[differences.count / 8]
        return least > tolerance ? min(abs(late), least) * late.signum() : nil
    }

    /// The packet that holds the sample at `place`, or the last before it; nil before the first.
    func row(at place: Int) -> Int? { last { $0.place <= place } }

    /// The packet with presentation time `ticks`, or the last before it.
    func row(atTime ticks: Int64) -> Int? { last { $0.time <= ticks } }

    private func last(_ isBefore: (Row) -> Bool) -> Int? {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(rows[middle]) { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }

    /// What was done to follow the stamps, in words; nil where they follow by themselves.
    func repairs(rate: Int) -> String? {
        func milliseconds(_ samples: Int) -> String { "\((Double(samples) / Double(rate) * 10_000).rounded() / 10) ms" }
        var parts: [String] = []
        if stretched > 0 { parts.append("stretched or squeezed by \(milliseconds(stretched)) in all") }
        if filled > 0 { parts.append("\(milliseconds(filled)) of gaps filled with silence") }
        if cut > 0 { parts.append("\(milliseconds(cut)) that came twice cut") }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
