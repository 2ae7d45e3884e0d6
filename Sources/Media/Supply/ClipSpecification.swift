/// How a whole file is decoded: what an entry of the clip cache depends on beside the file.
public struct ClipSpecification: Hashable, Sendable {
    /// Frames a second and their size; nil for sound alone.
    public var frameRate: Double?
    public var size: FrameSize?
    /// Samples a second, Hz; nil for frames alone.
    public var sampleRate: Int?

    /// Frames and sound.
    public init(frameRate: Double, size: FrameSize, sampleRate: Int) {
        self.frameRate = frameRate
        self.size = size
        self.sampleRate = sampleRate
    }

    /// Frames alone.
    public init(frameRate: Double, size: FrameSize) {
        self.frameRate = frameRate
        self.size = size
        sampleRate = nil
    }

    /// Sound alone.
    public init(sampleRate: Int) {
        self.sampleRate = sampleRate
        frameRate = nil
        size = nil
    }

    /// The same text for the same specification, in every process.
    var key: String {
        let picture = size.map { "\($0.width)x\($0.height) \($0.fit.rawValue) \(frameRate ?? 0)" } ?? "-"
        return "frames \(picture), sound \(sampleRate.map(String.init) ?? "-")"
    }
}

/// A whole file, decoded.
public struct DecodedClip: Sendable {
    /// Nil where the specification wants none.
    public var frames: FrameSequence?
    /// Nil where the specification wants none.
    public var waveform: Waveform?

    public init(frames: FrameSequence?, waveform: Waveform?) {
        self.frames = frames
        self.waveform = waveform
    }

    /// Decodes a whole file.
    /// - Throws: as `ClipReader`; digital silence is an error.
    public init(decoding path: String, _ specification: ClipSpecification) throws(MediaError) {
        let reader = try ClipReader(path)
        if let rate = specification.frameRate, let size = specification.size {
            frames = try reader.frames(frameRate: rate, size: size)
        }
        if let rate = specification.sampleRate { waveform = try reader.waveform(sampleRate: rate) }
    }
}
