/// The picture stream of a file.
public struct VideoStreamInfo: Hashable, Sendable {
    /// Its number in ``MediaInfo/streams``.
    public var index = 0
    /// Pixels as shown: after the file's rotation and pixel shape are applied.
    public var width: Int
    /// Pixels as shown, downwards.
    public var height: Int
    /// Frames a second on average.
    public var frameRate: Double
    /// FFmpeg's name of the codec, as in `h264`.
    public var codec: String
    /// Seconds at which the first frame is shown on the file's clock; above 0 where the picture starts late.
    public var start: Double
    /// Seconds from the first frame to the end of the last, by the packets that are there.
    public var duration = 0.0
    /// How the stored picture is brought upright: turned, mirrored, both, or neither.
    public var orientation: Orientation
}

extension VideoStreamInfo {
    /// Quarter turns clockwise the stored picture needs (0 … 3), after the mirror where `orientation` has one.
    public var quarterTurns: Int { orientation.quarterTurns }
}

/// The sound stream of a file.
public struct AudioStreamInfo: Hashable, Sendable {
    /// Its number in ``MediaInfo/streams``.
    public var index = 0
    /// Samples a second, Hz.
    public var sampleRate: Int
    /// How many: 1 (mono), 2 (stereo) and so on.
    public var channels: Int
    /// FFmpeg's name of the codec, as in `aac`.
    public var codec: String
    /// Seconds at which the sound begins on the file's clock; above 0 where it starts late.
    public var start: Double
    /// Seconds from the first sample to the end of the last, by the packets that are there.
    public var duration = 0.0
}

/// One of the streams of a file, used or not.
public struct StreamInfo: Hashable, Sendable {
    /// What a stream holds.
    public enum Kind: String, Hashable, Sendable {
        /// Moving pictures.
        case picture
        /// Sound.
        case sound
        /// Text to be shown at its time.
        case subtitle
        /// Anything else that comes in packets.
        case data
        /// A file within the file, such as a font.
        case attachment
        /// One picture that stands for the whole: the cover of a record.
        case cover
    }

    /// Its number, from 0: what ``ClipReader/init(_:threads:picture:sound:)`` takes.
    public var index: Int
    /// What it holds.
    public var kind: Kind
    /// FFmpeg's name of the codec; where it knows none, what the container calls it.
    public var codec: String
    /// As shown, pixels; 0 for what is no picture.
    public var width = 0
    /// As shown, pixels downwards; 0 for what is no picture.
    public var height = 0
    /// Frames a second of a picture on average, samples a second of a sound (Hz); 0 for the rest.
    public var rate = 0.0
    /// Of a sound; 0 for the rest.
    public var channels = 0
    /// Seconds on the file's clock at which it begins.
    public var start = 0.0
    /// Seconds, by the packets that are there; 0 where it has none, or is neither picture nor sound.
    public var duration = 0.0
    /// The file's tag, as in `eng`; nil where it has none.
    public var language: String?
}

extension StreamInfo: CustomStringConvertible {
    public var description: String {
        let size = width > 0 ? " \(width)×\(height)" : ""
        let sound = ", \(Int(rate)) Hz, \(channels) channels"
        let speed = rate == 0 ? "" : kind == .sound ? sound : ", \(rate.rounded(to: 100)) frames/s"
        let tongue = language.map { ", \($0)" } ?? ""
        return "\(index): \(kind.rawValue), \(codec)\(size)\(speed)\(tongue), "
            + "from \(start.rounded(to: 1000)) s for \(duration.rounded(to: 1000)) s"
    }
}

/// What a media file holds; times in seconds from the start of its presentation.
public struct MediaInfo: Hashable, Sendable {
    /// FFmpeg's name of the container, as in `mov,mp4,m4a,3gp,3g2,mj2`.
    public var container: String
    /// Seconds from the first thing shown or heard to the last, of the picture and the sound that are used, as far as
    /// their data goes.
    public var duration: Double
    /// Nil where the file has no picture.
    public var video: VideoStreamInfo?
    /// Nil where the file has no sound.
    public var audio: AudioStreamInfo?
    /// All streams, used or not, in the file's order.
    public var streams: [StreamInfo] = []
}

extension MediaInfo: CustomStringConvertible {
    public var description: String {
        let picture =
            video.map { "\($0.codec) \($0.width)×\($0.height), \($0.frameRate.rounded(to: 100)) frames/s" } ?? "no picture"
        let sound = audio.map { "\($0.codec) \($0.sampleRate) Hz, \($0.channels) channels" } ?? "no sound"
        return "\(container), \(duration.rounded(to: 1000)) s; \(picture); \(sound)"
    }
}

extension Double {
    /// Rounded to `parts` of one, for messages.
    func rounded(to parts: Double) -> Double { (self * parts).rounded() / parts }
}
