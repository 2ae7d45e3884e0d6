import CFFmpeg
import Tensors

extension AudioStream {
    /// Decodes until samples are held or the stream ends.
    func decodeRun() throws(MediaError) {
        while held.isEmpty, !mustStartAgain {
            switch decoder.receive(frame) {
            case .frame: try accept()
            case .end: return try finish()
            case .needsPacket:
                if hasSentEnd { return try finish() }
                if try fetch() {
                    try sendUnlessPassedOver()
                } else {
                    hasSentEnd = true
                    decoder.send(nil)
                }
            }
        }
    }

    /// The end of the data: what the change of rate still holds back.
    func finish() throws(MediaError) {
        guard let changer = rateChanger else { return }
        rateChanger = nil
        let before = held.count
        changer.finish(to: &held)
        position = (position ?? heldStart) + (held.count - before) / channels
    }

    func sendUnlessPassedOver() throws(MediaError) {
        if let limit = passesOverBefore, let time = packet.presentationTime, time < limit { return }
        passesOverBefore = nil
        if case .section = memory, let table { try sendInSections(table) } else { decoder.send(packet) }
    }

    func fetch() throws(MediaError) -> Bool {
        while try input.read(into: packet) {
            guard packet.stream == index else { continue }
            if let place = ordinal {
                ordinal = place + 1
                if case .sequential(let times?) = track.order, place < times.count { packet.adopt(times[place]) }
            }
            return true
        }
        return false
    }

    func accept() throws(MediaError) {
        let picture = frame.pointer
        let count = Int(picture.pointee.nb_samples)
        let rate = Int(picture.pointee.sample_rate)
        guard count > 0, rate > 0 else { return }
        let isFirst = position == nil && ordinal != nil
        if isFirst, table == nil, !isSequential {
            sampleRate = rate
            makeTable(count)
        }
        if rate != sampleRate, !isSequential { return startAgain() }
        var run: [Float] = []
        guard mixer.append(picture, to: &run) else {
            throw decoder.failure("\(picture.pointee.ch_layout.nb_channels) channels cannot be mixed")
        }
        var start = position ?? 0
        var length = count
        if let table, let ticks = frame.presentationTime, let row = table.row(atTime: ticks) {
            (start, length) = place(table.rows[row], ticks, count)
            let isInside = row > 0 && row + 1 < table.rows.count
            if isInside, ticks == table.rows[row].time, count != table.rows[row].count { return startAgain() }
        } else if let ticks = frame.presentationTime {
            let stamped = clock.sample(ticks, rate: sampleRate)
            // Stamps of packets that cannot be counted are a guess of their own, and without an index nothing but a guess.
            if position == nil || abs(stamped - start) > sampleRate / 50 && !input.isUnindexed { start = stamped }
        }
        if rate != sampleRate {
            try changeRate(run, from: rate, at: start)
            return
        }
        try endChangeOfRate()
        if !held.isEmpty, start != heldStart + held.count / channels {
            // Two runs at once, of which the second does not follow: what lies between is silence, what comes twice is left out.
            let end = heldStart + held.count / channels
            if start > end {
                held += [Float](repeating: 0, count: min(start - end, sampleRate) * channels)
            } else {
                run.removeFirst(min(run.count, (end - start) * channels))
            }
        }
        if held.isEmpty { heldStart = start }
        held += length == count ? run : Stretching.stretched(run, to: length, channels: channels)
        position = start + length
    }

    /// Where the samples of a frame belong: its packet's place, later by what an encoder's padding took from its front.
    func place(_ row: SoundTable.Row, _ ticks: Int64, _ count: Int) -> (start: Int, length: Int) {
        if ticks == row.time { return (row.place, count == row.count ? row.length : count) }
        let later = clock.sample(ticks, rate: sampleRate) - clock.sample(row.time, rate: sampleRate)
        let cut = row.count - count
        let isCut = abs(cut - later) <= Int(clock.rounding * 2 * Double(sampleRate)) + 1
        return (row.place + (isCut ? cut : later), count)
    }

    /// The table of the stream, told by its first frame.
    func makeTable(_ count: Int) {
        guard let ticks = frame.presentationTime, !track.sound.contains(where: { $0.time == AVTS_NOPTS }),
            let row = track.sound.lastIndex(where: { $0.time <= ticks })
        else { return }
        let packet = track.sound[row]
        let headerRate = Int(input.stream(index).pointee.codecpar.pointee.sample_rate)
        let scale = headerRate > 0 ? Double(sampleRate) / Double(headerRate) : 1
        let stamped = clock.sample(ticks, rate: sampleRate)
        let padding = max(0, Int((Double(packet.samples) * scale).rounded()) - count)
        let later = stamped - clock.sample(packet.time, rate: sampleRate)
        let isCut = packet.samples > 0 && later > 0 && abs(padding - later) <= Int(clock.rounding * 2 * Double(sampleRate)) + 1
        table = SoundTable(
            track.sound, clock: clock, rate: sampleRate, headerRate: headerRate, followsStamps: !input.isUnindexed,
            anchor: (row, stamped - (isCut ? padding : later), count))
    }

    func startAgain() {
        isSequential = true
        mustStartAgain = true
        table = nil
        held = []
    }

    func changeRate(_ run: [Float], from rate: Int, at start: Int) throws(MediaError) {
        if rateChanger?.inputRate != rate {
            try endChangeOfRate()
            guard let changer = Resampler(from: rate, to: sampleRate, channels: channels), changer.begin() else {
                throw decoder.failure("no conversion from \(rate) to \(sampleRate) Hz")
            }
            rateChanger = changer
            if held.isEmpty { heldStart = start }
            NoticeBoard.tell(
                "\(path): its sample rate changes from \(sampleRate) to \(rate) Hz on the way; all is read at \(sampleRate) Hz")
        }
        if held.isEmpty, let position { heldStart = position }
        let before = held.count
        rateChanger?.append(run, to: &held)
        position = (position ?? start) + (held.count - before) / channels
    }

    func endChangeOfRate() throws(MediaError) {
        if held.isEmpty, let position { heldStart = position }
        try finish()
    }
}
