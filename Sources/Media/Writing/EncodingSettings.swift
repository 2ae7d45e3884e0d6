/// How the picture of a written file is encoded.
public struct VideoSettings: Sendable {
    /// Pixels; H.264 wants both even.
    public var width: Int
    /// Pixels, downwards.
    public var height: Int
    /// Frames a second.
    public var frameRate: FrameRate
    /// Constant rate factor of x264 and VP8/9, 0 (lossless) … 51 (worst).
    public var quality: Int
    /// Largest distance between two key frames, in frames: short means quick seeking, long means small files.
    public var keyframeInterval: Int
    /// How long x264 thinks (`ultrafast` … `veryslow`); ultrafast writes no B-frames.
    public var preset: String
    /// FFmpeg's name of the encoder; nil takes the container's usual one (`libx264`; WebM: `libvpx-vp9`).
    public var encoder: String?

    /// Pictures of one size at one rate, all but visually lossless unless told otherwise.
    ///
    /// - Parameters:
    ///   - width: pixels; even for H.264.
    ///   - height: pixels; even for H.264.
    ///   - frameRate: frames a second.
    ///   - quality: constant rate factor, 0 (lossless) … 51.
    ///   - keyframeInterval: frames from one key frame to the next, at most.
    ///   - preset: how long x264 thinks.
    ///   - encoder: FFmpeg's name; the container's usual one when nil.
    public init(
        width: Int, height: Int, frameRate: FrameRate, quality: Int = 18, keyframeInterval: Int = 24,
        preset: String = "ultrafast", encoder: String? = nil
    ) {
        self.width = width
        self.height = height
        self.frameRate = frameRate
        self.quality = quality
        self.keyframeInterval = keyframeInterval
        self.preset = preset
        self.encoder = encoder
    }
}

/// How the sound of a written file is encoded.
public struct AudioSettings: Sendable {
    /// Samples a second, Hz.
    public var sampleRate: Int
    /// 1 (mono) … 8.
    public var channels: Int
    /// Bits a second of AAC, MP3, Opus and Vorbis; PCM and FLAC ignore it.
    public var bitRate: Int
    /// FFmpeg's name of the encoder; nil takes the container's usual one
    /// (`aac`; WAV: `pcm_s16le`; MP3: `libmp3lame`; WebM: `libopus`; FLAC: `flac`; Ogg: `libvorbis`).
    public var encoder: String?

    /// Sound at one rate.
    ///
    /// - Parameters:
    ///   - sampleRate: samples a second (Hz).
    ///   - channels: 1 … 8.
    ///   - bitRate: bits a second, of the encoders that compress.
    ///   - encoder: FFmpeg's name; the container's usual one when nil.
    public init(sampleRate: Int = 44_100, channels: Int = 1, bitRate: Int = 96_000, encoder: String? = nil) {
        self.sampleRate = sampleRate
        self.channels = channels
        self.bitRate = bitRate
        self.encoder = encoder
    }
}

/// The usual encoders of a container, by file extension.
enum Container {
    static func videoEncoder(forExtension suffix: String) -> String {
        switch suffix {
        case "webm": "libvpx-vp9"
        case "ogv": "libtheora"
        case "png": "png"
        default: "libx264"
        }
    }

    static func audioEncoder(forExtension suffix: String) -> String {
        switch suffix {
        case "wav": "pcm_s16le"
        case "mp3", "avi": "libmp3lame"
        case "webm", "opus": "libopus"
        case "ogg", "ogv": "libvorbis"
        case "flac": "flac"
        default: "aac"
        }
    }
}

/// `mp4` of `folder/film.mp4`, in lower case; empty where there is none.
func fileExtension(_ path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
}
