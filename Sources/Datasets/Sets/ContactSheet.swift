import Foundation
import Media

/// A picture of a set to look at: for each of some videos its frames over time, and below them its wave and filter bank on the same clock.
///
/// ```swift
/// try ContactSheet(sets.train, count: 8).write(to: "sheet.png")
/// ```
public struct ContactSheet: Sendable {
    /// Pixels of the sheet, `[height, width, 3]`.
    public let width: Int
    /// Height, pixels.
    public let height: Int
    /// Its bytes: red, green, blue, row after row from the top.
    public let rgb: [UInt8]

    private static let waveHeight = 24
    private static let gap = 6

    /// Draws the first `count` usable videos, `frames` frames each, spread evenly over `seconds` from the start.
    ///
    /// - Parameters:
    ///   - side: side of a frame on the sheet, pixels.
    ///   - spread: takes videos spread evenly over the set instead of the first ones.
    /// - Throws: ``DatasetError/nothingUsable(set:offenders:count:)`` when no video can be drawn.
    public init(
        _ set: VideoSet, count: Int = 8, frames: Int = 12, seconds: Double = 1.5, side: Int = 64, spread: Bool = false
    ) throws(DatasetError) {
        require(
            (1...10_000).contains(count) && (1...10_000).contains(frames) && seconds > 0 && seconds < 1e9
                && (8...4096).contains(side),
            "contact sheet: found \(count) videos, \(frames) frames, \(seconds) s and a side of \(side), expected 1…10,000 of each, "
                + "more than 0 s, 8…4,096 pixels")
        let step = spread ? max(set.count / count, 1) : 1
        var rows: [[UInt8]] = []
        var skipped = SkippedFiles()
        for index in stride(from: 0, to: set.count, by: step) where rows.count < count {
            let item = set.items[index]
            do throws(MediaError) {
                rows.append(try ContactSheet.row(item, frames: frames, seconds: seconds, side: side))
            } catch {
                skipped.add(item.path, SkippedFiles.Reason(error), error.description)
            }
        }
        guard let first = rows.first else {
            throw .nothingUsable(
                set: set.name, offenders: DatasetError.few(skipped.entries.map(\.path)), count: set.count)
        }
        width = frames * side
        rgb = Array(rows.joined(separator: [UInt8](repeating: 255, count: ContactSheet.gap * width * 3)))
        height = rows.count * (first.count / (width * 3) + ContactSheet.gap) - ContactSheet.gap
    }

    /// The sheet as the bytes of a PNG file.
    public func png() throws(MediaError) -> [UInt8] { try PNGImage.encode(rgb, width: width, height: height) }

    /// Writes the sheet as a PNG file.
    public func write(to path: String) throws(MediaError) {
        try PNGImage.write(rgb, width: width, height: height, to: path)
    }

    /// One video: frames, wave, filter bank, `[side + waveHeight + bank height, frames · side, 3]`.
    private static func row(_ item: VideoItem, frames: Int, seconds: Double, side: Int) throws(MediaError) -> [UInt8] {
        let reader = try ClipReader(item.path)
        let span = min(seconds, item.duration ?? .infinity, reader.info.duration - item.start)
        let rate = Double(frames) / span
        let pictures = try reader.frames(
            from: item.start, duration: span, frameRate: rate, size: FrameSize(square: side))
        let width = frames * side
        var rows = [UInt8](repeating: 0, count: side * width * 3)
        for index in 0..<min(frames, pictures.count) {
            for line in 0..<side {
                let source = (index * side + line) * side * 3
                let target = (line * width + index * side) * 3
                rows.replaceSubrange(target..<target + side * 3, with: pictures.rgb[source..<source + side * 3])
            }
        }
        let listener = try item.soundPath.map { path throws(MediaError) in try ClipReader(path) } ?? reader
        guard listener.info.audio != nil else { return rows + [UInt8](repeating: 24, count: (waveHeight + 40) * width * 3) }
        let samples = try listener.waveform(from: item.start, duration: span, sampleRate: 16000).samples.scalars
        return rows + wave(samples, width: width) + bank(samples, width: width)
    }

    private static func wave(_ samples: [Float], width: Int) -> [UInt8] {
        var out = [UInt8](repeating: 24, count: waveHeight * width * 3)
        let peak = max(samples.reduce(0) { max($0, abs($1)) }, 1e-4)
        for column in 0..<width {
            let span = samples[
                column * samples.count / width..<max((column + 1) * samples.count / width, column * samples.count / width + 1)]
            let (low, high) = (span.min() ?? 0, span.max() ?? 0)
            let middle = Float(waveHeight - 1) / 2
            for line in Int(middle - high / peak * middle)...Int(middle - low / peak * middle) {
                let at = (line * width + column) * 3
                (out[at], out[at + 1], out[at + 2]) = (120, 200, 255)
            }
        }
        return out
    }

    private static func bank(_ samples: [Float], width: Int) -> [UInt8] {
        let sound = DecodedFormat.Sound()
        guard let (values, rows) = try? DecodedVideos.filterBank(samples, before: nil, sound), rows > 0 else {
            return [UInt8](repeating: 24, count: sound.bands * width * 3)
        }
        // Each band against its own mean: pre-emphasis would otherwise drown the strikes in the upper bands.
        var moments = ColumnMoments(columns: sound.bands)
        moments.add(values.span)
        let means = moments.means
        var out = [UInt8](repeating: 0, count: sound.bands * width * 3)
        for line in 0..<sound.bands {
            for column in 0..<width {
                // High bands on top; one row of the bank is several pixels wide or narrow.
                let value = values[(column * rows / width) * sound.bands + sound.bands - 1 - line]
                let level = min(max((value - means[sound.bands - 1 - line]) / 8 + 0.25, 0), 1)
                let at = (line * width + column) * 3
                out[at] = UInt8(255 * min(1, 1.6 * level))
                out[at + 1] = UInt8(255 * max(0, min(1, 1.8 * level - 0.6)))
                out[at + 2] = UInt8(255 * max(0, min(1, 0.35 + 0.5 * level - (level > 0.5 ? 1.2 * (level - 0.5) : 0))))
            }
        }
        return out
    }
}
