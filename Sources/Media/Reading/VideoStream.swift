import CFFmpeg

/// Reads pictures of one stream at ascending moments, decoding as little as an exact answer allows.
///
/// The picture of a moment is the one on the screen then: the last whose presentation time is not after it. A packet is
/// sent to the decoder before its picture's fate is known only as far as needed: when a later picture also precedes the
/// moment, and no other picture refers to this one, the decoder is told to pass over it. That is exact, and saves the
/// B-frames, which are half of a usual film.
final class VideoStream {
    /// Matroska, WebM, FLV and ASF round times to milliseconds: a picture up to this late still counts as on time.
    static let slack = 0.001

    private let path: String
    private let threads: Int
    private var input: InputFile
    private let index: Int
    private let clock: StreamClock
    private let decoder: Decoder

    /// Packets read but not yet decoded, in decoding order.
    private var waiting: [Packet] = []
    private var spare: [Packet] = []
    private var isInputAtEnd = false
    private var isDrained = false
    /// Packets of the stream read since the file was opened, and pictures that came of them; nil after a seek.
    private var ordinal: Int? = 0
    private var pictureCount = 0
    private let track: Survey.Track
    /// Seconds a picture is shown for where nothing tells.
    private let usualLength: Double
    /// The time of the key picture that a seek led to: what precedes it lacks its references.
    private var firstWhole: Double?
    /// A picture has come since reading began here.
    private var hasShown = false
    /// After a seek into an open group of pictures the first ones lack their references: wait for a key frame.
    private var awaitsKeyFrame = false
    /// The picture on the screen, and the one that follows it.
    private var shown: Picture?
    private var upcoming: Picture?
    /// The last moment asked for: what lies before it may have been passed over.
    private var horizon = -Double.infinity
    private var lastDecodingTime: Int64?

    struct Picture {
        let frame: Frame
        /// Seconds on the file's clock.
        let time: Double
    }

    /// Time of the very first picture, once it is known.
    private var firstPictureTime: Double?
    private var hasRead = false

    /// Seconds of the stream's last picture, where the last reading came to the end of the stream; otherwise nil.
    var lastPictureTime: Double? { isDrained ? (upcoming ?? shown)?.time : nil }

    init(_ input: InputFile, index: Int, zero: Double, track: Survey.Track, threads: Int) throws(MediaError) {
        path = input.path
        self.track = track
        usualLength = InputFile.frameDuration(of: input.stream(index))
        self.input = input
        self.index = index
        self.threads = threads
        input.select(index)
        let stream = input.stream(index)
        clock = StreamClock(timeBase: stream.pointee.time_base, zero: zero)
        decoder = try Decoder(stream, kind: .video, threads: threads, path: path)
    }

    /// Hands `use` the picture of each moment (seconds, ascending), in order. Before the first picture the first one
    /// stands in; after the last, the last.
    func read(_ moments: [Double], use: (Int, Frame) throws(MediaError) -> Void) throws(MediaError) {
        guard let first = moments.first else { return }
        try position(at: first, moments)
        horizon = .infinity  // should `use` throw, the next reading seeks
        var next = 0
        while next < moments.count {
            if upcoming == nil { upcoming = try decode(moments, from: next) }
            while next < moments.count, upcoming == nil || upcoming!.time > moments[next] + Self.slack {
                guard let picture = shown ?? upcoming else { throw decoder.failure(emptyReason) }
                try use(next, picture.frame)
                next += 1
            }
            if next < moments.count { advance() }
        }
        horizon = moments[moments.count - 1]
    }

    /// Hands `use` every picture, as the stream has them: the one on the screen at `start`, and those before `end`, with their times.
    func readEvery(from start: Double, to end: Double, use: (Frame, Double) throws(MediaError) -> Void) throws(MediaError) {
        try position(at: start, [start])
        horizon = .infinity
        while let next = try following(), next.time <= start + Self.slack { advance() }
        if let shown { try use(shown.frame, shown.time) }
        var hasGiven = shown != nil
        while let next = try following(), next.time < end || !hasGiven {
            try use(next.frame, next.time)
            hasGiven = true
            advance()
        }
        guard hasGiven, let shown else { throw decoder.failure(emptyReason) }
        horizon = shown.time
    }

    /// The picture after the one that is shown.
    private func following() throws(MediaError) -> Picture? {
        if upcoming == nil { upcoming = try decode([], from: 0) }
        return upcoming
    }

    private func advance() {
        shown = upcoming
        upcoming = nil
    }

    private var emptyReason: String { decoder.lastRefusal ?? "no picture in it" }
}

// MARK: Going to a moment

extension VideoStream {
    /// Stands so that the picture of `moment` is `shown`, `upcoming`, or still to be decoded.
    private func position(at moment: Double, _ moments: [Double]) throws(MediaError) {
        if canContinue(to: moment) { return }
        // A container without a proper index lands where it can: step back until a picture before the moment appears.
        let start = input.stream(index).pointee.start_time
        let beginning = start == AVTS_NOPTS ? -Double.infinity : clock.seconds(start)
        let runUp = input.mayBeJoined ? 0.75 : 0
        try keepPalette()
        for stepBack in isSeekable ? [0.0, 1, 4, 12] : [] where moment - stepBack - 2 * runUp > beginning {
            hasRead = true  // a seek that fails moves the file as well
            guard input.seek(stream: index, to: clock.ticks(moment - stepBack - 2 * runUp + Self.slack)) else { break }
            restart()
            ordinal = nil
            awaitsKeyFrame = true
            upcoming = try decode(moments, from: 0)
            if let upcoming, upcoming.time <= moment - runUp + Self.slack { return }
        }
        try rewind(moments)
    }

    /// Whether decoding on from here is right, and no dearer than a seek.
    private func canContinue(to moment: Double) -> Bool {
        guard moment >= horizon, !isDrained, let here = shown ?? upcoming, here.time <= moment + Self.slack else {
            return false
        }
        guard isSeekable, let lastDecodingTime else { return true }
        let ticks = clock.ticks(moment + Self.slack)
        if let entry = avformat_index_get_entry_from_timestamp(input.stream(index), ticks, AVSEEK_FLAG_BACKWARD) {
            return entry.pointee.timestamp <= lastDecodingTime
        }
        return moment - here.time < 2
    }

    private var isSeekable: Bool {
        if case .seekable = track.order { return true }
        return false
    }

    /// A palette comes with the first packet alone: a decoder that has seen it keeps it.
    private func keepPalette() throws(MediaError) {
        guard !hasRead, decoder.context.pointee.pix_fmt == AV_PIX_FMT_PAL8 || decoder.context.pointee.bits_per_coded_sample == 8
        else { return }
        _ = try decode([0], from: 0)
    }

    private func restart() {
        decoder.flush()
        spare += waiting
        waiting = []
        isInputAtEnd = false
        isDrained = false
        awaitsKeyFrame = false
        firstWhole = nil
        hasShown = false
        pictureCount = 0
        shown = nil
        upcoming = nil
        lastDecodingTime = nil
    }

    /// Back to the first picture: by seeking where that provably works, otherwise by opening the file anew.
    private func rewind(_ moments: [Double]) throws(MediaError) {
        if hasRead {
            let start = input.stream(index).pointee.start_time
            if isSeekable, let firstPictureTime, input.seek(stream: index, to: start == AVTS_NOPTS ? 0 : start) {
                restart()
                ordinal = nil
                upcoming = try decode(moments, from: 0)
                if let upcoming, upcoming.time <= firstPictureTime + Self.slack { return }
            }
            input = try InputFile(path)
            guard index < input.streamCount else { throw decoder.failure("its stream \(index) is gone") }
            input.select(index)
        }
        restart()
        ordinal = 0
        upcoming = try decode(moments, from: 0)
        firstPictureTime = upcoming?.time
    }
}

// MARK: Decoding

extension VideoStream {
    /// The next picture, or nil at the end; pictures that no moment from `next` on shows are passed over.
    private func decode(_ moments: [Double], from next: Int) throws(MediaError) -> Picture? {
        let frame = Frame()
        while true {
            switch decoder.receive(frame) {
            case .frame:
                frame.adoptPixelShape(of: input.stream(index), in: input.context)
                let time = time(of: frame)
                // At the beginning too, what refers to pictures that are not there is left out.
                if shown == nil, upcoming == nil, frame.isDamaged, !hasShown { continue }
                if awaitsKeyFrame {
                    guard frame.isKeyFrame else { continue }
                    awaitsKeyFrame = false
                    firstWhole = time
                } else if let firstWhole, time < firstWhole - Self.slack {
                    continue  // a leading picture of an open group
                }
                hasShown = true
                return Picture(frame: frame, time: time)
            case .end:
                isDrained = true
                return nil
            case .needsPacket:
                guard let packet = try nextPacket() else {
                    decoder.send(nil)
                    continue
                }
                let isPassedOver = try isSuperseded(packet, moments, from: next)
                decoder.context.pointee.skip_frame = isPassedOver ? AVDISCARD_NONREF : AVDISCARD_DEFAULT
                decoder.send(packet)
                packet.clear()
                spare.append(packet)
            }
        }
    }

    /// Seconds on the file's clock; where nothing tells, one picture after the last. Times never run back: a picture that comes
    /// late is shown when it comes.
    private func time(of frame: Frame) -> Double {
        defer { pictureCount += 1 }
        if case .counted = track.order { return Double(pictureCount) * usualLength }
        if case .ranked(let times) = track.order, pictureCount < times.count { return clock.seconds(times[pictureCount]) }
        let last = shown?.time
        guard let ticks = frame.presentationTime else { return last.map { $0 + length(of: frame) } ?? 0 }
        let time = clock.seconds(ticks)
        return last.map { max(time, $0) } ?? time
    }

    private func length(of frame: Frame) -> Double {
        let ticks = frame.pointer.pointee.pkt_duration
        return ticks > 0 ? Double(ticks) * clock.rounding * 2 : usualLength
    }

    /// Takes a packet from the front of the queue, nil at the end of the data.
    private func nextPacket() throws(MediaError) -> Packet? {
        if waiting.isEmpty, try !fetch() { return nil }
        return waiting.removeFirst()
    }

    /// Reads one more packet into the queue.
    private func fetch() throws(MediaError) -> Bool {
        if isInputAtEnd { return false }
        hasRead = true
        let packet = spare.popLast() ?? Packet()
        while try input.read(into: packet) {
            guard packet.stream == index else { continue }
            if let place = ordinal {
                ordinal = place + 1
                if case .sequential(let times?) = track.order, place < times.count { packet.adopt(times[place]) }
            }
            lastDecodingTime = packet.decodingTime ?? lastDecodingTime
            waiting.append(packet)
            return true
        }
        isInputAtEnd = true
        return false
    }

    /// Whether another picture, still to come, precedes the same moment and so hides this one.
    private func isSuperseded(_ packet: Packet, _ moments: [Double], from next: Int) throws(MediaError) -> Bool {
        switch track.order {
        case .ranked, .counted: return false  // every picture has its number
        default: break
        }
        guard let ticks = packet.presentationTime else { return false }
        let time = clock.seconds(ticks)
        guard let moment = firstMoment(moments, from: next, notBefore: time) else { return false }
        let limit = clock.ticks(moment + Self.slack)
        if ticks > limit { return false }
        var place = 0
        while true {
            while place < waiting.count {
                if let other = waiting[place].presentationTime, other > ticks, other <= limit { return true }
                // Everything shown by the limit is decoded by then.
                if let decoding = waiting[place].decodingTime, decoding > limit { return false }
                if place > 512 { return false }
                place += 1
            }
            if try !fetch() { return false }
        }
    }

    private func firstMoment(_ moments: [Double], from next: Int, notBefore time: Double) -> Double? {
        var low = next
        var high = moments.count
        while low < high {
            let middle = (low + high) / 2
            if moments[middle] + Self.slack < time { low = middle + 1 } else { high = middle }
        }
        return low < moments.count ? moments[low] : nil
    }
}
