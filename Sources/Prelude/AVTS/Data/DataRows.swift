import AVTS
import Datasets
import Foundation
import Plotting
import Script
import Tensors

/// The rows of decoded videos: where they come from, and how they are looked at.
enum DataRows {
    static var sets: [NativeRow] {
        [
            native(
                static: PretrainingData.self, "files(_:layout:configuration:)", defaults: ["layout": "folder"],
                doc: """
                    A set on disk: `kinetics400`, `audioset`, `flickr` in any of the layouts their downloaders leave, or a `folder` of \
                    videos with sound, of which a tenth validates and a fifth tests.
                    """
            ) {
                (context: NativeContext, root: String, layout: VideoLayout, configuration: Configuration) throws
                    -> PretrainingData in
                try .files(
                    root, layout: layout, configuration: configuration, progress: progress(context), poll: context.poll)
            },
            native(
                static: PretrainingData.self, "film(_:start:end:configuration:)", defaults: ["start": 0, "end": nil],
                doc: """
                    One long film (its part `start` … `end`, s), divided by time: the first 70 % train, then 10 % validate, the last 20 % \
                    test, with 5 s between them.
                    """
            ) {
                (context: NativeContext, path: String, start: Double, end: Double?, configuration: Configuration) throws
                    -> PretrainingData in
                guard start >= 0 else { throw NativeError("film: found a start of \(start) s, expected 0 or more") }
                return try .film(
                    path, start: start, end: end, configuration: configuration, progress: progress(context), poll: context.poll)
            },
            native(
                "tested(onFilm:configuration:)", on: PretrainingData.self,
                doc: "The same training and validation videos, tested on another film."
            ) {
                (data: PretrainingData, context: NativeContext, path: String, configuration: Configuration) throws
                    -> PretrainingData in
                try data.tested(
                    onFilm: path, configuration: configuration, progress: progress(context), poll: context.poll)
            },
            native(
                "mediaFile(_:)",
                doc: "The path of a film that `make media` fetched, such as \"bbb.mp4\"; nil when it is not there."
            ) { (name: String) -> String? in
                let path = DataFolder.standard.path + "/media/" + name
                return FileManager.default.fileExists(atPath: path) ? path : nil
            },
            property(on: PretrainingData.self, "train", doc: "The videos to learn from.") { (d: PretrainingData) in d.train },
            property(on: PretrainingData.self, "validation", doc: "The videos that choose thresholds.") {
                (d: PretrainingData) in d.validation
            },
            property(on: PretrainingData.self, "test", doc: "The videos that test.") { (d: PretrainingData) in d.test },
            property(on: DecodedVideos.self, "count", doc: "How many videos can be used.") { (v: DecodedVideos) in v.count },
            native("path(_:)", on: DecodedVideos.self, doc: "The file of a video.") {
                (videos: DecodedVideos, index: Int) throws -> String in
                try videos.set.items[valid(index, videos)].path
            },
            native("duration(_:)", on: DecodedVideos.self, doc: "Length of a video (s).") {
                (videos: DecodedVideos, index: Int) throws -> Double in try videos.duration(valid(index, videos))
            },
        ]
    }

    static var layouts: [NativeRow] {
        VideoLayout.allCases.map { layout in
            constant(layout.rawValue, static: VideoLayout.self, doc: "How a set lies on disk.") { layout }
        }
    }

    static var pictures: [NativeRow] {
        [
            native(
                "contactSheet(_:videos:)", defaults: ["videos": 6],
                doc: "Frames of some videos, a row each, a frame every quarter of a second."
            ) { (videos: DecodedVideos, count: Int) throws -> ImageGrid in
                try contactSheet(videos, rows: min(max(count, 1), videos.count))
            },
            native(
                "spectrogram(_:video:)", doc: "The log filter bank of a video's whole sound, as the audio network receives it."
            ) { (videos: DecodedVideos, index: Int) throws -> HeatMap in
                let sound = videos.format.sound
                return melPicture(
                    try videos.bank(valid(index, videos)), step: sound?.rowSeconds ?? 0.01,
                    nyquist: Double(sound?.sampleRate ?? 16_000) / 2,
                    title: "Log mel energies of \(videos.set.items[index].id)")
            },
        ]
    }

    static func valid(_ index: Int, _ videos: DecodedVideos) throws -> Int {
        guard (0..<videos.count).contains(index) else {
            throw NativeError("\(videos.set.name): found video \(index), expected 0..<\(videos.count)")
        }
        return index
    }

    static func progress(_ context: NativeContext) -> (String, WorkProgress) -> Void {
        { label, work in
            let rate = work.itemsPerSecond > 0 ? ", \(Int(work.itemsPerSecond.rounded()))/s" : ""
            let detail = work.note ?? "\(work.done) of \(work.total)\(rate)"
            context.emit(
                .progress(ProgressReport(label: label, fraction: work.fraction, detail: detail, secondsLeft: work.secondsLeft)))
        }
    }

    private static func contactSheet(_ videos: DecodedVideos, rows: Int) throws -> ImageGrid {
        guard let picture = videos.format.picture else { throw NativeError("\(videos.set.name) has no pictures") }
        let columns = (0..<rows).map { videos.startCount($0, clip: 1 / Double(picture.frameRate)) }.min().map { min($0, 12) } ?? 0
        var images: [RasterImage] = []
        for row in 0..<rows {
            for column in 0..<columns {
                let pixels = try videos.pixels(at: ClipPlace(video: row, start: column), frames: 1)
                images.append(RasterImage(width: picture.width, height: picture.height, rgb: pixels))
            }
        }
        let titles = (0..<columns).map { "\(videos.grid.time($0)) s" }
        return ImageGrid(
            images, columns: max(columns, 1), titles: titles, rowLabels: (0..<rows).map { "video \($0)" },
            title: "Frames of \(videos.set.name)")
    }
}

/// A log filter bank `[frames, bands]` as a picture: seconds across, hertz on a mel axis upwards.
func melPicture(_ energies: Tensor, step: Double, nyquist: Double, title: String) -> HeatMap {
    let rows = energies.shape[0]
    return HeatMap(
        energies.transposed().scalars.map(Double.init), rows: energies.shape[1], columns: rows, title: title,
        x: Axis("time", unit: "s"), y: Axis("frequency", unit: "Hz", scale: .mel), xExtent: 0...(Double(rows) * step),
        yExtent: 0...nyquist, value: Axis("log energy"))
}

extension PretrainingData: NativeValue, SummarizedValue, DisplayableValue {
    public var scriptSummary: String { "PretrainingData(\(train.count) + \(validation.count) + \(test.count) videos)" }
    public func representations() -> [Representation] { [.text(summary)] }
}

extension DecodedVideos: NativeValue, SummarizedValue {
    public var scriptSummary: String { summary }
}

extension VideoLayout: ScriptChoice {}
