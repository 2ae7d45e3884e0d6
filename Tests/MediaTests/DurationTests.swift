import Foundation
import Media
import Tensors
import TestSupport
import XCTest

/// A file lasts as long as the picture and the sound that are used, by the data that is there.
final class DurationTests: XCTestCase {
    private let folder = TemporaryDirectory()
    private static let frame = 0.04

    /// A sine of `seconds`, after what the picture's arguments are.
    private func sound(_ seconds: Double, rate: Int = 48_000) -> String { "-f lavfi -i sine=r=\(rate):d=\(seconds)" }

    /// Writes gradients and a sound of the same length.
    private func write(_ settings: String, to name: String) throws {
        try FFmpegTool.run(
            "\(MovingGradient.input(in: folder)) \(sound(MovingGradient.seconds)) -pix_fmt yuv420p \(settings) \(folder.path(name))"
        )
    }

    /// What a file says of itself, and that reading it whole agrees and tells nothing but `notices`.
    private func check(
        _ name: String, _ seconds: Double, start: (picture: Double, sound: Double) = (0, 0), accuracy: Double = frame + 0.001,
        notices: [String] = [],
        line: UInt = #line
    ) throws {
        let log = NoticeLog()
        withNotices(log.board) {
            do {
                let reader = try ClipReader(folder.path(name))
                let info = reader.info
                XCTAssertEqual(info.duration, seconds, accuracy: accuracy, "\(name): duration", line: line)
                if let video = info.video {
                    XCTAssertEqual(video.start, start.picture, accuracy: accuracy, "\(name): start of the picture", line: line)
                    let frames = try reader.frames(frameRate: 25, size: FrameSize(square: 8))
                    XCTAssertEqual(frames.count, Int((seconds * 25).rounded()), accuracy: 2, "\(name): frames", line: line)
                }
                if let audio = info.audio {
                    XCTAssertEqual(audio.start, start.sound, accuracy: accuracy, "\(name): start of the sound", line: line)
                    let waveform = try reader.waveform(sampleRate: 8000)
                    XCTAssertEqual(waveform.duration, info.duration, accuracy: 1e-3, "\(name): sound", line: line)
                }
            } catch { XCTFail("\(name): \(error)", line: line) }
        }
        XCTAssertEqual(log.texts.count, notices.count, "\(name): \(log.texts)", line: line)
        for (text, expected) in zip(log.texts, notices) { XCTAssertTrue(text.contains(expected), "\(name): \(text)", line: line) }
    }

    func testWholeFiles() throws {
        let h264 = "-c:v libx264 -bf 2 -g 20"
        for (name, settings) in [
            ("a.mp4", "\(h264) -c:a aac"), ("a.mov", "\(h264) -c:a pcm_s16le"), ("a.mkv", "\(h264) -c:a libvorbis"),
            ("a.flv", "\(h264) -ar 44100 -c:a aac"),
            ("a.nut", "\(h264) -c:a libmp3lame"), ("a.ts", "\(h264) -c:a aac"), ("mp2.ts", "-c:v mpeg2video -bf 2 -c:a mp2"),
            ("a.mpg", "-c:v mpeg2video -bf 2 -c:a mp2"),
            ("a.vob", "-c:v mpeg2video -bf 2 -c:a ac3"), ("a.avi", "-c:v mpeg4 -bf 2 -c:a libmp3lame"),
            ("h264.avi", "\(h264) -c:a pcm_s16le"),
            ("a.asf", "-c:v msmpeg4 -c:a wmav2"), ("a.webm", "-c:v libvpx -deadline realtime -c:a libopus"),
            ("a.ogv", "-c:v libtheora -c:a libvorbis"),
            ("a.3gp", "-s 128x96 -c:v h263 -ar 8000 -ac 1 -c:a aac"),
            ("fragments.mp4", "-c:v libx264 -bf 0 -g 20 -c:a aac -movflags frag_keyframe+empty_moov"),
            ("cmaf.mp4", "\(h264) -c:a aac -movflags cmaf+frag_keyframe+delay_moov"), ("live.mkv", "\(h264) -c:a aac -live 1"),
            ("a.mxf", "-c:v mpeg2video -bf 2 -c:a pcm_s16le"),
        ] {
            try write(settings, to: name)
            // A block of sound may last longer than a picture, and an encoder's delay may stand at the front.
            try check(name, MovingGradient.seconds, accuracy: name.hasSuffix("asf") || name.hasSuffix("vob") ? 0.14 : 0.085)
        }
    }

    func testUnusedStreamsCountForNothing() throws {
        let captions = "1\n00:00:01,000 --> 00:00:20,000\nlong\n"
        try Data(captions.utf8).write(to: URL(fileURLWithPath: folder.path("long.srt")))
        try write("-c:v libx264 -bf 2 -c:a aac", to: "a.mp4")
        try write("-c:v libx264 -bf 2 -c:a aac", to: "a.mkv")
        try MovingGradient.write("-frames:v 1 -pix_fmt yuvj420p", to: "cover.jpg", in: folder)
        let maps = "-map 0:v -map 0:a"
        for (name, inputs, settings) in [
            ("sub.mp4", "-i A.mp4 -i LONG.srt", "\(maps) -map 1 -c copy -c:s mov_text"),
            ("sub.mov", "-i A.mp4 -i LONG.srt", "\(maps) -map 1 -c copy -c:s mov_text"),
            ("sub.mkv", "-i A.mkv -i LONG.srt", "\(maps) -map 1 -c copy"),
            ("early.mkv", "-itsoffset 2 -i A.mkv -itsoffset -1 -i LONG.srt", "\(maps) -map 1 -c copy"),
            ("early.mp4", "-itsoffset 2 -i A.mp4 -itsoffset -1 -i LONG.srt", "\(maps) -map 1 -c copy -c:s mov_text"),
            (
                "second.mkv", "-itsoffset 2 -i A.mkv -f lavfi -i sine=d=9",
                "\(maps) -map 1 -c copy -c:a:1 aac -disposition:a:0 default -disposition:a:1 0"
            ),
            (
                "second.mp4", "-i A.mp4 -f lavfi -i sine=d=9",
                "\(maps) -map 1 -c copy -c:a:1 aac -disposition:a:0 default -disposition:a:1 0"
            ),
            ("cover.mp4", "-i A.mp4 -i COVER.jpg", "\(maps) -map 1 -c copy -disposition:v:1 attached_pic"),
            ("cover.mkv", "-i A.mkv", "-map 0 -c copy -attach COVER.jpg -metadata:s:t mimetype=image/jpeg"),
            ("code.mov", "-i A.mp4", "-c copy -timecode 01:00:00:00"),
        ] {
            let words = "\(inputs) \(settings)".replacingOccurrences(of: "A.m", with: folder.path("a.m"))
                .replacingOccurrences(of: "LONG.srt", with: folder.path("long.srt")).replacingOccurrences(
                    of: "COVER.jpg", with: folder.path("cover.jpg"))
            try FFmpegTool.run("\(words) \(folder.path(name))")
            // MP4 counts from 0: what starts late there does so on the clock of the file's own streams.
            try check(name, MovingGradient.seconds, accuracy: 0.065)
        }
    }

    func testCoversOfRecords() throws {
        try MovingGradient.write("-frames:v 1 -pix_fmt yuvj420p", to: "cover.jpg", in: folder)
        for (name, codec) in [("a.mp3", "libmp3lame"), ("a.flac", "flac"), ("a.m4a", "aac")] {
            try FFmpegTool.run(
                "\(sound(3)) -i \(folder.path("cover.jpg")) -map 0 -map 1 -c:a \(codec) -c:v copy -disposition:v attached_pic \(folder.path(name))"
            )
            try check(name, 3, accuracy: 0.03)
            let info = try ClipReader.probe(folder.path(name))
            XCTAssertNil(info.video, name)
            XCTAssertEqual(info.streams.map(\.kind), [.sound, .cover], name)
        }
    }

    func testLateAndEarlyStarts() throws {
        try write("-c:v libx264 -bf 2 -c:a aac", to: "a.mp4")
        let path = folder.path("a.mp4")
        for (name, words, seconds, start) in [
            ("far.mkv", "-itsoffset 100 -i \(path) -c copy", 3.0, (0.0, 0.0)),
            ("far.mp4", "-itsoffset 100 -i \(path) -c copy", 3, (0, 0)),
            ("far.mov", "-itsoffset 100 -i \(path) -c copy", 3, (0, 0)),
            ("far.nut", "-itsoffset 100 -i \(path) -c copy", 3, (0, 0)),
            ("far.ts", "-i \(path) -c copy -output_ts_offset 5000", 3, (0, 0)),
            ("far.flv", "-i \(path) -c copy -output_ts_offset 50", 3, (0, 0)),
            ("sound.mp4", "-i \(path) -itsoffset 0.6 -i \(path) -map 0:v -map 1:a -c copy", 3.6, (0, 0.6)),
            ("sound.mkv", "-i \(path) -itsoffset 0.6 -i \(path) -map 0:v -map 1:a -c copy", 3.6, (0, 0.6)),
            ("picture.mp4", "-i \(path) -itsoffset 0.6 -i \(path) -map 1:v -map 0:a -c copy", 3.6, (0.6, 0)),
            ("picture.mkv", "-i \(path) -itsoffset 0.6 -i \(path) -map 1:v -map 0:a -c copy", 3.6, (0.6, 0)),
            ("picture.ts", "-i \(path) -itsoffset 0.6 -i \(path) -map 1:v -map 0:a -c copy", 3.6, (0.6, 0)),
        ] {
            try FFmpegTool.run("\(words) \(folder.path(name))")
            try check(name, seconds, start: start, accuracy: 0.065)
        }
    }

    func testFilesCutShortAreUsedAsFarAsTheyGo() throws {
        for (name, settings, isKnown) in [
            ("fragments.mp4", "-c:v libx264 -bf 0 -g 10 -c:a aac -movflags frag_keyframe+empty_moov", false),
            ("front.mp4", "-c:v libx264 -g 10 -c:a aac -movflags +faststart", true),
            ("a.mkv", "-c:v libx264 -g 10 -c:a aac", true), ("a.avi", "-c:v mpeg4 -c:a pcm_s16le", true),
            ("a.flv", "-c:v flv -ar 44100 -c:a libmp3lame", true),
            ("a.ts", "-c:v libx264 -c:a aac", false), ("a.webm", "-c:v libvpx -deadline realtime -c:a libopus", true),
            ("a.asf", "-c:v wmv2 -c:a wmav2", false),
        ] {
            try write(settings, to: name)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path(name)))
            try bytes.prefix(bytes.count * 55 / 100).write(to: URL(fileURLWithPath: folder.path("cut-\(name)")))
            let log = NoticeLog()
            try withNotices(log.board) {
                for _ in 0..<2 {
                    let reader = try ClipReader(folder.path("cut-\(name)"))
                    XCTAssertEqual(reader.info.duration, 1.6, accuracy: 0.75, name)
                    let found = try reader.frames(frameRate: 25, size: FrameSize(square: 16))
                    let whole = try ClipReader(folder.path(name)).frames(frameRate: 25, size: FrameSize(square: 16))
                    // The sound may go on a little after the last picture, and before that lack some between two that are there.
                    let seen = reader.info.video.map { $0.start + $0.duration } ?? 0
                    let same = max(0, Int(seen * 25) - 8) * 768
                    XCTAssertTrue(found.rgb.prefix(same) == whole.rgb.prefix(same), name)
                    _ = try reader.waveform(sampleRate: 8000)
                }
            }
            XCTAssertEqual(log.texts.count, isKnown ? 1 : 0, "\(name): \(log.texts)")
            XCTAssertTrue(log.texts.allSatisfy { $0.contains("cut short") }, "\(name): \(log.texts)")
        }
    }
}
