import Tensors

extension MediaWriter {
    /// Writes a film from tensors, in the container of the extension; the file appears under its name only when it is whole.
    ///
    /// Bytes of the picture are `round(255 · value)`, values outside 0…1 clip. The sound begins with the first frame; its sample
    /// `n` is heard at `n / sampleRate` s.
    ///
    /// ```swift
    /// let tone = Tensor(samples, shape: [32_000])
    /// try MediaWriter.write(frames: clip, frameRate: 12, sound: tone, sampleRate: 16_000, to: "clip.mp4")    // clip: [24, 64, 64, 3]
    /// ```
    ///
    /// - Parameters:
    ///   - frames: `[T, H, W, 3]`, red green blue, 0…1; H.264 wants `H` and `W` even.
    ///   - frameRate: frames a second, above 0 and at most 1000.
    ///   - sound: `[S]` or `[S, C]` with 1 … 8 channels, −1…1 (beyond it clips where the encoder has integers); nil for a film without.
    ///   - sampleRate: Hz, one that the container's encoder takes.
    ///   - quality: as in ``VideoSettings/quality``, from 0 (best) to 51.
    /// - Throws: `.invalidRequest` for another shape, no frame, a value that is no number or a rate out of range; `.encodingFailed` where
    ///   the encoder refuses the size or rate; `.encoderMissing`, `.writeFailed`.
    public static func write(
        frames: Tensor, frameRate: Double, sound: Tensor? = nil, sampleRate: Int = 44_100, quality: Int = 18, to path: String
    ) throws(MediaError) {
        let shape = frames.shape.dimensions
        guard shape.count == 4, shape[3] == 3, frames.count > 0 else {
            throw .invalidRequest(path: path, found: "frames of shape \(shape)", expected: "[T, H, W, 3], none of them 0")
        }
        guard frameRate > 0, frameRate <= 1000 else {
            throw .invalidRequest(path: path, found: "\(frameRate) frames/s", expected: "above 0 and at most 1000")
        }
        guard (0...51).contains(quality) else {
            throw .invalidRequest(path: path, found: "quality \(quality)", expected: "0 to 51")
        }
        guard max(shape[1], shape[2]) <= 16_384 else {
            throw .invalidRequest(path: path, found: "frames of \(shape[2])×\(shape[1])", expected: "at most 16384×16384")
        }
        try checkNumbers(frames, "a frame", path)
        var audio: AudioSettings?
        if let sound { audio = AudioSettings(sampleRate: sampleRate, channels: try channels(of: sound, sampleRate, path)) }
        let picture = VideoSettings(width: shape[2], height: shape[1], frameRate: FrameRate(frameRate), quality: quality)
        let writer = try MediaWriter(path, video: picture, audio: audio)
        let values = frames.scalars
        let count = shape[1] * shape[2] * 3
        for frame in 0..<shape[0] {
            let bytes = values[frame * count..<(frame + 1) * count].map { UInt8((min(1, max(0, $0)) * 255).rounded()) }
            try writer.append(frame: bytes)
        }
        if let sound { try writer.append(samples: sound.scalars) }
        try writer.finish()
    }

    /// The channels of a sound of shape `[S]` or `[S, C]` that can be written.
    static func channels(of sound: Tensor, _ sampleRate: Int, _ path: String) throws(MediaError) -> Int {
        let shape = sound.shape.dimensions
        guard (1...2).contains(shape.count), shape[0] > 0, shape.count == 1 || (1...8).contains(shape[1]) else {
            throw .invalidRequest(
                path: path, found: "sound of shape \(shape)", expected: "[S] or [S, C], one sample or more of 1 to 8 channels")
        }
        guard (1...768_000).contains(sampleRate) else {
            throw .invalidRequest(path: path, found: "\(sampleRate) Hz", expected: "1 to 768000")
        }
        try checkNumbers(sound, "a sample", path)
        return shape.count == 2 ? shape[1] : 1
    }

    private static func checkNumbers(_ tensor: Tensor, _ what: String, _ path: String) throws(MediaError) {
        if !tensor.isAllFinite {
            throw .invalidRequest(path: path, found: "\(what) with NaN or infinity in it", expected: "numbers")
        }
    }
}
