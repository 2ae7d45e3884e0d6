import Tensors
import Work

/// A picture and the sound that is heard with it.
///
/// ```swift
/// let clip = try ClipReader("film.mp4").clip(from: 2, duration: 1)
/// clip.delayed(by: 0.4)    // the same picture; its sound comes 0.4 s later
/// ```
public struct Clip: Sendable {
    /// What is seen.
    public let frames: FrameSequence
    /// What is heard; nil for a silent picture.
    public let sound: Waveform?
    /// Seconds from the first frame to the first sample; below 0 where the sound begins before the picture does.
    public let delay: Double

    /// A picture and the sound that is heard with it.
    ///
    /// - Parameters:
    ///   - frames: one or more.
    ///   - sound: nil for a silent picture.
    ///   - delay: seconds from the first frame to the first sample; a number of at most a day to either side.
    public init(frames: FrameSequence, sound: Waveform? = nil, delay: Double = 0) {
        Failing.unless(frames.count > 0, "Clip: found no frame, expected one at least")
        Failing.unless(abs(delay) <= 86_400, "Clip: found a delay of \(delay) s, expected at most a day")
        self.frames = frames
        self.sound = sound
        self.delay = delay
    }

    /// Seconds of the picture.
    public var duration: Double { Double(frames.count) / max(frames.frameRate, 1e-3) }

    /// The same picture with its sound `seconds` later; earlier where negative.
    public func delayed(by seconds: Double) -> Clip { Clip(frames: frames, sound: sound, delay: delay + seconds) }

    /// The sound under the picture, `[samples]` from the first frame to the end of the last: silent where there is none.
    package var track: Tensor? {
        guard let sound else { return nil }
        let rate = Double(min(sound.sampleRate, 1 << 20))
        let wanted = min(max(1, (duration * rate).rounded()), Double(1 << 31))
        let lead = (delay * rate).rounded()
        return Tensor(onHost: [Int(wanted)]) { track in
            sound.samples.withHostValues { samples in
                for place in track.indices {
                    let source = place - Int(lead)
                    track[place] = samples.indices.contains(source) ? samples[source] : 0
                }
            }
        }
    }
}

extension ClipReader {
    /// Picture and sound of a span, to be seen and heard: the sound at the file's own rate, mixed to one channel.
    ///
    /// - Parameters:
    ///   - from: seconds.
    ///   - duration: seconds; nil to the end.
    ///   - height: of the picture, pixels, at most; its shape stays.
    ///   - frameRate: frames a second, at most.
    ///   - margin: seconds of sound kept before and behind the span where the file has them, so that a shifted sound is whole.
    /// - Throws: as ``frames(from:duration:frameRate:size:)`` and ``waveform(from:duration:sampleRate:channel:)``.
    public func clip(
        from: Double = 0, duration: Double? = nil, height: Int = 360, frameRate: Double = 25, margin: Double = 0
    ) throws(MediaError) -> Clip {
        guard let video = info.video else { throw .noVideo(path: path) }
        guard height > 0, frameRate > 0 else {
            throw .invalidRequest(
                path: path, found: "a height of \(height), \(frameRate) frames/s", expected: "both above 0")
        }
        let duration = duration ?? max(0, info.duration - from)
        let scale = min(1, Double(height) / Double(max(video.height, 1)))
        let size = FrameSize(
            max(1, Int((Double(video.width) * scale).rounded())), max(1, Int((Double(video.height) * scale).rounded())))
        let rate = video.frameRate > 0 ? min(frameRate, video.frameRate) : frameRate
        let frames = try frames(from: from, duration: duration, frameRate: rate, size: size)
        guard info.audio != nil else { return Clip(frames: frames) }
        let sound = try sound(around: from, duration, margin: margin)
        return Clip(frames: frames, sound: sound, delay: sound.start - from)
    }

    /// The sound of a span and of `margin` seconds before and behind it, as far as the file goes.
    package func sound(around from: Double, _ duration: Double, margin: Double) throws(MediaError) -> Waveform {
        guard margin >= 0 else { throw .invalidRequest(path: path, found: "a margin of \(margin) s", expected: "0 or more") }
        let start = min(from, max(0, from - margin))
        let end = max(from + duration, min(info.duration, from + duration + margin))
        return try waveform(from: start, duration: end - start)
    }
}
