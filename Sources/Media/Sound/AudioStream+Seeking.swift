import CFFmpeg

extension AudioStream {
    func position(at sample: Int) throws(MediaError) {
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

    var canSeek: Bool {
        if case .seekable = track.order { return !isSequential && memory != .forever }
        return false
    }

    /// The packet from which to decode, so that the samples of `row` come out as if all had been decoded.
    func firstRow(toDecodeFor row: Int, _ table: SoundTable) -> Int {
        if case .section = memory { return max(0, sectionStart(row, table) - runUpRows(table)) }
        let early = table.rows[row].place - Int(memory.runUp * Double(sampleRate))
        return max(0, min(row - 1, table.row(at: early) ?? 0))
    }

    func restart() throws(MediaError) {
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

    func freshDecoder() throws(MediaError) -> Decoder {
        try Self.decoder(of: input.stream(index), track, path: path)
    }

    static func decoder(
        of stream: UnsafeMutablePointer<AVStream>, _ track: Survey.Track, path: String
    ) throws(MediaError) -> Decoder {
        if let samples = track.samplesInHeader { TrueAudio.tell(samples, to: stream) }
        return try Decoder(stream, kind: .audio, threads: 1, path: path)
    }

    func rewind() throws(MediaError) {
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
