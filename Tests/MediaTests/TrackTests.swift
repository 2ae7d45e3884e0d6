import Foundation
import Media
import Tensors
import TestSupport
import XCTest

/// Every picture with its own time, every stream in the list, and a choice among them.
final class TrackTests: XCTestCase {
    private let folder = TemporaryDirectory()
    private let size = FrameSize(MovingGradient.width, MovingGradient.height)

    func testEveryPictureHasItsOwnTime() throws {
        let uneven = "-vf select=gt(mod(n*7\\,11)\\,3) -fps_mode vfr"
        for (name, options, settings) in [
            ("vfr.mp4", "", "\(uneven) -c:v libx264 -bf 2"), ("vfr.mkv", "", "\(uneven) -c:v libx264 -bf 2"),
            ("vfr.ts", "", "\(uneven) -c:v libx264 -bf 2"), ("vfr.webm", "", "\(uneven) -c:v libvpx -deadline realtime"),
            ("ntsc.mp4", "-r 30000/1001", "-c:v libx264 -bf 2"), ("ntsc.webm", "-r 30000/1001", "-c:v libvpx -deadline realtime"),
            ("ntsc.mkv", "-r 24000/1001", "-c:v libx264"), ("fast.mov", "-r 240", "-c:v libx264"),
            ("vfr.flv", "", "\(uneven) -c:v libx264 -bf 2"), ("slow.mkv", "-r 1", "-c:v libx264 -bf 2"), ("vfr.gif", "", uneven),
            ("vfr.nut", "", "\(uneven) -c:v mpeg4 -bf 2"),
        ] {
            let input = try MovingGradient.input(in: folder).replacingOccurrences(
                of: "-r 25", with: options.isEmpty ? "-r 25" : options)
            try FFmpegTool.run("\(input) -pix_fmt yuv420p \(settings) \(folder.path(name))")
            let outcome = try Subprocess(
                "ffprobe",
                [
                    "-v", "error", "-select_streams", "v", "-show_entries", "frame=best_effort_timestamp_time", "-of", "csv=p=0",
                    folder.path(name),
                ]
            ).wait()
            let expected = outcome.output.split(whereSeparator: { ",\n".contains($0) }).compactMap { Double($0) }
            let every = try ClipReader(folder.path(name)).everyFrame(size: size)
            XCTAssertEqual(every.count, expected.count, name)
            for (time, due) in zip(every.times, expected) { XCTAssertEqual(time, due - expected[0], accuracy: 2e-6, name) }
            let pictures = try MovingGradient.decoded(folder.path(name), in: folder)
            XCTAssertEqual(pictures.count, every.count, name)
            let wrong = (0..<min(every.count, pictures.count)).filter {
                MovingGradient.nearest(to: every.frame($0), in: pictures, due: $0) != $0
            }
            XCTAssertEqual(wrong, [], name)
            // A span begins with the picture on the screen and ends before its end.
            let reader = try ClipReader(folder.path(name))
            for (first, last) in [(20, 30), (5, 6), (0, 4)] {
                let from = every.times[first] + 0.0025
                let span = try reader.everyFrame(from: from, duration: every.times[last] - from, size: size)
                for (time, due) in zip(span.times, every.times[first..<last]) { XCTAssertEqual(time, due, accuracy: 1e-9, name) }
                XCTAssertEqual(span.count, last - first, "\(name): \(first)..<\(last)")
            }
        }
    }

    /// Two pictures, the second negated, and two sounds of 440 and 1760 Hz.
    private func writeFour(_ settings: String, to name: String) throws -> String {
        try FFmpegTool.run(
            "\(MovingGradient.input(in: folder)) -f lavfi -i sine=f=440:r=48000:d=3 -f lavfi -i sine=f=1760:r=44100:d=3 "
                + "-filter_complex [0:v]split[a][b];[b]negate,scale=64:64,setsar=1[c] -map [a] -map 1 -map [c] -map 2 -pix_fmt yuv420p \(settings) "
                + "-metadata:s:a:0 language=eng -metadata:s:a:1 language=deu \(folder.path(name))")
        return folder.path(name)
    }

    func testChoiceOfStreams() throws {
        for (name, settings) in [
            ("a.mp4", "-c:v libx264 -c:a aac"), ("a.mkv", "-c:v libx264 -c:a libvorbis"), ("a.ts", "-c:v libx264 -c:a mp2"),
            ("a.avi", "-c:v mpeg4 -c:a pcm_s16le"),
        ] {
            let path = try writeFour(settings, to: name)
            let streams = try ClipReader.probe(path).streams
            XCTAssertEqual(streams.map(\.index), [0, 1, 2, 3], name)
            XCTAssertEqual(streams.map(\.kind), [.picture, .sound, .picture, .sound], name)
            XCTAssertEqual(streams.map(\.width), [48, 0, 64, 0], name)
            XCTAssertEqual(streams.map(\.height), [32, 0, 64, 0], name)
            XCTAssertEqual(streams.map(\.channels), [0, 1, 0, 1], name)
            XCTAssertEqual(streams.map { Int($0.rate.rounded()) }, [25, 48_000, 25, 44_100], name)
            for stream in streams { XCTAssertEqual(stream.duration, 3, accuracy: 0.1, name) }
            if name != "a.avi" { XCTAssertEqual([1, 3].map { streams[$0].language }, ["eng", "deu"], name) }
            for (picture, sound) in [(0, 1), (2, 3), (0, 3), (2, 1)] {
                let reader = try ClipReader(path, picture: picture, sound: sound)
                XCTAssertEqual(reader.info.video?.index, picture, name)
                XCTAssertEqual(reader.info.audio?.index, sound, name)
                XCTAssertEqual(reader.info.audio?.sampleRate, sound == 1 ? 48_000 : 44_100, name)
                for from in [2.0, 0.5] {
                    let clip = try reader.frames(from: from, duration: 0, frameRate: 1, size: size)
                    let source = MovingGradient.frame(Int(from * 25))
                    let distance = zip(clip.rgb, source).reduce(0) {
                        $0 + abs(Int($1.0) - (picture == 0 ? Int($1.1) : 255 - Int($1.1)))
                    }
                    XCTAssertLessThan(distance / source.count, 40, "\(name): \(picture)")
                    let samples = try reader.waveform(from: from, duration: 0.5, sampleRate: 16_000).samples.scalars
                    let crossings = zip(samples, samples.dropFirst()).filter { $0 < 0 && $1 >= 0 }.count
                    XCTAssertEqual(crossings, sound == 1 ? 220 : 880, accuracy: 4, "\(name): \(sound)")
                }
            }
            for (picture, sound) in [(1, nil), (4, nil), (-1, nil)] as [(Int?, Int?)] {
                XCTAssertThrowsError(try ClipReader(path, picture: picture, sound: sound)) {
                    guard case .invalidRequest(_, _, "one of 0, 2")? = $0 as? MediaError else { return XCTFail("\($0)") }
                }
            }
            XCTAssertThrowsError(try ClipReader(path, sound: 0)) {
                guard case .invalidRequest(_, _, "one of 1, 3")? = $0 as? MediaError else { return XCTFail("\($0)") }
            }
        }
    }
}
