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
                "waveform(from:duration:sampleRate:)", on: ClipReader.self, defaults: ["from": 0, "sampleRate": 16_000],
                doc: "The sound of a span (seconds), mixed down to one channel, −1…1, at a rate (Hz)."
            ) { (reader: ClipReader, from: Double, duration: Double, rate: Int) throws -> Waveform in
                try positive(Double(rate), "sampleRate")
                return try reader.waveform(from: from, duration: duration, sampleRate: rate)
            },
        ]
    }

    static var clips: [NativeRow] {
        [
            property(on: Waveform.self, "samples", doc: "The samples `[S]`, −1…1.") { (w: Waveform) in w.samples },
            property(on: Waveform.self, "sampleRate", doc: "Samples a second (Hz).") { (w: Waveform) in w.sampleRate },
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
            }
        ]
    }

    static func positive(_ value: Double, _ what: String) throws {
        guard value > 0, value.isFinite else { throw NativeError("\(what): found \(value), expected above 0") }
    }
}

extension ClipReader: NativeValue, SummarizedValue {
    public var scriptSummary: String { "ClipReader(\"\(path)\")" }
}
extension MediaInfo: NativeValue {}
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
