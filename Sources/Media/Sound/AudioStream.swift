import CFFmpeg
import Tensors

/// Reads the sound of one stream as samples counted on the file's clock, from anywhere.
final class AudioStream {
    let path: String
    var input: InputFile
    let index: Int
    let clock: StreamClock
    let track: Survey.Track
    var decoder: Decoder
    let mixer: ChannelMixer
    let frame = Frame()
    let packet = Packet()
    /// Packets of the stream read since the file was opened; nil after a seek.
    var ordinal: Int? = 0
    var hasSentEnd = false
    /// Nothing of the stream has been given out since its first sample was decoded.
    var isAtBeginning = true
    /// Samples decoded but not yet asked for, channels interleaved, and the place of the first of them.
    var held: [Float] = []
    var heldStart = 0
    /// Where the next decoded sample belongs; nil after a seek.
    var position: Int?
    /// Where each packet lies; nil where only decoding from the beginning tells.
    var table: SoundTable?
    /// Packets to pass over after a seek, by their time.
    var passesOverBefore: Int64?
    /// The last packets sent, for decoders that begin anew in the middle.
    var recent: [Packet] = []
    var recentRow: Int?
    /// Brings stretches of another rate to the stream's.
    var rateChanger: Resampler?
    /// What the packets said turned out wrong: all is decoded from the beginning.
    var isSequential = false
    var mustStartAgain = false
    let memory: CodecMemory

    /// Samples a second as decoded, which for HE-AAC is not what the header says.
    var sampleRate: Int
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
        decoder = try Self.decoder(of: stream, track, path: path)
        sampleRate = Int(parameters.pointee.sample_rate)
        memory = CodecMemory(parameters.pointee)
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

    func drop(_ count: Int) {
        if count > 0 { isAtBeginning = false }
        heldStart += count
        if count * channels == held.count { held.removeAll(keepingCapacity: true) } else { held.removeFirst(count * channels) }
    }
}
