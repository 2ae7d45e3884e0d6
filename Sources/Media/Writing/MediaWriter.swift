import CFFmpeg
import Work

/// Writes a video file, or a sound file, whose picture and sound share one clock.
///
/// Frame `k` is shown at `k / frameRate` and sample `n` heard at `n / sampleRate`, to the sample: the codec's own delay
/// is written into the file (edit list or header), where readers find it. The same input gives the same bytes. The
/// container follows the extension (`mp4`, `mov`, `mkv`, `avi`, `webm`, `mp3`, `wav`, `flac`, `ogg`); the file appears
/// under its name only when it is whole.
///
/// ```swift
/// let writer = try MediaWriter(
///     "ball.mp4", video: VideoSettings(width: 64, height: 64, frameRate: 24), audio: AudioSettings(sampleRate: 16_000))
/// for frame in frames { try writer.append(frame: frame) }   // [UInt8], 64 × 64 × 3
/// try writer.append(samples: sound)                         // [Float], -1…1
/// try writer.finish()
/// ```
public final class MediaWriter {
    /// The file that is written.
    public let path: String
    private let file: OutputFile
    private let video: VideoEncoder?
    private let audio: AudioEncoder?
    private var isFinished = false

    /// Opens the file; at least one of `video` and `audio` must be given.
    /// - Throws: `.encoderMissing`, `.encodingFailed` (settings refused), `.writeFailed`.
    public init(_ path: String, video: VideoSettings? = nil, audio: AudioSettings? = nil) throws(MediaError) {
        Failing.unless(video != nil || audio != nil, "MediaWriter: found neither picture nor sound, expected one at least")
        self.path = path
        let file = try OutputFile(path)
        self.file = file
        if let video { self.video = try VideoEncoder(video, file: file) } else { self.video = nil }
        if let audio { self.audio = try AudioEncoder(audio, file: file) } else { self.audio = nil }
        try file.begin()
    }

    /// Shows `rgb` (height × width × 3 bytes, row by row) for one frame time.
    public func append(frame rgb: [UInt8]) throws(MediaError) {
        try append(frame: rgb.span)
    }

    /// Shows `rgb` (height × width × 3 bytes, row by row) for one frame time.
    public func append(frame rgb: Span<UInt8>) throws(MediaError) {
        guard let video else { Failing.with("MediaWriter: \(path) was opened without a picture") }
        try video.append(rgb, file: file)
    }

    /// Leaves the last frame on the screen for `count` more frame times: the file gets a variable frame rate.
    public func holdFrame(for count: Int) {
        Failing.unless(count >= 0, "holdFrame: found \(count) frames, expected 0 or more")
        video?.hold(count)
    }

    /// Adds sound: −1…1, channels interleaved.
    public func append(samples: [Float]) throws(MediaError) {
        try append(samples: samples.span)
    }

    /// Adds sound: −1…1, channels interleaved.
    public func append(samples: Span<Float>) throws(MediaError) {
        guard let audio else { Failing.with("MediaWriter: \(path) was opened without sound") }
        try audio.append(samples, file: file)
    }

    /// Completes the file and gives it its name; without this call nothing is left on disk.
    public func finish() throws(MediaError) {
        Failing.unless(!isFinished, "MediaWriter: \(path) is finished already")
        isFinished = true
        try video?.finish(file: file)
        try audio?.finish(file: file)
        try file.finish()
    }
}
