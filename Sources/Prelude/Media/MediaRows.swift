import Media
import Plotting
import Script
import Signals
import Tensors

/// The rows of media files and of what is heard in them.
enum MediaRows {
    static var reading: [NativeRow] {
        [
            native(
                static: ClipReader.self, "init(_:)",
                doc: "Opens a media file; errors name the file and say what it is instead of a film or a sound."
            ) { (path: String) throws -> ClipReader in try ClipReader(path) },
            native(
                static: ClipReader.self, "init(_:picture:sound:)", defaults: ["picture": nil, "sound": nil],
                doc:
                    "Opens a media file to read the streams with these numbers, as `info.streams` lists them; nil for the best of each kind."
            ) { (path: String, picture: Int?, sound: Int?) throws -> ClipReader in
                try ClipReader(path, picture: picture, sound: sound)
            },
            property(on: ClipReader.self, "info", doc: "Duration, streams, rates and sizes.") { (reader: ClipReader) in
                reader.info
            },
            property(on: ClipReader.self, "duration", doc: "Length of the file (s).") { (reader: ClipReader) in
                reader.info.duration
            },
            native(
                "frames(from:duration:frameRate:size:)", on: ClipReader.self, defaults: ["from": 0, "frameRate": 12],
                doc: """
                    The frames of a span (seconds), at a rate (Hz) and a size (pixels); each is scaled to cover the size, and what juts \
                    out is cropped.
                    """
            ) {
                (reader: ClipReader, from: Double, duration: Double, rate: Double, size: FrameSize) throws -> FrameSequence in
                try positive(rate, "frameRate")
                guard duration.isFinite else { throw NativeError("duration: found \(duration), expected seconds") }
                _ = try TensorRows.allocatable([Int(max(1, duration * rate)), size.height, size.width, 3], "frames")
                return try reader.frames(from: from, duration: duration, frameRate: rate, size: size)
            },
            native(
                "everyFrame(from:duration:size:)", on: ClipReader.self, defaults: ["from": 0, "duration": nil, "size": nil],
                doc: """
                    Every frame of a span (seconds; to the end where no duration is given) as the file has it, at its own time (`times`) and,                     without a size, in its own.
                    """
            ) { (reader: ClipReader, from: Double, duration: Double?, size: FrameSize?) throws -> FrameSequence in
                try reader.everyFrame(from: from, duration: duration, size: size)
            },
            native(static: FrameSize.self, "init(_:_:)", doc: "Width and height in pixels; what juts out is cropped.") {
                (width: Int, height: Int) throws -> FrameSize in
                try positive(Double(min(width, height)), "width and height")
                return FrameSize(width, height)
            },
            native(static: FrameSize.self, "init(square:)", doc: "A square of so many pixels a side; what juts out is cropped.") {
                (side: Int) throws -> FrameSize in
                try positive(Double(side), "side")
                return FrameSize(square: side)
            },
            native(
                "waveform(from:duration:sampleRate:channel:)", on: ClipReader.self,
                defaults: ["from": 0, "sampleRate": 16_000, "channel": nil],
                doc:
                    "The sound of a span (seconds), mixed down to one channel or one channel of it (from 0), −1…1, at a rate (Hz)."
            ) { (reader: ClipReader, from: Double, duration: Double, rate: Int, channel: Int?) throws -> Waveform in
                try positive(Double(rate), "sampleRate")
                return try reader.waveform(from: from, duration: duration, sampleRate: rate, channel: channel)
            },
            native(
                "waveform(sampleRate:channel:)", on: ClipReader.self, defaults: ["sampleRate": nil, "channel": nil],
                doc:
                    "The whole sound, mixed down to one channel or one channel of it (from 0), −1…1, at a rate (Hz) or the file's own."
            ) { (reader: ClipReader, rate: Int?, channel: Int?) throws -> Waveform in
                try reader.waveform(sampleRate: rate, channel: channel, allowsSilence: true)
            },
            native(
                "sound(from:duration:sampleRate:channels:)", on: ClipReader.self,
                defaults: ["from": 0, "duration": nil, "sampleRate": nil, "channels": "all"],
                doc: """
                    The sound of a span with its channels apart, `[samples, channels]`, −1…1: all of the file's, or "stereo", or "mono"; at a                     rate (Hz) or the file's own.
                    """
            ) { (reader: ClipReader, from: Double, duration: Double?, rate: Int?, channels: String) throws -> Tensor in
                let choices: [String: Channels] = ["all": .all, "stereo": .stereo, "mono": .mono]
                guard let wanted = choices[channels] else {
                    throw NativeError("channels: found \"\(channels)\", expected \"all\", \"stereo\" or \"mono\"")
                }
                return try reader.sound(from: from, duration: duration, sampleRate: rate, channels: wanted)
            },
        ]
    }

    /// What a file holds.
    static var information: [NativeRow] {
        [
            property(on: MediaInfo.self, "container", doc: "FFmpeg's name of the container.") { (i: MediaInfo) in i.container },
            property(on: MediaInfo.self, "duration", doc: "Seconds from the first thing shown or heard to the last.") {
                (i: MediaInfo) in
                i.duration
            },
            property(on: MediaInfo.self, "streams", doc: "All streams, used or not, in the file's order.") { (i: MediaInfo) in
                i.streams
            },
            property(on: MediaInfo.self, "video", doc: "The picture stream that is read; nil without one.") { (i: MediaInfo) in
                i.video.map { i.streams[$0.index] }
            },
            property(on: MediaInfo.self, "audio", doc: "The sound stream that is read; nil without one.") { (i: MediaInfo) in
                i.audio.map { i.streams[$0.index] }
            },
            property(on: StreamInfo.self, "index", doc: "Its number, from 0.") { (s: StreamInfo) in s.index },
            property(on: StreamInfo.self, "kind", doc: "picture, sound, subtitle, data, attachment or cover.") {
                (s: StreamInfo) in
                s.kind.rawValue
            },
            property(on: StreamInfo.self, "codec", doc: "FFmpeg's name of the codec.") { (s: StreamInfo) in s.codec },
            property(on: StreamInfo.self, "width", doc: "Pixels as shown; 0 for what is no picture.") { (s: StreamInfo) in s.width
            },
            property(on: StreamInfo.self, "height", doc: "Pixels as shown; 0 for what is no picture.") { (s: StreamInfo) in
                s.height
            },
            property(on: StreamInfo.self, "rate", doc: "Frames or samples a second.") { (s: StreamInfo) in s.rate },
            property(on: StreamInfo.self, "channels", doc: "Channels of a sound.") { (s: StreamInfo) in s.channels },
            property(on: StreamInfo.self, "start", doc: "Seconds on the file's clock at which it begins.") { (s: StreamInfo) in
                s.start
            },
            property(on: StreamInfo.self, "duration", doc: "Seconds from its beginning to its end.") { (s: StreamInfo) in
                s.duration
            },
            property(on: StreamInfo.self, "language", doc: "The file's tag, as in \"eng\"; nil without one.") { (s: StreamInfo) in
                s.language
            },
        ]
    }

    static var clips: [NativeRow] {
        [
            property(on: Waveform.self, "samples", doc: "The samples `[S]`, −1…1.") { (w: Waveform) in w.samples },
            property(on: Waveform.self, "sampleRate", doc: "Samples a second (Hz).") { (w: Waveform) in w.sampleRate },
            property(on: Waveform.self, "duration", doc: "Length (s).") { (w: Waveform) in w.duration },
            native(
                static: Waveform.self, "init(_:sampleRate:)", doc: "A sound of numbers, −1…1, at a rate (Hz)."
            ) { (samples: [Float], rate: Int) throws -> Waveform in
                try waveform(Tensor(samples, shape: [samples.count]), rate)
            },
            native(
                static: Waveform.self, "init(samples:sampleRate:)", doc: "A sound of a tensor `[S]`, −1…1, at a rate (Hz)."
            ) { (samples: Tensor, rate: Int) throws -> Waveform in try waveform(samples, rate) },
            property(on: FrameSequence.self, "times", doc: "Seconds of each frame on the file's clock.") { (f: FrameSequence) in
                f.times
            },
            property(on: FrameSequence.self, "count", doc: "Number of frames.") { (f: FrameSequence) in f.count },
            native("tensor()", on: FrameSequence.self, doc: "The frames as a tensor `[T, H, W, 3]`, 0…1.") {
                (f: FrameSequence) in f.tensor()
            },
        ]
    }

    /// Writing, by copying what is compressed.
    static var copies: [NativeRow] {
        [
            native(
                "shiftSound(of:by:to:)",
                doc: """
                    Copies a film into this notebook's output folder with its sound `by` seconds later (earlier where negative); nothing is \
                    decoded. The container follows the name's extension. Gives the path.
                    """
            ) { (context: NativeContext, film: String, seconds: Double, name: String) throws -> String in
                guard abs(seconds) <= 86_400 else { throw NativeError("shiftSound: found \(seconds) s, expected at most a day") }
                let path = try FileRows.path(name, context)
                try Remuxer.shiftSound(of: film, by: seconds, to: path)
                return path
            },
            native(
                "writeWAV(_:to:)", doc: "Writes a sound into this notebook's output folder as WAV of 16 bits. Gives the path."
            ) { (context: NativeContext, w: Waveform, name: String) throws -> String in
                let path = try FileRows.path(name, context)
                try SoundFile.writeWAV(w.samples, sampleRate: w.sampleRate, to: path)
                return path
            },
            native(
                "writeWAV(_:sampleRate:to:)",
                doc:
                    "Writes a tensor `[samples]` or `[samples, channels]`, −1…1, into this notebook's output folder as WAV. Gives the path."
            ) { (context: NativeContext, sound: Tensor, rate: Int, name: String) throws -> String in
                let path = try FileRows.path(name, context)
                try SoundFile.writeWAV(sound, sampleRate: rate, to: path)
                return path
            },
            native(
                "writeFilm(_:frameRate:sound:sampleRate:to:)", defaults: ["frameRate": 12, "sound": nil, "sampleRate": 16_000],
                doc: """
                    Writes frames `[T, H, W, 3]`, 0…1, and a sound `[samples]` or `[samples, channels]`, −1…1, into this notebook's output \
                    folder; the container follows the name's extension. Gives the path.
                    """
            ) {
                (context: NativeContext, frames: Tensor, rate: Double, sound: Tensor?, sampleRate: Int, name: String) throws
                    -> String in
                let path = try FileRows.path(name, context)
                try MediaWriter.write(frames: frames, frameRate: rate, sound: sound, sampleRate: sampleRate, to: path)
                return path
            },
        ]
    }

    private static func waveform(_ samples: Tensor, _ rate: Int) throws -> Waveform {
        guard samples.rank == 1 else { throw NativeError("Waveform: found samples of shape \(samples.shape), expected [S]") }
        try positive(Double(rate), "sampleRate")
        return Waveform(samples: samples, sampleRate: rate)
    }

    static func positive(_ value: Double, _ what: String) throws {
        guard value > 0, value.isFinite else { throw NativeError("\(what): found \(value), expected above 0") }
    }
}

extension ClipReader: NativeValue, SummarizedValue {
    public var scriptSummary: String { "ClipReader(\"\(path)\")" }
}
extension MediaInfo: NativeValue, SummarizedValue, DisplayableValue {
    public var scriptSummary: String { description }

    public func representations() -> [Representation] {
        [.text(([description] + streams.map { "  \($0)" }).joined(separator: "\n"))]
    }
}
extension StreamInfo: NativeValue, SummarizedValue {
    public var scriptSummary: String { description }
}
extension FrameSize: NativeValue, SummarizedValue {
    public var scriptSummary: String { "\(width)×\(height) pixels, by \(fit)" }
}
extension Waveform: NativeValue, SummarizedValue, DisplayableValue {
    public var scriptSummary: String {
        "Waveform, \(samples.count) samples at \(sampleRate) Hz (\(Double(samples.count) / Double(sampleRate)) s)"
    }

    public func representations() -> [Representation] {
        let seconds = (0..<samples.count).map { Double($0) / Double(sampleRate) }
        let plot = LinePlot(
            [.init("", x: seconds, y: samples.scalars.map(Double.init))], title: "Waveform",
            x: Axis("time", unit: "s"), y: "amplitude")
        return [.text(scriptSummary)] + plot.representations().dropFirst()
    }
}

extension FrameSequence: NativeValue, SummarizedValue, DisplayableValue {
    public var scriptSummary: String { "FrameSequence, \(count) frames of \(width)×\(height) at \(frameRate) Hz" }

    public func representations() -> [Representation] {
        // More than a page of frames says no more: every nth is shown.
        let step = max(1, (count + 23) / 24)
        let shown = Array(stride(from: 0, to: count, by: step))
        let size = width * height * 3
        let images = shown.map { RasterImage(width: width, height: height, rgb: Array(rgb[$0 * size..<($0 + 1) * size])) }
        let titles = shown.map { "\(((start + Double($0) / frameRate) * 100).rounded() / 100) s" }
        let grid = ImageGrid(images, columns: min(6, max(1, images.count)), titles: titles)
        return [.text(scriptSummary)] + grid.representations().dropFirst()
    }
}
