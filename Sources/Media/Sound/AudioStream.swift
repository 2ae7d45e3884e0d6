import CFFmpeg
import Tensors

/// Reads the sound of one stream as samples counted on the file's clock, from anywhere.
final class AudioStream {
    private let path: String
    private var input: InputFile
    private let index: Int
    private let clock: StreamClock
    private let track: Survey.Track
    private var decoder: Decoder
    private let mixer: ChannelMixer
    private let frame = Frame()
    private let packet = Packet()
    /// Packets of the stream read since the file was opened; nil after a seek.
    private var ordinal: Int? = 0
    private var hasSentEnd = false
    /// Nothing of the stream has been given out since its first sample was decoded.
    private var isAtBeginning = true
    /// Samples decoded but not yet asked for, channels interleaved, and the place of the first of them.
    private var held: [Float] = []
    private var heldStart = 0
    /// Where the next decoded sample belongs; nil after a seek.
    private var position: Int?
    /// Where each packet lies; nil where only decoding from the beginning tells.
    private var table: SoundTable?
    /// Packets to pass over after a seek, by their time.
    private var passesOverBefore: Int64?
    /// The last packets sent, for decoders that begin anew in the middle.
    private var recent: [Packet] = []
    private var recentRow: Int?
    /// Brings stretches of another rate to the stream's.
    private var rateChanger: Resampler?
    /// What the packets said turned out wrong: all is decoded from the beginning.
    private var isSequential = false
    private var mustStartAgain = false
    private let memory: CodecMemory

    /// Samples a second as decoded, which for HE-AAC is not what the header says.
    private(set) var sampleRate: Int
    /// Channels that are given out.
    var channels: Int { mixer.count }

    init(
        _ input: InputFile, index: Int, zero: Double, track: Survey.Track, channels: Channels
    ) throws(MediaError) {
        path = input.path
        self.input = input
        self.index = index
        self.track = track
        input.select(index)
        let stream = input.stream(index)
        let parameters = stream.pointee.codecpar!
        clock = StreamClock(timeBase: stream.pointee.time_base, zero: zero)
        decoder = try Decoder(stream, kind: .audio, threads: 1, path: path)
        sampleRate = Int(parameters.pointee.sample_rate)
        memory = CodecMemory(parameters.pointee.codec_id)
        mixer = ChannelMixer(channels, stored: Int(parameters.pointee.ch_layout.nb_channels))
        // The first samples tell the real rate, and where the packets lie.
        try decodeRun()
        if mustStartAgain {
            mustStartAgain = false
            try rewind()
        }
        guard !held.isEmpty, sampleRate > 0 else { throw decoder.failure(decoder.lastRefusal ?? "no sample in it") }
    }

    /// Hands `use` the samples from `start` (may be negative) up to `stop`, in pieces without gaps: silence where
    /// the stream has nothing.
    /// - Returns: false where what was handed out is wrong, since the packets are other than they said: read again.
    func read(from start: Int, to stop: Int, use: ([Float]) -> Void) throws(MediaError) -> Bool {
        try position(at: start)
        var next = start
        while next < stop, !mustStartAgain {
            if held.isEmpty {
                try decodeRun()
                if held.isEmpty { break }
            }
            if heldStart > next {
                let silence = min(stop, heldStart) - next
                silent(silence, use)
                next += silence
            }
            let run = held.count / channels
            let skipped = min(run, max(0, next - heldStart))
            let count = min(run - skipped, max(0, stop - next))
            if count > 0 {
                use(skipped == 0 && count == run ? held : Array(held[skipped * channels..<(skipped + count) * channels]))
            }
            next += count
            drop(skipped + count)
        }
        if mustStartAgain {
            mustStartAgain = false
            try rewind()
            return false
        }
        if next < stop { silent(stop - next, use) }
        if let repairs = table?.repairs(rate: sampleRate) {
            NoticeBoard.tell("\(path): its sound does not keep to its time stamps, which are followed: \(repairs)")
        }
        return true
    }

    /// Silence in pieces: a hole may be long.
    private func silent(_ count: Int, _ use: ([Float]) -> Void) {
        var left = count
        while left > 0 {
            let piece = min(left, 1 << 16)
            use([Float](repeating: 0, count: piece * channels))
            left -= piece
        }
    }

    private func drop(_ count: Int) {
        if count > 0 { isAtBeginning = false }
        heldStart += count
        if count * channels == held.count { held.removeAll(keepingCapacity: true) } else { held.removeFirst(count * channels) }
    }
}

// MARK: Going to a sample

extension AudioStream {
    private func position(at sample: Int) throws(MediaError) {
        if isAtBeginning && sample <= heldStart { return }
        let here = held.isEmpty ? position : heldStart
        if let here, here <= sample, sample - here < 2 * sampleRate { return }
        guard canSeek, let table, let wanted = table.row(at: sample) else {
            if let here, here <= sample { return }
            return try rewind()
        }
        let first = firstRow(toDecodeFor: wanted, table)
        // Going on may be shorter than going back.
        if let here, here <= sample, here >= table.rows[first].place { return }
        for stepBack in [0, 64, 1024] where first - stepBack > 0 {
            guard input.seek(stream: index, to: table.rows[first - stepBack].time) else { break }
            ordinal = nil
            try restart()
            guard try fetch(), let time = packet.presentationTime, time <= table.rows[first].time else { continue }
            passesOverBefore = table.rows[first].time
            try sendUnlessPassedOver()
            return
        }
        try rewind()
    }

    private var canSeek: Bool {
        if case .seekable = track.order { return !isSequential && memory != .forever }
        return false
    }

    /// The packet from which to decode, so that the samples of `row` come out as if all had been decoded.
    private func firstRow(toDecodeFor row: Int, _ table: SoundTable) -> Int {
        if case .section = memory { return max(0, sectionStart(row, table) - runUpRows(table)) }
        let early = table.rows[row].place - Int(memory.runUp * Double(sampleRate))
        return max(0, min(row - 1, table.row(at: early) ?? 0))
    }

    private func restart() throws(MediaError) {
        if memory == .runUp { decoder.flush() } else { decoder = try freshDecoder() }
        held.removeAll(keepingCapacity: true)
        isAtBeginning = false
        position = nil
        hasSentEnd = false
        passesOverBefore = nil
        recent = []
        recentRow = nil
        rateChanger = nil
    }

    private func freshDecoder() throws(MediaError) -> Decoder {
        try Decoder(input.stream(index), kind: .audio, threads: 1, path: path)
    }

    private func rewind() throws(MediaError) {
        input = try InputFile(path)
        guard index < input.streamCount else { throw decoder.failure("its stream \(index) is gone") }
        input.select(index)
        try restart()
        ordinal = 0
        // A flushed AAC decoder still remembers something of where it was.
        decoder = try freshDecoder()
        try decodeRun()
        isAtBeginning = true
    }
}

// MARK: Decoders that begin anew

extension AudioStream {
    /// Rows of a section, and those decoded before it: both the same wherever reading began.
    private func sectionRows(_ table: SoundTable) -> Int {
        guard case .section(let seconds) = memory else { return .max }
        return max(8, Int(seconds * Double(sampleRate)) / max(1, table.rows[0].count))
    }

    private func runUpRows(_ table: SoundTable) -> Int {
        min(64, 1 + Int(memory.runUp * Double(sampleRate)) / max(1, table.rows[0].count))
    }

    private func sectionStart(_ row: Int, _ table: SoundTable) -> Int { row / sectionRows(table) * sectionRows(table) }

    /// Sends the packet just read, after a fresh decoder and its run-up where a section begins.
    private func sendInSections(_ table: SoundTable) throws(MediaError) {
        guard let time = packet.presentationTime, let row = table.row(atTime: time) else { return decoder.send(packet) }
        let isNewSection = row > 0 && row == sectionStart(row, table) && recentRow == row - 1 && recent.count >= runUpRows(table)
        if isNewSection {
            decoder.send(nil)
            while case .frame = decoder.receive(frame) { try accept() }
            decoder = try freshDecoder()
            for earlier in recent.suffix(runUpRows(table)) {
                decoder.send(earlier)
                // What comes of it was heard already.
                while case .frame = decoder.receive(frame) {}
            }
        }
        decoder.send(packet)
        if recent.count >= runUpRows(table) { recent.removeFirst() }
        recent.append(packet.copy())
        recentRow = row
    }
}

// MARK: Decoding

extension AudioStream {
    /// Decodes until samples are held or the stream ends.
    private func decodeRun() throws(MediaError) {
        while held.isEmpty, !mustStartAgain {
            switch decoder.receive(frame) {
            case .frame: try accept()
            case .end: return try finish()
            case .needsPacket:
                if hasSentEnd { return try finish() }
                if try fetch() { try sendUnlessPassedOver() } else {
                    hasSentEnd = true
                    decoder.send(nil)
                }
            }
        }
    }

    /// The end of the data: what the change of rate still holds back.
    private func finish() throws(MediaError) {
        guard let changer = rateChanger else { return }
        rateChanger = nil
        let before = held.count
        changer.finish(to: &held)
        position = (position ?? heldStart) + (held.count - before) / channels
    }

    private func sendUnlessPassedOver() throws(MediaError) {
        if let limit = passesOverBefore, let time = packet.presentationTime, time < limit { return }
        passesOverBefore = nil
        if case .section = memory, let table { try sendInSections(table) } else { decoder.send(packet) }
    }

    private func fetch() throws(MediaError) -> Bool {
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

    private func accept() throws(MediaError) {
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
            // Stamps of packets that cannot be counted are a guess of their own.
            if position == nil || abs(stamped - start) > sampleRate / 50 { start = stamped }
        }
        if rate != sampleRate {
            try changeRate(run, from: rate, at: start)
            return
        }
        try endChangeOfRate()
        if !held.isEmpty, start != heldStart + held.count / channels {
            // Two runs at once, of which the second does not follow: what lies between is silence, what comes twice is left out.
            let end = heldStart + held.count / channels
            if start > end { held += [Float](repeating: 0, count: min(start - end, sampleRate) * channels) } else {
                run.removeFirst(min(run.count, (end - start) * channels))
            }
        }
        if held.isEmpty { heldStart = start }
        held += length == count ? run : Stretching.stretched(run, to: length, channels: channels)
        position = start + length
    }

    /// Where the samples of a frame belong: its packet's place, later by what an encoder's padding took from its front.
    private func place(_ row: SoundTable.Row, _ ticks: Int64, _ count: Int) -> (start: Int, length: Int) {
        if ticks == row.time { return (row.place, count == row.count ? row.length : count) }
        let later = clock.sample(ticks, rate: sampleRate) - clock.sample(row.time, rate: sampleRate)
        let cut = row.count - count
        let isCut = abs(cut - later) <= Int(clock.rounding * 2 * Double(sampleRate)) + 1
        return (row.place + (isCut ? cut : later), count)
    }

    /// The table of the stream, told by its first frame.
    private func makeTable(_ count: Int) {
        guard let ticks = frame.presentationTime, !track.sound.contains(where: { $0.time == AVTS_NOPTS }),
            let row = track.sound.lastIndex(where: { $0.time <= ticks }) else { return }
        let packet = track.sound[row]
        let headerRate = Int(input.stream(index).pointee.codecpar.pointee.sample_rate)
        let scale = headerRate > 0 ? Double(sampleRate) / Double(headerRate) : 1
        let stamped = clock.sample(ticks, rate: sampleRate)
        let padding = max(0, Int((Double(packet.samples) * scale).rounded()) - count)
        let later = stamped - clock.sample(packet.time, rate: sampleRate)
        let isCut = packet.samples > 0 && later > 0 && abs(padding - later) <= Int(clock.rounding * 2 * Double(sampleRate)) + 1
        table = SoundTable(
            track.sound, clock: clock, rate: sampleRate, headerRate: headerRate,
            anchor: (row, stamped - (isCut ? padding : later), count))
    }

    private func startAgain() {
        isSequential = true
        mustStartAgain = true
        table = nil
        held = []
    }

    private func changeRate(_ run: [Float], from rate: Int, at start: Int) throws(MediaError) {
        if rateChanger?.inputRate != rate {
            try endChangeOfRate()
            guard let changer = Resampler(from: rate, to: sampleRate, channels: channels), changer.begin() else {
                throw decoder.failure("no conversion from \(rate) to \(sampleRate) Hz")
            }
            rateChanger = changer
            if held.isEmpty { heldStart = start }
            NoticeBoard.tell("\(path): its sample rate changes from \(sampleRate) to \(rate) Hz on the way; all is read at \(sampleRate) Hz")
        }
        if held.isEmpty, let position { heldStart = position }
        let before = held.count
        rateChanger?.append(run, to: &held)
        position = (position ?? start) + (held.count - before) / channels
    }

    private func endChangeOfRate() throws(MediaError) {
        if held.isEmpty, let position { heldStart = position }
        try finish()
    }
}
