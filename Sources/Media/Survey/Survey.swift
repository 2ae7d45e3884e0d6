import CFFmpeg

/// What the packets of a file say about its streams, where a header could claim anything: when each begins and ends, how the
/// packets of its sound follow each other, and whether its time stamps can be believed.
///
/// A file is surveyed once, when it is opened. MP4 and MOV list every packet in their header: the list is checked against the
/// size of the file. Of other containers the packets are read, and none is decoded.
struct Survey {
    /// By the number of the stream; those of pictures and sound.
    var tracks: [Int: Track] = [:]
    /// Set where the data ends long before the header says: seconds found and declared.
    var shortfall: (found: Double, declared: Double)?
    /// What had to be done to the time stamps, in words; nil where nothing.
    var repairs: String?

    /// A span in which packets are farther apart than this on average is no film but a damaged time stamp (seconds a packet) …
    static let sparsest = 10.0
    /// … beyond this many seconds, which any file may last.
    static let alwaysPlausible = 3600.0

    /// Surveys an open file; `input` is not moved.
    /// - Throws: `.interrupted`, and what opening a file throws.
    static func make(_ input: InputFile) throws(MediaError) -> Survey {
        if let survey = listed(input) { return survey }
        return try scanned(input.path)
    }

    /// Seconds on libav's clock at which the first of `streams` is presented.
    func zero(of streams: [Int]) -> Double { streams.compactMap { tracks[$0]?.start }.min() ?? 0 }

    /// Seconds on libav's clock at which the last of `streams` ends.
    func end(of streams: [Int]) -> Double { streams.compactMap { tracks[$0]?.end }.max() ?? 0 }
}

extension Survey {
    /// One stream.
    struct Track {
        /// Seconds on libav's clock at which its first picture or sample is presented; nil where nothing carries a time.
        var start: Double?
        /// … and at which its last one ends.
        var end = 0.0
        /// How many packets are there.
        var packets = 0
        var order = Order.seekable
        /// The packets of a sound stream, in the order of the file.
        var sound: [SoundPacket] = []
        /// What the decoder's header is to say, where the container's is a guess (``TrueAudio``).
        var samplesInHeader: Int?
    }

    /// How the packets of a stream are to be read.
    enum Order {
        /// From anywhere, by the container's own times.
        case seekable
        /// From the beginning, since a seek would not lead where it should; with mended times, in the order of the file, where
        /// the container's own cannot be used.
        case sequential([MendedTime]?)
        /// From the beginning, and the pictures take these times one after another (ticks, ascending): the container has the right
        /// times, but on the wrong pictures.
        case ranked([Int64])
        /// From the beginning, and the pictures are counted: nothing carries a time.
        case counted
    }

    /// Presentation and decoding time of a packet, mended, in ticks of its stream; nil where it has none.
    struct MendedTime {
        var presentation: Int64?
        var decoding: Int64?
    }

    /// A packet of a sound stream.
    struct SoundPacket {
        /// Presentation time, ticks; AVTS_NOPTS where there is none.
        var time: Int64
        /// Samples it holds by its own word or by its codec's rule; 0 where only decoding can tell.
        var samples: Int32
    }
}
