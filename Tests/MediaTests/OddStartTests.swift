import Foundation
import Glibc
import Media
import Tensors
import TestSupport
import XCTest

/// Streams that begin oddly, clocks that start anew, and files that are none.
final class OddStartTests: XCTestCase {
    private let folder = TemporaryDirectory()
    private let size = FrameSize(MovingGradient.width, MovingGradient.height)

    private func write(_ settings: String, to name: String) throws -> String {
        try FFmpegTool.run(
            "\(MovingGradient.input(in: folder)) -f lavfi -i sine=r=48000:d=3 -pix_fmt yuv420p \(settings) \(folder.path(name))")
        return folder.path(name)
    }

    func testEveryOpeningFindsTheSameStreams() throws {
        for (name, settings) in [
            ("dts.ts", "-c:v mpeg2video -strict -2 -c:a dca"), ("aac.m2ts", "-c:v libx264 -c:a aac"),
            ("latm.ts", "-c:v libx264 -c:a aac -mpegts_flags latm"),
            ("truehd.m2ts", "-c:v libx264 -strict -2 -c:a truehd"), ("a.ogv", "-c:v libtheora -c:a libvorbis"),
            ("speex.ogg", "-c:v libtheora -ar 16000 -c:a libspeex"),
            ("a.mpg", "-c:v mpeg2video -c:a mp2"), ("a.mkv", "-c:v libx264 -c:a libopus"),
        ] {
            let path = try write(settings, to: name)
            let reader = try ClipReader(path)
            _ = try reader.frames(from: 2, duration: 0, frameRate: 1, size: size)
            for from in [2.0, 0, 1.3, 0.2] {
                let sound = try reader.waveform(from: from, duration: 0.5, sampleRate: 48_000).samples.scalars
                let alone = try ClipReader(path).waveform(from: from, duration: 0.5, sampleRate: 48_000).samples.scalars
                XCTAssertLessThan(zip(sound, alone).map { abs($0 - $1) }.max() ?? 1, 2e-3, "\(name) from \(from)")
                XCTAssertGreaterThan(alone.map(abs).max() ?? 0, 0.05, "\(name) from \(from)")
                let picture = try reader.frames(from: from, duration: 0, frameRate: 1, size: size).rgb
                XCTAssertTrue(
                    try picture == ClipReader(path).frames(from: from, duration: 0, frameRate: 1, size: size).rgb,
                    "\(name) from \(from)")
            }
        }
    }

    func testRawStreams() throws {
        for (name, settings) in [
            ("plain.h264", "-c:v libx264 -bf 0"), ("b.h264", "-c:v libx264 -bf 3 -g 20"),
            ("a.hevc", "-c:v libx265 -preset ultrafast -bf 0 -x265-params keyint=20:log-level=none"),
            ("b.hevc", "-c:v libx265 -preset ultrafast -bf 3 -x265-params keyint=20:log-level=none"),
            ("a.m4v", "-c:v mpeg4 -bf 2 -q:v 2"), ("a.m1v", "-c:v mpeg1video -bf 2 -q:v 2"),
            ("a.m2v", "-c:v mpeg2video -bf 2 -q:v 2"), ("a.mjpeg", "-c:v mjpeg -q:v 2"),
            ("8.ivf", "-c:v libvpx -deadline realtime"), ("9.ivf", "-c:v libvpx-vp9 -deadline realtime"),
            ("av1.ivf", "-c:v libaom-av1 -usage realtime -cpu-used 8"), ("a.obu", "-c:v libaom-av1 -usage realtime -cpu-used 8"),
            ("a.drc", "-c:v vc2"),
        ] {
            try MovingGradient.write("-pix_fmt yuv420p \(settings)", to: name, in: folder)
            let sequential = try MovingGradient.decoded(folder.path(name), in: folder)
            let reader = try ClipReader(folder.path(name))
            XCTAssertEqual(reader.info.duration, MovingGradient.seconds, accuracy: 0.041, name)
            let every = try reader.everyFrame(size: size)
            XCTAssertEqual(every.count, sequential.count, name)
            for (index, time) in every.times.enumerated() {
                XCTAssertEqual(time, Double(index) / 25, accuracy: 0.002, "\(name): picture \(index)")
            }
            let wrong = (0..<min(every.count, sequential.count)).filter {
                MovingGradient.nearest(to: every.frame($0), in: sequential, due: $0) != $0
            }
            XCTAssertEqual(wrong, [], name)
            for index in [70, 3, 41, 40] where index < sequential.count {
                let shown = try reader.frames(from: (Double(index) + 0.4) / 25, duration: 0, frameRate: 1, size: size).rgb
                XCTAssertTrue(shown == Array(every.frame(index)), "\(name): picture \(index)")
            }
        }
    }

    func testClocksThatStartAnew() throws {
        for (name, settings, parts) in [
            ("a.ts", "-c:v libx264 -g 25 -c:a mp2", 2), ("b.ts", "-c:v mpeg2video -q:v 2 -c:a aac", 3),
            ("c.ts", "-c:v libx264 -bf 0 -an", 2), ("a.mpg", "-c:v mpeg2video -q:v 2 -c:a mp2", 2),
            ("b.mpg", "-c:v mpeg1video -q:v 2 -c:a mp2", 3), ("a.ogv", "-c:v libtheora -q:v 8 -c:a libvorbis", 2),
            ("b.ogv", "-c:v libtheora -q:v 8 -an", 2), ("a.m2ts", "-c:v libx264 -c:a ac3", 2),
        ] {
            let one = try Data(contentsOf: URL(fileURLWithPath: write(settings, to: "part-\(name)")))
            try (0..<parts).reduce(Data()) { data, _ in data + one }.write(to: URL(fileURLWithPath: folder.path(name)))
            let log = NoticeLog()
            withNotices(log.board) {
                do {
                    let reader = try ClipReader(folder.path(name))
                    XCTAssertEqual(reader.info.duration, Double(parts) * 3, accuracy: 0.15 * Double(parts), name)
                    let first = try ClipReader(folder.path("part-\(name)")).everyFrame(size: size)
                    let pictures = (0..<first.count).map { Array(first.frame($0)) }
                    for part in 0..<parts {
                        for time in [2.5, 0.5, 1.5] {
                            let from = Double(part) * (reader.info.duration / Double(parts)) + time
                            let shown = try reader.frames(from: from, duration: 0, frameRate: 1, size: size).rgb
                            let number = MovingGradient.nearest(to: shown, in: pictures, due: Int(time * 25))
                            XCTAssertEqual(number, Int(time * 25), accuracy: 4, "\(name): at \(from) s")
                        }
                    }
                } catch { XCTFail("\(name): \(error)") }
            }
            XCTAssertEqual(log.texts.filter { $0.contains("starts anew") }.count, 1, "\(name): \(log.texts)")
        }
    }

    func testClockThatRunsOver() throws {
        for (name, settings) in [
            ("a.ts", "-c:v libx264 -bf 2 -g 20 -c:a mp2"), ("b.ts", "-c:v mpeg2video -q:v 2 -bf 2 -c:a aac"),
            ("a.mpg", "-c:v mpeg2video -q:v 2 -bf 2 -c:a mp2"),
        ] {
            for offset in [95_440.0, 95_442.5, 47_721, 95_443.5] {
                let path = try write("\(settings) -output_ts_offset \(offset)", to: name)
                let reader = try ClipReader(path)
                XCTAssertEqual(reader.info.duration, MovingGradient.seconds, accuracy: 0.1, "\(name) from \(offset)")
                let sequential = try MovingGradient.decoded(path, in: folder)
                let every = try reader.everyFrame(size: size)
                XCTAssertEqual(every.count, MovingGradient.count, "\(name) from \(offset)")
                let wrong = (0..<min(every.count, sequential.count)).filter {
                    MovingGradient.nearest(to: every.frame($0), in: sequential, due: $0) != $0
                }
                XCTAssertEqual(wrong, [], "\(name) from \(offset)")
                XCTAssertEqual(
                    try XCTUnwrap(every.times.last) - every.times[0], 74.0 / 25, accuracy: 0.01, "\(name) from \(offset)")
                let late = try ClipReader(path).frames(from: 2.5, duration: 0, frameRate: 1, size: size).rgb
                let due = every.times.lastIndex { $0 <= 2.501 } ?? 0
                XCTAssertTrue(late == Array(every.frame(due)), "\(name) from \(offset)")
            }
        }
    }

    func testWhatIsNoFileIsRefusedAtOnce() throws {
        let pipe = folder.path("pipe.mp4")
        XCTAssertEqual(mkfifo(pipe, 0o600), 0)
        let link = folder.path("link.mp4")
        XCTAssertEqual(symlink("/dev/zero", link), 0)
        let socket = folder.path("s")
        let handle = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(handle) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: socket.utf8.prefix($0.count - 1)) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(handle, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        for (path, found) in [(pipe, "a pipe"), ("/dev/zero", "a device"), (link, "a device"), ("/dev/null", "a device")]
            + (bound == 0 ? [(socket, "a socket")] : [])
        {
            XCTAssertThrowsError(try ClipReader(path)) { XCTAssertEqual($0 as? MediaError, .notAFile(path: path, found: found)) }
        }
    }

    func testUnknownCodecsAreNamed() throws {
        for (name, settings, tag) in [
            ("a.avi", "-c:v mpeg4 -vtag FMP4 -an", "FMP4"), ("a.mov", "-c:v mjpeg -an", "jpeg"),
            ("a.mp4", "-c:v libx264 -an", "avc1"),
        ] {
            var bytes = try Data(contentsOf: URL(fileURLWithPath: write(settings, to: name)))
            while let place = bytes.range(of: Data(tag.utf8), in: 48..<bytes.count) {
                bytes.replaceSubrange(place, with: Data("ZZZZ".utf8))
            }
            try bytes.write(to: URL(fileURLWithPath: folder.path(name)))
            XCTAssertThrowsError(try ClipReader(folder.path(name)).frames(frameRate: 5, size: size), name) {
                guard case .decoderMissing(_, let codec)? = $0 as? MediaError else { return XCTFail("\(name): \($0)") }
                XCTAssertTrue(codec.contains("ZZZZ"), codec)
            }
        }
    }
}
