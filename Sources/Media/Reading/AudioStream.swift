import CFFmpeg

/// Reads the sound of one stream as mono samples counted on the file's clock, from anywhere.
final class AudioStream {
    /// A time stamp this far from where the samples have come to is a gap; closer, it is the container's rounding.
    private static let jitter = 0.02

    private let path: String
    private var input: InputFile
    private let index: Int
    private let clock: StreamClock
    private var decoder: Decoder
    private let mixer = MonoMixer()
    private let frame = Frame()
    private let packet = Packet()
    private var hasRead = false
    private var hasSentEnd = false
    /// Nothing of the stream has been given out since its first sample was decoded.
    private var isAtBeginning = true
    /// Samples decoded but not yet asked for, and the place of the first of them.
    private var held: [Float] = []
    private var heldStart = 0
    /// Where the next decoded sample belongs; nil after a seek.
    private var position: Int?
    /// Where one run of samples ends, seen from the start of the stream: time stamps too coarse are moved onto it.
    private var grid: Int?

    /// Samples a second as decoded, which for HE-AAC is not what the header says.
    private(set) var sampleRate: Int
    /// True once the last reading met the end of the stream.
    private(set) var isAtEnd = false
    /// One past the last sample seen.
    private(set) var end = 0

    init(_ input: InputFile, index: Int, zero: Double) throws(MediaError) {
        path = input.path
        self.input = input
        self.index = index
        input.select(index)
        let stream = input.stream(index)
        clock = StreamClock(timeBase: stream.pointee.time_base, zero: zero)
        decoder = try Decoder(stream, kind: .audio, threads: 1, path: path)
        sampleRate = Int(stream.pointee.codecpar.pointee.sample_rate)
        // The first samples tell the real rate, and where runs of samples begin.
        try decodeRun(startingAt: nil)
        if held.isEmpty { throw decoder.failure(decoder.lastRefusal ?? "no sample in it") }
    }

    /// Hands `use` the samples from `start` (may be negative) up to `stop`, in pieces without gaps: silence where
    /// the stream has nothing.
    func read(from start: Int, to stop: Int, use: ([Float]) -> Void) throws(MediaError) {
        try position(at: start)
        var next = start
        while next < stop {
            if held.isEmpty {
                try decodeRun(startingAt: position)
                if held.isEmpty { break }
            }
            if heldStart > next {
                let silence = min(stop, heldStart) - next
                use([Float](repeating: 0, count: silence))
                next += silence
            }
            let skipped = min(held.count, max(0, next - heldStart))
            let count = min(held.count - skipped, max(0, stop - next))
            if count > 0 { use(skipped == 0 && count == held.count ? held : Array(held[skipped..<skipped + count])) }
            next += count
            drop(skipped + count)
        }
        if next < stop { use([Float](repeating: 0, count: stop - next)) }
    }

    private func drop(_ count: Int) {
        if count > 0 { isAtBeginning = false }
        heldStart += count
        if count == held.count { held.removeAll(keepingCapacity: true) } else { held.removeFirst(count) }
    }
}

// MARK: Going to a sample

extension AudioStream {
    /// Seconds a decoder needs to forget where it was: AAC one frame for its overlap, MP3 its bit reservoir, Opus 80 ms;
    /// the speech codecs of telephones predict from far back.
    private var runUp: Double {
        let codec = decoder.context.pointee.codec_id
        return codec == AV_CODEC_ID_AMR_NB || codec == AV_CODEC_ID_AMR_WB ? 3 : 0.25
    }

    private func position(at sample: Int) throws(MediaError) {
        if isAtBeginning && sample <= heldStart { return }
        let here = held.isEmpty ? position : heldStart
        if let here, here <= sample, sample - here < 2 * sampleRate { return }
        let moment = Double(sample) / Double(sampleRate)
        let start = input.stream(index).pointee.start_time
        let beginning = start == AVTS_NOPTS ? 0 : clock.seconds(start)
        for stepBack in [runUp, runUp + 2, runUp + 10] where moment - stepBack > beginning {
            guard input.seek(stream: index, to: clock.ticks(moment - stepBack)) else { break }
            restart()
            // The first run after a seek may be damaged for want of its predecessor.
            try decodeRun(startingAt: nil)
            let landed = held.isEmpty ? Int.max : heldStart
            if let place = position, landed < sample - sampleRate / 50 {
                drop(held.count)
                try decodeRun(startingAt: place)
                return
            }
        }
        try rewind()
    }

    private func restart() {
        decoder.flush()
        held.removeAll(keepingCapacity: true)
        isAtBeginning = false
        position = nil
        hasSentEnd = false
        isAtEnd = false
    }

    private func rewind() throws(MediaError) {
        input = try InputFile(path, only: .audio)
        input.select(index)
        restart()
        // A flushed AAC decoder still remembers something of where it was.
        decoder = try Decoder(input.stream(index), kind: .audio, threads: 1, path: path)
        try decodeRun(startingAt: nil)
        isAtBeginning = true
    }
}

// MARK: Decoding

extension AudioStream {
    /// Decodes until samples are held or the stream ends; `place` is where they belong if the clock agrees.
    private func decodeRun(startingAt place: Int?) throws(MediaError) {
        while held.isEmpty {
            switch decoder.receive(frame) {
            case .frame: try accept(startingAt: place)
            case .end:
                isAtEnd = true
                return
            case .needsPacket:
                if hasSentEnd {
                    isAtEnd = true
                    return
                }
                let found = try fetch()
                hasSentEnd = !found
                decoder.send(found ? packet : nil)
            }
        }
    }

    private func fetch() throws(MediaError) -> Bool {
        while try input.read(into: packet) { if packet.stream == index { return true } }
        return false
    }

    private func accept(startingAt place: Int?) throws(MediaError) {
        let picture = frame.pointer
        let count = Int(picture.pointee.nb_samples)
        let rate = Int(picture.pointee.sample_rate)
        if !hasRead, rate > 0 { sampleRate = rate }
        guard rate == sampleRate else { throw decoder.failure("its rate changes from \(sampleRate) to \(rate) Hz") }
        guard mixer.append(picture, to: &held) else {
            throw decoder.failure("\(picture.pointee.ch_layout.nb_channels) channels cannot be mixed")
        }
        let stamped = frame.presentationTime.map { Int((clock.seconds($0) * Double(rate)).rounded()) }
        var start = place ?? 0
        if let stamped {
            if let place {
                if abs(stamped - place) > Int(Self.jitter * Double(rate)) { start = stamped }
            } else {
                start = onGrid(stamped, count: count)
            }
        }
        if !hasRead { grid = start + count }
        hasRead = true
        heldStart = start
        position = start + count
        end = max(end, start + count)
    }

    /// Moves a time stamp rounded to milliseconds back onto the run of samples it belongs to.
    private func onGrid(_ stamped: Int, count: Int) -> Int {
        guard let grid, count > 0, clock.rounding * Double(sampleRate) > 0.6 else { return stamped }
        let usual = Int(decoder.context.pointee.frame_size)
        let step = usual > 0 ? usual : (decoder.context.pointee.codec_id == AV_CODEC_ID_VORBIS ? 64 : count)
        let runs = (Double(stamped - grid) / Double(step)).rounded()
        let moved = grid + Int(runs) * step
        // Two roundings may add up: of the codec's delay and of the time itself.
        return abs(moved - stamped) <= Int(0.0025 * Double(sampleRate)) ? moved : stamped
    }
}
