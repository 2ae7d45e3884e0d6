import CFFmpeg
import Tensors
import Work

/// Reads frames and sound of any span of a media file, at any rate and size, on one clock.
///
/// Time zero is the start of the file's presentation, the same for picture and sound: a stream that starts later is
/// preceded by its first picture, or by silence. The frame of a moment is the one on the screen then. Edit lists, encoder
/// delays (AAC, MP3, Opus) and variable frame rates are taken into account; a clip is the same, byte for byte, whether it is
/// read by itself or cut from the whole. What a file's header says of its length counts as far as there is data for it.
///
/// ```swift
/// let reader = try ClipReader("ball.mp4")
/// let frames = try reader.frames(from: 1.5, duration: 1, frameRate: 12, size: FrameSize(square: 112))  // 12 frames
/// let sound = try reader.waveform(from: 1.5, duration: 1, sampleRate: 16_000)                          // 16000 samples
/// ```
///
/// A reader belongs to one thread at a time; open one a thread.
public final class ClipReader {
    /// The file that is read.
    public let path: String
    /// What the file holds.
    public let info: MediaInfo
    /// Length of the file (s).
    public var duration: Double { info.duration }
    let survey: Survey
    private let threads: Int
    private let zero: Double
    private var first: InputFile?
    private var video: VideoStream?
    private var audio: (stream: AudioStream, channels: Channels)?
    private var scaler: FrameScaler?
    private var resampler: Resampler?

    /// A span may reach this far past the end, in seconds: the last frame is held, the sound is silent.
    public static let tolerance = 0.05

    /// Opens the file, reads its headers and looks at its packets.
    ///
    /// A file that ends before its header says is used as far as it goes, and that is told (`withNotices`).
    ///
    /// - Parameters:
    ///   - threads: those of the picture's decoder, at least 1.
    ///   - picture: the number of the picture stream to read (``MediaInfo/streams``); nil for the one that FFmpeg calls the best.
    ///   - sound: the same for sound.
    /// - Throws: `.missing`, `.folder`, `.notAFile`, `.unreadable`, `.truncated`, `.notMedia`, `.invalidRequest` for a stream of another kind.
    public init(_ path: String, threads: Int = 1, picture: Int? = nil, sound: Int? = nil) throws(MediaError) {
        Failing.unless(threads > 0, "ClipReader: found \(threads) threads, expected 1 or more")
        self.path = path
        self.threads = threads
        let input = try InputFile(path)
        survey = try Survey.make(input)
        let video = try Self.choose(picture, .video, input, survey)
        let audio = try Self.choose(sound, .audio, input, survey)
        if video == nil && audio == nil {
            throw .notMedia(path: path, found: "neither picture nor sound in it")
        }
        zero = survey.zero(of: [video, audio].compactMap { $0 })
        info = Probe.describe(input, survey, video: video, audio: audio)
        first = input
        if let (found, declared) = survey.shortfall {
            NoticeBoard.tell(
                "\(path): is cut short: \(found.rounded(to: 1000)) s of data, its header says \(declared.rounded(to: 1000)) s; what is there is used"
            )
        }
        if let repairs = survey.repairs { NoticeBoard.tell("\(path): \(repairs)") }
    }

    /// What a file holds.
    public static func probe(_ path: String) throws(MediaError) -> MediaInfo { try ClipReader(path).info }

    /// The stream asked for; otherwise the best of those that have any packet.
    private static func choose(
        _ index: Int?, _ kind: InputFile.Kind, _ input: InputFile, _ survey: Survey
    ) throws(MediaError) -> Int? {
        func isRight(_ index: Int) -> Bool {
            (0..<input.streamCount).contains(index) && input.stream(index).pointee.codecpar.pointee.codec_type == kind.type
                && input.isPictureOrSound(index)
        }
        if let index {
            if isRight(index) { return index }
            let numbers = (0..<input.streamCount).filter(isRight).map(String.init).joined(separator: ", ")
            throw .invalidRequest(
                path: input.path, found: "\(kind == .video ? "picture" : "sound") stream \(index)",
                expected: numbers.isEmpty ? "none: it has no such stream" : "one of \(numbers)")
        }
        guard let best = input.bestStream(kind) else { return nil }
        if survey.tracks[best] != nil { return best }
        return (0..<input.streamCount).first { isRight($0) && survey.tracks[$0] != nil } ?? best
    }
}

// MARK: Streams

extension ClipReader {
    func videoStream() throws(MediaError) -> VideoStream {
        if let video { return video }
        guard let index = info.video?.index else { throw .noVideo(path: path) }
        guard let track = survey.tracks[index] else { throw .emptyStream(path: path, stream: "picture") }
        let made = try VideoStream(try open(), index: index, zero: zero, track: track, threads: threads)
        video = made
        return made
    }

    func audioStream(_ channels: Channels) throws(MediaError) -> AudioStream {
        if let audio, audio.channels == channels { return audio.stream }
        guard let info = info.audio else { throw .noAudio(path: path) }
        guard let track = survey.tracks[info.index] else { throw .emptyStream(path: path, stream: "sound") }
        if case .one(let channel) = channels, !(0..<info.channels).contains(channel) {
            throw .invalidRequest(path: path, found: "channel \(channel)", expected: "0 … \(info.channels - 1)")
        }
        let made = try AudioStream(try open(), index: info.index, zero: zero, track: track, channels: channels)
        audio = (made, channels)
        return made
    }

    /// The file as first opened serves the first stream asked for; others get their own.
    private func open() throws(MediaError) -> InputFile {
        defer { first = nil }
        if let first { return first }
        return try InputFile(path)
    }

    func scaler(_ size: FrameSize) -> FrameScaler {
        if let scaler, scaler.size == size { return scaler }
        let made = FrameScaler(size, orientation: info.video?.orientation ?? .upright, path: path)
        scaler = made
        return made
    }

    /// A resampler at the start of a run.
    func resampler(from inputRate: Int, to outputRate: Int, channels: Int) throws(MediaError) -> Resampler {
        if resampler?.inputRate != inputRate || resampler?.outputRate != outputRate || resampler?.channels != channels {
            resampler = Resampler(from: inputRate, to: outputRate, channels: channels)
        }
        guard let resampler, resampler.begin() else {
            throw .decodingFailed(path: path, stream: "sound", reason: "no conversion from \(inputRate) to \(outputRate) Hz")
        }
        return resampler
    }
}
