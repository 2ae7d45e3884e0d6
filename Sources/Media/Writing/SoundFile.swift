import Tensors

/// Files that hold sound alone.
public enum SoundFile {
    /// How a WAV file stores its samples.
    public enum WAVFormat: String, Sendable {
        /// Whole numbers of 16 bits.
        case pcm16 = "pcm_s16le"
        /// Floating-point numbers of 32 bits.
        case float32 = "pcm_f32le"
    }

    /// Writes a WAV file; `samples` −1…1, channels interleaved. 16 bits round to the nearest step and clip.
    public static func writeWAV(
        _ samples: [Float], sampleRate: Int, channels: Int = 1, format: WAVFormat = .pcm16, to path: String
    ) throws(MediaError) {
        let settings = AudioSettings(sampleRate: sampleRate, channels: channels, encoder: format.rawValue)
        try write(samples, settings, to: path)
    }

    /// Writes a WAV file from a tensor.
    ///
    /// ```swift
    /// try SoundFile.writeWAV(reader.sound(channels: .stereo), sampleRate: 44_100, to: "both.wav")
    /// ```
    ///
    /// - Parameters: `sound` is `[S]` or `[S, C]` with 1 … 8 channels, −1…1 (16 bits round to the nearest step and clip), `sampleRate` in Hz.
    /// - Throws: `.invalidRequest` for another shape, no sample, or NaN or infinity among them; `.writeFailed`.
    public static func writeWAV(
        _ sound: Tensor, sampleRate: Int, format: WAVFormat = .pcm16, to path: String
    ) throws(MediaError) {
        let channels = try MediaWriter.channels(of: sound, sampleRate, path)
        try writeWAV(sound.scalars, sampleRate: sampleRate, channels: channels, format: format, to: path)
    }

    /// Writes a FLAC file of 16 bits: packed without loss.
    ///
    /// - Parameters: as of ``writeWAV(_:sampleRate:format:to:)``; at most 655,350 Hz.
    /// - Throws: as ``writeWAV(_:sampleRate:format:to:)``, and `.encodingFailed` for a rate that FLAC does not have.
    public static func writeFLAC(_ sound: Tensor, sampleRate: Int, to path: String) throws(MediaError) {
        let channels = try MediaWriter.channels(of: sound, sampleRate, path)
        let settings = AudioSettings(sampleRate: sampleRate, channels: channels, encoder: "flac")
        try write(sound.scalars, settings, to: path)
    }

    /// Writes an MP3 file with its encoder's delay in the header; `bitRate` in bits a second.
    public static func writeMP3(
        _ samples: [Float], sampleRate: Int, channels: Int = 1, bitRate: Int = 128_000, to path: String
    ) throws(MediaError) {
        try write(samples, AudioSettings(sampleRate: sampleRate, channels: channels, bitRate: bitRate), to: path)
    }

    /// Writes a sound file of any container, with `settings`.
    public static func write(_ samples: [Float], _ settings: AudioSettings, to path: String) throws(MediaError) {
        let writer = try MediaWriter(path, audio: settings)
        try writer.append(samples: samples)
        try writer.finish()
    }
}
