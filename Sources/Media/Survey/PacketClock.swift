import CFFmpeg

/// Follows the time stamps of one stream through the file, packet by packet.
///
/// Times that restart are continued, and missing ones at the beginning are filled in by the packets' lengths.
struct PacketClock {
    /// A step back by more than this is a new clock (s); less is untidiness.
    private static let untidy = 0.3

    private let tick: Double
    private let isVideo: Bool
    /// Seconds of a packet that does not tell its length.
    private let usualLength: Double
    /// Seconds of an encoder's padding in front of the sound, in whole ticks.
    private let padding: Double
    private var part = 0
    /// Decoding time, mended, of the last packet that had one, and where the next is due; seconds.
    private var last: Double?
    private var due: Double?
    private(set) var start: Double?
    private(set) var end: Double?
    /// Until when an encoder's padding lasts, which may be longer than the packet that tells it (s).
    private var padded = -Double.infinity
    private var times: [Survey.MendedTime] = []
    /// Packets at the beginning before the first that has a time.
    private var untimed = 0
    private var isTimed = false
    private var isMended = false
    private var isReordered = false
    /// Pictures that come out of the decoder this many seconds after they went in …
    private let delay: Double
    /// … which is all that is known of those that carry a decoding time alone.
    private var hasUntold = false

    init(_ stream: UnsafeMutablePointer<AVStream>) {
        tick = Double(stream.pointee.time_base.num) / Double(max(1, stream.pointee.time_base.den))
        isVideo = stream.pointee.codecpar.pointee.codec_type == AVMEDIA_TYPE_VIDEO
        usualLength = isVideo ? InputFile.frameDuration(of: stream) : 0
        let parameters = stream.pointee.codecpar.pointee
        delay = isVideo ? usualLength * Double(max(0, min(16, parameters.video_delay))) : 0
        let seconds = Double(max(0, parameters.initial_padding)) / Double(max(1, parameters.sample_rate))
        padding = tick > 0 ? (seconds / tick).rounded() * tick : 0
    }

    /// Takes the next packet of the stream and gives its mended times.
    ///
    /// - Parameter samples: those it holds, where that is known.
    mutating func take(_ packet: Packet, samples: Int32, _ joints: inout Joints) -> Survey.MendedTime {
        let time = mended(packet, Int(samples), &joints)
        times.append(time)
        return time
    }

    private mutating func mended(_ packet: Packet, _ samples: Int, _ joints: inout Joints) -> Survey.MendedTime {
        var length = Double(packet.pointer.pointee.duration) * tick
        if length <= 0 || length > joints.longestPause {
            length = isVideo ? usualLength : Double(samples) / Double(max(1, packet.sampleRate))
        }
        let presentation = packet.presentationTime
        guard let decoding = packet.decodingTime ?? presentation else {
            if !isTimed { untimed += 1 }
            due = (due ?? 0) + length
            end = max(end ?? 0, due ?? 0)
            return .init()
        }
        if !isTimed && untimed > 0 { (due, end, isMended) = (nil, nil, true) }
        isTimed = true
        let raw = Double(decoding) * tick
        // Pictures that come out of order tell nothing by their presentation.
        let isTold = !isVideo || packet.decodingTime != nil
        if isTold, let due, let last,
            raw + joints.offsets[part] < last - Self.untidy || raw + joints.offsets[part] > due + joints.longestPause
        {
            part = joints.next(after: part, raw: raw, due: due)
            isMended = true
        }
        let offset = Int64(exactly: (joints.offsets[part] / tick).rounded()) ?? 0
        let stamp = Survey.MendedTime(presentation: moved(presentation, by: offset), decoding: moved(decoding, by: offset))
        let there = Double(stamp.decoding ?? decoding) * tick
        if isTold { (last, due) = (there, there + length) }
        if let presentation, presentation != decoding { isReordered = true }
        if packet.pointer.pointee.flags & AV_PKT_FLAG_DISCARD == 0 {
            // Where pictures tell their decoding alone, they are shown later by as many as the decoder holds back.
            let shown = stamp.presentation.map { Double($0) * tick } ?? there + delay
            if presentation == nil { hasUntold = true }
            if start == nil, !isVideo { padded = shown + max(packet.secondsCutAtStart(tick), shown < 0 ? padding : 0) }
            let heard = max(shown, padded)
            start = min(start ?? heard, heard)
            let over = shown + length - (isVideo ? 0 : paddingAtEnd(packet, samples, length))
            // The last picture comes out after the last packet went in.
            end = max(end ?? over, over, hasUntold ? there + delay + length : over)
        }
        return stamp
    }

    /// Seconds of padding at a packet's end that its length counts as sound; Ogg's lengths do not.
    private func paddingAtEnd(_ packet: Packet, _ samples: Int, _ length: Double) -> Double {
        let cut = packet.secondsCutAtEnd(tick)
        let whole = Double(samples) / Double(max(1, packet.sampleRate))
        return samples > 0 && whole - length > cut - 2 * tick ? 0 : cut
    }

    /// A time on the clock that goes on; nil where it leaves all bounds.
    private func moved(_ ticks: Int64?, by offset: Int64) -> Int64? {
        guard let ticks else { return nil }
        let (sum, isOver) = ticks.addingReportingOverflow(offset)
        return isOver || abs(Double(sum) * tick) > InputFile.latestTime ? nil : sum
    }

    /// What was found of the stream with number `index`.
    func track(in input: InputFile, _ index: Int) -> Survey.Track {
        var track = Survey.Track(start: start, end: end ?? 0, packets: times.count, order: order(in: input, index))
        if case .counted = track.order { (track.start, track.end) = (0, Double(times.count) * usualLength) }
        // libav knows of packets that decode to nothing: Vorbis' first.
        let stream = input.stream(index).pointee
        if let start = track.start, isTimed, !isMended, !input.isElementaryStream, stream.start_time != AVTS_NOPTS {
            let known = Double(stream.start_time) * tick
            if known > start && known < start + 0.1 { track.start = known }
        }
        return track
    }

    private func order(in input: InputFile, _ index: Int) -> Survey.Order {
        let parameters = input.stream(index).pointee.codecpar.pointee
        if isVideo && (!isTimed || input.isElementaryStream) { return .counted }
        if isMended { return .sequential(filledTimes) }
        guard isVideo else { return input.seeksByBitRate(index) ? .sequential(nil) : .seekable }
        // Pictures out of order that all say they are in order; a file without index whose times libav makes up; pictures that
        // paint over what was there and call themselves key frames.
        if parameters.video_delay > 0, !isReordered, !hasUntold {
            return .ranked(times.compactMap(\.presentation).sorted())
        }
        let paintsOver = parameters.codec_id == AV_CODEC_ID_GIF || parameters.codec_id == AV_CODEC_ID_APNG
        return input.isUnindexed || paintsOver ? .sequential(nil) : .seekable
    }

    /// The times, with those of the first pictures counted back from the first that has one.
    private var filledTimes: [Survey.MendedTime] {
        guard isVideo, untimed > 0, untimed < times.count, let first = times[untimed].presentation ?? times[untimed].decoding
        else {
            return times
        }
        let length = usualLength / tick
        var filled = times
        for place in 0..<untimed {
            let time = first - Int64((Double(untimed - place) * length).rounded())
            filled[place] = .init(presentation: time, decoding: time)
        }
        return filled
    }
}
