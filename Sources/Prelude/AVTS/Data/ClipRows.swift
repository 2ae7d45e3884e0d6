import Datasets
import Script
import Tensors

/// Batches cut from decoded videos, for networks and training loops that a cell writes itself.
enum ClipRows {
    static var all: [NativeRow] {
        [
            native(
                static: ClipPlace.self, "init(video:start:)",
                doc:
                    "Where a clip is: the index of a video, and the number of a start on the grid (a quarter of a second a step)."
            ) { (video: Int, start: Int) -> ClipPlace in ClipPlace(video: video, start: start) },
            property(on: ClipPlace.self, "video", doc: "Index of the video.") { (p: ClipPlace) in p.video },
            property(on: ClipPlace.self, "start", doc: "Number of the start.") { (p: ClipPlace) in p.start },
            native(
                "startCount(_:clip:)", on: DecodedVideos.self,
                doc: "How many starts a clip of `clip` seconds has in a video; 0 when the video is shorter."
            ) { (videos: DecodedVideos, video: Int, seconds: Double) throws -> Int in
                guard seconds > 0 else { throw NativeError("startCount: found a clip of \(seconds) s, expected more than 0") }
                return videos.startCount(try DataRows.valid(video, videos), clip: seconds)
            },
            native(
                "clips(at:frames:)", on: DecodedVideos.self,
                doc: "Clips as z-normalised frames, `[N, frames, height, width, 3]`; each must lie within its video."
            ) { (videos: DecodedVideos, places: [ClipPlace], frames: Int) throws -> Tensor in
                guard let picture = videos.format.picture else { throw NativeError("\(videos.set.name) has no pictures") }
                try check(places, frames, Double(frames) / Double(picture.frameRate), "frames", videos)
                try ShapeRule.allocation(
                    ShapeRule.shape([places.count, frames, picture.height, picture.width, 3], operation: "clips"),
                    operation: "clips")
                return try videos.clips(at: places, frames: frames)
            },
            native(
                "spectrograms(at:rows:)", on: DecodedVideos.self,
                doc: "The sound of clips as z-normalised log filter banks, `[N, rows, bands, 1]`, a row every 10 ms."
            ) { (videos: DecodedVideos, places: [ClipPlace], rows: Int) throws -> Tensor in
                guard let sound = videos.format.sound else { throw NativeError("\(videos.set.name) has no sound") }
                try check(places, rows, Double(rows) * sound.rowSeconds, "rows", videos)
                try ShapeRule.allocation(
                    ShapeRule.shape([places.count, rows, sound.bands, 1], operation: "spectrograms"), operation: "spectrograms")
                return try videos.spectrograms(at: places, rows: rows)
            },
        ]
    }

    private static func check(
        _ places: [ClipPlace], _ count: Int, _ seconds: Double, _ what: String, _ videos: DecodedVideos
    ) throws {
        guard (1...1_000_000).contains(count) else {
            throw NativeError("clips: found \(count) \(what), expected 1…1,000,000")
        }
        for place in places {
            let starts = videos.startCount(try DataRows.valid(place.video, videos), clip: seconds)
            guard (0..<starts).contains(place.start) else {
                throw NativeError(
                    "clips: found start \(place.start) in video \(place.video), expected 0..<\(starts) for \(count) \(what)")
            }
        }
    }
}

extension ClipPlace: NativeValue, SummarizedValue {
    public var scriptSummary: String { "video \(video), start \(start)" }
}
