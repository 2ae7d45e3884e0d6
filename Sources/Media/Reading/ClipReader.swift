import CFFmpeg

/// Reads frames and sound of any span of a media file, at any rate and size, on one clock.
///
/// Time zero is the start of the file's presentation, the same for picture and sound: a stream that starts later is
/// preceded by its first picture, or by silence. The frame of a moment is the one on the screen then. Edit lists, encoder
/// delays (AAC, MP3, Opus) and variable frame rates are taken into account; a clip is the same, byte for byte, whether it is
/// read by itself or cut from the whole.
///
/// ```swift
/// let reader = try ClipReader("ball.mp4")
/// let frames = try reader.frames(from: 1.5, duration: 1, frameRate: 12, size: FrameSize(square: 112))  // 12 frames
/// let sound = try reader.waveform(from: 1.5, duration: 1, sampleRate: 16_000)                          // 16000 samples
/// ```
///
/// A reader belongs to one thread at a time; open one a thread.
public final class ClipReader {
    public let path: String
    /// What the file holds.
    public let info: MediaInfo
    private let threads: Int
    private let zero: Double
    private var first: InputFile?
    private var video: VideoStream?
    private var audio: AudioStream?
    private var scaler: FrameScaler?
    private var resampler: Resampler?
    private var scanned: Double?

    /// A span may reach this far past the end, in seconds: the last frame is held, the sound is silent.
    public static let tolerance = 0.05

    /// Opens the file and reads its headers; `threads` are those of the picture's decoder.
    /// - Throws: `.missing`, `.folder`, `.unreadable`, `.truncated`, `.notMedia`.
    public init(_ path: String, threads: Int = 1) throws(MediaError) {
        precondition(threads > 0, "ClipReader: found \(threads) threads, expected 1 or more")
        self.path = path
        self.threads = threads
        let input = try InputFile(path)
        zero = input.zero
        info = try Probe.describe(input)
        first = input
    }

    /// What a file holds, from its headers.
    public static func probe(_ path: String) throws(MediaError) -> MediaInfo { try ClipReader(path).info }
}

// MARK: Frames

extension ClipReader {
    /// The frames at `from`, `from + 1/frameRate`, … : `duration × frameRate` of them (rounded, at least one).
    ///
    /// - Parameters: `from` and `duration` in seconds, `frameRate` in frames a second, `size` in pixels.
    /// - Throws: `.noVideo`, `.spanOutside`, `.invalidRequest`, `.truncated`, `.decoderMissing`, `.decodingFailed`.
    public func frames(
        from: Double, duration: Double, frameRate: Double, size: FrameSize
    ) throws(MediaError) -> FrameSequence {
        try checkFrameRate(frameRate)
        try checkSpan(from, duration)
        return try frames(from: from, count: max(1, Int((duration * frameRate).rounded())), frameRate, size)
    }

    /// The frames of the whole file in one pass: every `k / frameRate` whose frame time ends inside the file.
    public func frames(frameRate: Double, size: FrameSize) throws(MediaError) -> FrameSequence {
        try checkFrameRate(frameRate)
        try checkSize()
        return try frames(from: 0, count: max(1, Int(info.duration * frameRate + 0.01)), frameRate, size)
    }

    private func frames(
        from: Double, count: Int, _ frameRate: Double, _ size: FrameSize
    ) throws(MediaError) -> FrameSequence {
        let video = try videoStream()
        if scaler?.size != size {
            scaler = FrameScaler(size, orientation: info.video?.orientation ?? .upright, path: path)
        }
        let scaler = scaler!
        let moments = (0..<count).map { from + Double($0) / frameRate }
        let bytes = size.width * size.height * 3
        var rgb = [UInt8](repeating: 0, count: count * bytes)
        var last: (frame: ObjectIdentifier, place: Int)?
        try video.read(moments) { (place, frame) throws(MediaError) in
            try rgb.withUnsafeMutableBufferPointer { (buffer) throws(MediaError) in
                let target = buffer.baseAddress! + place * bytes
                if let last, last.frame == ObjectIdentifier(frame) {  // the same picture again
                    target.update(from: buffer.baseAddress! + last.place * bytes, count: bytes)
                } else {
                    try scaler.write(frame, to: target)
                }
            }
            last = (ObjectIdentifier(frame), place)
        }
        if let end = video.lastPictureTime { try checkWhole(streamEnd: end, needed: moments[count - 1]) }
        return FrameSequence(width: size.width, height: size.height, frameRate: frameRate, start: from, rgb: rgb)
    }

    private func videoStream() throws(MediaError) -> VideoStream {
        if let video { return video }
        guard info.video != nil else { throw .noVideo(path: path) }
        let input = try open(.video)
        guard let index = input.bestStream(.video) else { throw .noVideo(path: path) }
        let made = try VideoStream(input, index: index, zero: zero, threads: threads)
        video = made
        return made
    }
}

// MARK: Sound

extension ClipReader {
    /// The sound from `from` for `duration × sampleRate` samples (rounded), mixed down to one channel, −1…1.
    ///
    /// - Parameters: `from` and `duration` in seconds, `sampleRate` in Hz.
    /// - Throws: `.noAudio`, `.spanOutside`, `.invalidRequest`, `.truncated`, `.decoderMissing`, `.decodingFailed`.
    public func waveform(from: Double, duration: Double, sampleRate: Int) throws(MediaError) -> Waveform {
        try checkSampleRate(sampleRate)
        try checkSpan(from, duration)
        let first = Int((from * Double(sampleRate)).rounded())
        let sound = try samples(from: first, count: Int((duration * Double(sampleRate)).rounded()), sampleRate)
        return Waveform(sound, sampleRate: sampleRate, start: from)
    }

    /// The sound of the whole file in one pass: sample `n` at `n / sampleRate` seconds.
    ///
    /// - Throws: as `waveform(from:duration:sampleRate:)`, and `.digitalSilence` where nothing is to be heard and
    ///   `allowsSilence` is false.
    public func waveform(sampleRate: Int, allowsSilence: Bool = false) throws(MediaError) -> Waveform {
        try checkSampleRate(sampleRate)
        try checkSize()
        let sound = try samples(from: 0, count: Int(info.duration * Double(sampleRate) + 0.01), sampleRate)
        let waveform = Waveform(sound, sampleRate: sampleRate, start: 0)
        if !allowsSilence && waveform.isDigitalSilence {
            throw .digitalSilence(path: path, seconds: waveform.duration)
        }
        return waveform
    }

    private func samples(from first: Int, count: Int, _ rate: Int) throws(MediaError) -> [Float] {
        let audio = try audioStream()
        if resampler?.inputRate != audio.sampleRate || resampler?.outputRate != rate {
            resampler = Resampler(from: audio.sampleRate, to: rate)
        }
        guard let resampler, resampler.begin() else {
            throw .decodingFailed(
                path: path, stream: "sound", reason: "no conversion from \(audio.sampleRate) to \(rate) Hz")
        }
        // Begin where the two grids meet, early enough for the filter to see all it needs.
        let (inputStep, outputStep) = resampler.alignment
        let reach = resampler.reach
        let early = (reach * outputStep + inputStep - 1) / inputStep
        let run = Int((Double(first - early) / Double(outputStep)).rounded(.down))
        let skipped = first - run * outputStep
        let last = (first + count) * inputStep / outputStep + 2 * reach + 1
        var output: [Float] = []
        output.reserveCapacity(skipped + count + 4096)
        try audio.read(from: run * inputStep, to: last) { resampler.append($0, to: &output) }
        if audio.isAtEnd {
            let rate = Double(audio.sampleRate)
            try checkWhole(streamEnd: Double(audio.end) / rate, needed: Double((first + count) * inputStep / outputStep) / rate)
        }
        precondition(output.count >= skipped + count, "ClipReader: resampling gave \(output.count) samples")
        return Array(output[skipped..<skipped + count])
    }

    private func audioStream() throws(MediaError) -> AudioStream {
        if let audio { return audio }
        guard info.audio != nil else { throw .noAudio(path: path) }
        let input = try open(.audio)
        guard let index = input.bestStream(.audio) else { throw .noAudio(path: path) }
        let made = try AudioStream(input, index: index, zero: zero)
        audio = made
        return made
    }
}

// MARK: Checks

extension ClipReader {
    /// The file as first opened serves the first stream asked for; the other gets its own.
    private func open(_ kind: InputFile.Kind) throws(MediaError) -> InputFile {
        if let opened = first {
            first = nil
            return opened
        }
        return try InputFile(path, only: kind)
    }

    private func checkFrameRate(_ rate: Double) throws(MediaError) {
        guard rate > 0, rate <= 1000 else {
            throw .invalidRequest(path: path, found: "\(rate) frames/s", expected: "above 0 and at most 1000")
        }
    }

    private func checkSampleRate(_ rate: Int) throws(MediaError) {
        guard (1...768_000).contains(rate) else {
            throw .invalidRequest(path: path, found: "\(rate) Hz", expected: "1 to 768000")
        }
    }

    private func checkSpan(_ from: Double, _ duration: Double) throws(MediaError) {
        let to = from + duration
        guard from >= -1e-6, duration >= 0, to <= info.duration + Self.tolerance else {
            throw .spanOutside(path: path, from: from, to: to, duration: info.duration)
        }
    }

    /// Whole-file reading does not pass over what a file lacks.
    private func checkSize() throws(MediaError) {
        guard let (found, expected) = InputFile.missingBytes(of: path) else { return }
        throw .truncated(path: path, found: "\(found) bytes", expected: "\(expected) bytes")
    }

    /// A stream may end before the others; a file whose data ends long before its header says is cut short.
    private func checkWhole(streamEnd: Double, needed: Double) throws(MediaError) {
        let missing = 0.5
        guard needed > streamEnd + missing, info.duration > streamEnd + missing else { return }
        let end: Double
        if let scanned { end = scanned } else { end = try Probe.scannedDuration(path) }
        scanned = end
        if info.duration > end + missing {
            throw .truncated(path: path, found: "\(end.inMilliseconds) s of data", expected: "\(info.duration.inMilliseconds) s")
        }
    }
}

extension Double {
    /// Rounded to three decimals, for messages.
    fileprivate var inMilliseconds: Double { (self * 1000).rounded() / 1000 }
}
