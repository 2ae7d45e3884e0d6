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

    let path: String
    var input: InputFile
    let index: Int
    let clock: StreamClock
    let decoder: Decoder

    /// Packets read but not yet decoded, in decoding order.
    var waiting: [Packet] = []
    var spare: [Packet] = []
    var isInputAtEnd = false
    var isDrained = false
    /// Packets of the stream read since the file was opened, and pictures that came of them; nil after a seek.
    var ordinal: Int? = 0
    var pictureCount = 0
    let track: Survey.Track
    /// Seconds a picture is shown for where nothing tells.
    let usualLength: Double
    /// The time of the key picture that a seek led to: what precedes it lacks its references.
    var firstWhole: Double?
    /// A picture has come since reading began here.
    var hasShown = false
    /// After a seek into an open group of pictures the first ones lack their references: wait for a key frame.
    var awaitsKeyFrame = false
    /// The picture on the screen, and the one that follows it.
    var shown: Picture?
    var upcoming: Picture?
    /// The last moment asked for: what lies before it may have been passed over.
    var horizon = -Double.infinity
    var lastDecodingTime: Int64?

    struct Picture {
        let frame: Frame
        /// Seconds on the file's clock.
        let time: Double
    }

    /// Time of the very first picture, once it is known.
    var firstPictureTime: Double?
    var hasRead = false

    /// Seconds of the stream's last picture, where the last reading came to the end of the stream; otherwise nil.
    var lastPictureTime: Double? { isDrained ? (upcoming ?? shown)?.time : nil }

    init(_ input: InputFile, index: Int, zero: Double, track: Survey.Track, threads: Int) throws(MediaError) {
        path = input.path
        self.track = track
        usualLength = InputFile.frameDuration(of: input.stream(index))
        self.input = input
        self.index = index
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
