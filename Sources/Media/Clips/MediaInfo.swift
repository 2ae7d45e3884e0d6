/// The picture stream of a file.
public struct VideoStreamInfo: Hashable, Sendable {
    /// Pixels as shown: after the file's rotation and pixel shape are applied.
    public var width: Int
    public var height: Int
    /// Frames a second on average.
    public var frameRate: Double
    /// FFmpeg's name of the codec, as in `h264`.
    public var codec: String
    /// Seconds at which the first frame is shown on the file's clock; above 0 where the picture starts late.
    public var start: Double
    /// How the stored picture is brought upright: turned, mirrored, both, or neither.
    public var orientation: Orientation
}

extension VideoStreamInfo {
    /// Quarter turns clockwise the stored picture needs (0 … 3), after the mirror where `orientation` has one.
    public var quarterTurns: Int { orientation.quarterTurns }
}

/// The sound stream of a file.
public struct AudioStreamInfo: Hashable, Sendable {
    /// Samples a second, Hz.
    public var sampleRate: Int
    public var channels: Int
    /// FFmpeg's name of the codec, as in `aac`.
    public var codec: String
    /// Seconds at which the sound begins on the file's clock; above 0 where it starts late.
    public var start: Double
}

/// What a media file holds; times in seconds from the start of its presentation.
public struct MediaInfo: Hashable, Sendable {
    /// FFmpeg's name of the container, as in `mov,mp4,m4a,3gp,3g2,mj2`.
    public var container: String
    /// Seconds from the first thing shown or heard to the last.
    public var duration: Double
    /// Nil where the file has no picture.
    public var video: VideoStreamInfo?
    /// Nil where the file has no sound.
    public var audio: AudioStreamInfo?
}

extension MediaInfo: CustomStringConvertible {
    public var description: String {
        let rounded = (duration * 1000).rounded() / 1000
        let rate = video.map { ($0.frameRate * 100).rounded() / 100 } ?? 0
        let picture = video.map { "\($0.codec) \($0.width)×\($0.height), \(rate) frames/s" } ?? "no picture"
        let sound = audio.map { "\($0.codec) \($0.sampleRate) Hz, \($0.channels) channels" } ?? "no sound"
        return "\(container), \(rounded) s; \(picture); \(sound)"
    }
}
