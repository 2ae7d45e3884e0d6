import Foundation
import Media
import Tensors
import TestSupport
import XCTest

/// Whatever was read before, in whatever order: the picture of a moment is always the same, and the right one.
final class AccessPatternTests: XCTestCase {
    private let size = FrameSize(MovingGradient.width, MovingGradient.height)

    func testH264() throws {
        try check([
            ("baseline.mp4", "-c:v libx264 -profile:v baseline -pix_fmt yuv420p -g 20"),
            ("b.mp4", "-c:v libx264 -bf 3 -g 24 -x264-params b-pyramid=normal"),
            ("open.mp4", "-c:v libx264 -g 18 -bf 3 -x264-params open-gop=1"),
            ("refresh.mp4", "-c:v libx264 -x264-params intra-refresh=1 -g 20"),
            ("b.ts", "-c:v libx264 -bf 2 -g 20"), ("b.flv", "-c:v libx264 -bf 2 -g 20"), ("b.avi", "-c:v libx264 -bf 2 -g 20"),
            ("fragments.mp4", "-c:v libx264 -bf 2 -g 10 -movflags frag_keyframe+empty_moov"),
            ("b.mxf", "-c:v libx264 -bf 2 -g 20"),
        ])
    }

    func testHEVCAndVP8VP9AV1() throws {
        try check([
            ("a.mp4", "-c:v libx265 -preset ultrafast -bf 3 -x265-params keyint=20:log-level=none"),
            ("open.mkv", "-c:v libx265 -preset ultrafast -bf 3 -x265-params keyint=20:open-gop=1:log-level=none"),
            ("8.webm", "-c:v libvpx -deadline realtime -g 20 -auto-alt-ref 1 -lag-in-frames 8"),
            ("9.webm", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 20"),
            ("av1.mp4", "-c:v libaom-av1 -usage realtime -cpu-used 8 -g 20"),
        ])
    }

    func testMPEG() throws {
        try check([
            ("1.mpg", "-c:v mpeg1video -q:v 2 -bf 2 -g 12"), ("2.mpg", "-c:v mpeg2video -q:v 2 -bf 2 -g 12"),
            ("2.ts", "-c:v mpeg2video -q:v 2 -bf 2 -g 12"), ("2.mkv", "-c:v mpeg2video -q:v 2 -bf 2 -g 12"),
            ("2.mxf", "-c:v mpeg2video -q:v 2 -g 12 -bf 2"),
            ("4.mp4", "-c:v mpeg4 -q:v 2 -bf 2 -g 12"), ("4.avi", "-c:v mpeg4 -q:v 2 -bf 2 -g 12"),
            ("ms4.avi", "-c:v msmpeg4 -q:v 2"), ("wmv2.wmv", "-c:v wmv2 -q:v 2"),
            ("263.mov", "-s 128x96 -c:v h263 -q:v 2"), ("flv1.flv", "-c:v flv -q:v 2"), ("a.ogv", "-c:v libtheora -q:v 8 -g 20"),
            ("rv.rm", "-s 128x96 -c:v rv20 -q:v 2"),
        ])
    }

    func testWholePictures() throws {
        try check([
            ("jpeg.mov", "-c:v mjpeg -q:v 2"), ("jpeg.avi", "-c:v mjpeg -q:v 2"), ("png.mov", "-c:v png"),
            ("ffv1.mkv", "-c:v ffv1 -g 10"),
            ("prores.mov", "-c:v prores_ks"), ("huff.avi", "-c:v huffyuv"), ("raw.nut", "-c:v rawvideo"),
            ("raw.avi", "-c:v rawvideo -pix_fmt bgr24"),
            ("dv.avi", "-s 720x576 -pix_fmt yuv420p -c:v dvvideo -frames:v 12"), ("jp2.mov", "-c:v jpeg2000 -q:v 2"),
            ("swf.swf", "-c:v mjpeg -q:v 2"),
        ])
    }

    func testPalettesAndPaintingOver() throws {
        let palette = "-filter_complex split[a][b];[a]palettegen[p];[b][p]paletteuse"
        try check([
            ("a.gif", palette), ("pal.avi", "\(palette) -c:v rawvideo -pix_fmt pal8"),
            ("smc.mov", "\(palette) -c:v smc"), ("rle.mov", "-c:v qtrle -g 20"),
            ("pal-rle.mov", "\(palette) -c:v qtrle -pix_fmt pal8"),
            ("a.apng", "-c:v apng -g 20"), ("zmbv.avi", "-c:v zmbv -g 20"), ("vfw.avi", "-c:v msvideo1 -g 20"),
            ("svq.mov", "-c:v svq1 -g 20 -q:v 2"), ("flash.flv", "-c:v flashsv -g 20"),
        ])
    }

    private func check(_ rows: [(String, String)], line: UInt = #line) throws {
        let folder = TemporaryDirectory()
        for (name, settings) in rows {
            do {
                try MovingGradient.write("-pix_fmt yuv420p \(settings)", to: name, in: folder)
            } catch let failure as FFmpegTool.Failure {
                print("not written here:", failure)
                continue
            }
            do { try check(name, in: folder, line) } catch { XCTFail("\(name): \(error)", line: line) }
        }
    }

    private func check(_ name: String, in folder: TemporaryDirectory, _ line: UInt) throws {
        let path = folder.path(name)
        let sequential = try MovingGradient.decoded(path, in: folder)
        // The middle of each picture's time, each by a reader of its own.
        let singles = try sequential.indices.map { try single(ClipReader(path), $0) }
        let wrong = singles.indices.filter { MovingGradient.nearest(to: singles[$0], in: sequential, due: $0) != $0 }
        XCTAssertEqual(wrong, [], "\(name): pictures read alone that are not the ones shown", line: line)
        for threads in [1, 2] {
            let reader = try ClipReader(path, threads: threads)
            var stream = RandomStream(seed: 5).split(name).split(threads)
            var history = ""
            for _ in 0..<25 {
                let pattern = Pattern(&stream, count: singles.count)
                history += " \(pattern)"
                let wrong = try read(reader, pattern, singles)
                XCTAssertEqual(wrong, [], "\(name), \(threads) threads: pictures that differ after\(history)", line: line)
                if !wrong.isEmpty { return }
            }
        }
    }

    private func single(_ reader: ClipReader, _ index: Int) throws -> [UInt8] {
        try reader.frames(from: moment(index), duration: 0, frameRate: 1, size: size).rgb
    }

    private func moment(_ index: Int) -> Double { (Double(index) + 0.4) / Double(MovingGradient.frameRate) }

    /// One thing to ask of a reader; numbers of pictures.
    private enum Pattern {
        case one(Int), clip(from: Int, count: Int, step: Int), backwards(from: Int, count: Int), every(Range<Int>), whole,
            failure,
            givenUp(Int), otherSize(Int)

        init(_ stream: inout RandomStream, count: Int) {
            let first = stream.integer(in: 0..<count)
            let length = 1 + stream.integer(in: 0..<max(1, count / 2))
            switch stream.integer(in: 0..<11) {
            case 0...2: self = .one(first)
            case 3...4:
                let step = min([1, 2, 5][stream.integer(in: 0..<3)], count - first)
                self = .clip(from: first, count: max(1, min(length, (count - first) / step)), step: step)
            case 5: self = .backwards(from: first, count: min(first + 1, 12))
            case 6: self = .every(first..<min(count, first + length))
            case 7: self = .whole
            case 8: self = .failure
            case 9: self = .givenUp(first)
            default: self = .otherSize(first)
            }
        }
    }

    /// Reads as `pattern` says and gives the numbers of the pictures that are not as `singles` has them.
    private func read(_ reader: ClipReader, _ pattern: Pattern, _ singles: [[UInt8]]) throws -> [Int] {
        let rate = Double(MovingGradient.frameRate)
        switch pattern {
        case .one(let index): return try single(reader, index) == singles[index] ? [] : [index]
        case .clip(let from, let count, let step):
            let clip = try reader.frames(
                from: moment(from), duration: Double(count * step) / rate, frameRate: rate / Double(step), size: size)
            return compare(clip, singles, from, step)
        case .backwards(let from, let count):
            return try (0..<count).map { from - $0 }.filter { try single(reader, $0) != singles[$0] }
        case .every(let range):
            let clip = try reader.everyFrame(
                from: moment(range.lowerBound), duration: (Double(range.count) - 0.5) / rate, size: size)
            return clip.count == range.count ? compare(clip, singles, range.lowerBound, 1) : [-clip.count]
        case .whole:
            let whole = try reader.frames(frameRate: rate, size: size)
            return abs(whole.count - singles.count) <= 1 ? compare(whole, singles, 0, 1) : [-whole.count]
        case .failure:
            XCTAssertThrowsError(try reader.frames(from: 1000, duration: 1, frameRate: 5, size: size))
            XCTAssertThrowsError(try reader.frames(frameRate: 5000, size: size))
            return []
        case .givenUp(let polls):
            var count = 0
            let poll = {
                count += 1
                if count > polls { throw GivenUp() }
            }
            _ = try? withInterruption(polling: poll) { try reader.frames(frameRate: rate, size: size) }
            return []
        case .otherSize(let index):
            _ = try reader.frames(from: moment(index), duration: 0, frameRate: 1, size: FrameSize(square: 9))
            return []
        }
    }

    private struct GivenUp: Error {}

    private func compare(_ clip: FrameSequence, _ singles: [[UInt8]], _ from: Int, _ step: Int) -> [Int] {
        (0..<clip.count).filter { from + $0 * step < singles.count && Array(clip.frame($0)) != singles[from + $0 * step] }.map {
            from + $0 * step
        }
    }
}
