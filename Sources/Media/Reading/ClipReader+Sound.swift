import CFFmpeg
import Tensors

extension ClipReader {
    /// The sound from `from` for `duration × sampleRate` samples (rounded), mixed down to one channel, −1…1.
    ///
    /// - Parameters: `from` and `duration` in seconds, `sampleRate` in Hz (nil: the file's own), `channel` the only one to be heard (from 0;
    ///   nil: all of them, mixed).
    /// - Throws: `.noAudio`, `.spanOutside`, `.invalidRequest`, `.tooLarge`, `.emptyStream`, `.decoderMissing`, `.decodingFailed`.
    public func waveform(
        from: Double = 0, duration: Double, sampleRate: Int? = nil, channel: Int? = nil
    ) throws(MediaError) -> Waveform {
        let (samples, rate) = try samples(from, duration, sampleRate, channel.map(Channels.one) ?? .mono) { ($0 * $1).rounded() }
        return Waveform(samples: samples, sampleRate: rate, start: from)
    }

    /// The sound of the whole file in one pass: sample `n` at `n / sampleRate` seconds.
    ///
    /// - Throws: as `waveform(from:duration:sampleRate:channel:)`, and `.digitalSilence` where nothing is to be heard and
    ///   `allowsSilence` is false.
    public func waveform(
        sampleRate: Int? = nil, channel: Int? = nil, allowsSilence: Bool = false
    ) throws(MediaError) -> Waveform {
        let (samples, rate) = try samples(0, info.duration, sampleRate, channel.map(Channels.one) ?? .mono) {
            ($0 * $1 + 0.01).rounded(.down)
        }
        let waveform = Waveform(samples: samples, sampleRate: rate, start: 0)
        if !allowsSilence && waveform.isDigitalSilence {
            if channel == nil, let one = try? self.waveform(sampleRate: sampleRate, channel: 0, allowsSilence: true),
                !one.isDigitalSilence
            {
                NoticeBoard.tell(
                    "\(path): its channels cancel each other where they are mixed, as those of opposite phase do; `channel: 0` hears one"
                )
            }
            throw .digitalSilence(path: path, seconds: waveform.duration)
        }
        return waveform
    }

    /// The sound with its channels apart, `[samples, channels]`, −1…1.
    ///
    /// ```swift
    /// let both = try reader.sound(from: 2, duration: 1, channels: .stereo)    // [44100, 2]
    /// ```
    ///
    /// - Parameters: `from` and `duration` in seconds (nil: to the end), `sampleRate` in Hz (nil: the file's own).
    /// - Throws: as `waveform(from:duration:sampleRate:channel:)`.
    public func sound(
        from: Double = 0, duration: Double? = nil, sampleRate: Int? = nil, channels: Channels = .all
    ) throws(MediaError) -> Tensor {
        let (samples, _) = try samples(from, duration ?? max(0, info.duration - from), sampleRate, channels) {
            ($0 * $1).rounded()
        }
        let count = try audioStream(channels).channels
        return samples.reshaped(to: [samples.count / count, count])
    }

    /// Interleaved samples and their rate; `count` tells how many of `duration` seconds at that rate are wanted.
    private func samples(
        _ from: Double, _ duration: Double, _ wantedRate: Int?, _ channels: Channels, count: (Double, Double) -> Double
    ) throws(MediaError) -> (Tensor, Int) {
        if let wantedRate { try checkSampleRate(wantedRate) }
        try checkSpan(from, duration)
        let audio = try audioStream(channels)
        let rate = wantedRate ?? audio.sampleRate
        try checkRatio(from: audio.sampleRate, to: rate)
        let count = count(duration, Double(rate))
        try checkMemory(count, bytes: 4 * audio.channels, "\(count) samples of \(audio.channels) channel(s)")
        let first = Int((from * Double(rate)).rounded())
        return (try samples(of: audio, from: first, count: Int(count), rate), rate)
    }

    private func samples(of audio: AudioStream, from first: Int, count: Int, _ rate: Int) throws(MediaError) -> Tensor {
        // Packets may turn out other than they said, once: then the stream is decoded from its beginning.
        for _ in 0..<3 {
            if let samples = try resampled(audio, from: first, count: count, rate) { return samples }
        }
        throw .decodingFailed(path: path, stream: "sound", reason: "its packets are other than its container says")
    }

    /// One reading of `count` samples; nil where the packets turned out other than they said.
    private func resampled(_ audio: AudioStream, from first: Int, count: Int, _ rate: Int) throws(MediaError) -> Tensor? {
        let resampler = try resampler(from: audio.sampleRate, to: rate, channels: audio.channels)
        // Begin where the two grids meet, early enough for the filter to see all it needs.
        let (inputStep, outputStep) = resampler.alignment
        let reach = resampler.reach
        let early = (reach * outputStep + inputStep - 1) / inputStep
        let run = Int((Double(first - early) / Double(outputStep)).rounded(.down))
        let last = (first + count) * inputStep / outputStep + 2 * reach + 1
        var output = PieceWriter(skipping: (first - run * outputStep) * audio.channels)
        var outcome = Result<Bool, MediaError>.success(false)
        // Written where it stays: a film's sound is not held twice, and memory that nothing is written to is never taken.
        let samples = Tensor(onHost: [count * audio.channels]) { values in
            outcome = Result { () throws(MediaError) in
                try audio.read(from: run * inputStep, to: last) { piece in
                    output.write(to: &values) { resampler.append(piece, to: &$0) }
                }
            }
        }
        guard try outcome.get() else { return nil }
        // Nothing less than all of it leaves here.
        guard output.count == samples.count else {
            throw .decodingFailed(path: path, stream: "sound", reason: "resampling gave \(output.count) samples")
        }
        // A file of floats may hold them; one of them makes a filter bank and a network of nothing but NaN.
        guard samples.isAllFinite else {
            throw .decodingFailed(path: path, stream: "sound", reason: "some of its samples are NaN or infinite")
        }
        return samples
    }
}

/// Puts pieces one behind the other into memory of a known length, without the first few numbers of all.
private struct PieceWriter {
    private var skipped: Int
    private var piece: [Float] = []
    /// Numbers written so far.
    private(set) var count = 0

    init(skipping skipped: Int) { self.skipped = skipped }

    mutating func write(to values: inout MutableSpan<Float>, make: (inout [Float]) -> Void) {
        piece.removeAll(keepingCapacity: true)
        make(&piece)
        let passed = min(skipped, piece.count)
        skipped -= passed
        let length = min(piece.count - passed, values.count - count)
        values.copy(piece.span.extracting(passed..<passed + length), to: count)
        count += length
    }
}
