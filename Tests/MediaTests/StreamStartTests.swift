import Foundation
import Media
import TestSupport
import XCTest

/// Streams that do not begin together are read on the file's clock all the same.
final class StreamStartTests: XCTestCase {
    func testSoundThatStartsLate() throws {
        for (name, settings) in [
            ("a.mp4", "-c:v libx264 -c:a aac"), ("a.mkv", "-c:v libx264 -c:a aac"), ("a.mov", "-c:v libx264 -c:a pcm_s16le"),
        ] {
            let folder = TemporaryDirectory()
            let stimulus = Stimulus(sampleRate: 48_000)
            try FFmpegTool.encode(stimulus, settings, to: name, in: folder, beforeSound: "-itsoffset 0.48")
            let found = try Synchrony(folder.path(name), stimulus, clicksLater: 0.48)
            for (event, (flash, click)) in zip(stimulus.events, zip(found.flashes, found.clicks)) {
                XCTAssertEqual(click - flash, 0.48, accuracy: 0.045, name)
                if name != "a.mkv" {
                    XCTAssertEqual(flash, event, accuracy: 0.041, name)
                    XCTAssertEqual(click, event + 0.48, accuracy: 0.01, name)
                }
            }
            let reader = try ClipReader(folder.path(name))
            XCTAssertEqual(try XCTUnwrap(reader.info.audio).start, 0.48, accuracy: 0.03, name)
            let silence = try reader.waveform(from: 0, duration: 0.4, sampleRate: 16_000)
            XCTAssertTrue(silence.isDigitalSilence, name)
        }
    }

    func testPictureThatStartsLate() throws {
        let folder = TemporaryDirectory()
        try Stimulus().write(to: folder.path("a.mp4"))
        try FFmpegTool.run(
            "-i \(folder.path("a.mp4")) -itsoffset 0.6 -i \(folder.path("a.mp4")) -map 1:v -map 0:a -c copy \(folder.path("b.mp4"))"
        )
        let stimulus = Stimulus()
        let found = try Synchrony(folder.path("b.mp4"), stimulus)
        for (event, (flash, click)) in zip(stimulus.events, zip(found.flashes, found.clicks)) {
            XCTAssertEqual(click, event, accuracy: 0.01)
            XCTAssertEqual(flash, event + 0.6, accuracy: 0.041)
        }
        let reader = try ClipReader(folder.path("b.mp4"))
        XCTAssertEqual(try XCTUnwrap(reader.info.video).start, 0.6, accuracy: 0.01)
        // The first picture stands in before it.
        let early = try reader.frames(from: 0, duration: 0.8, frameRate: 10, size: FrameSize(square: 8))
        XCTAssertEqual(Array(early.frame(0)), Array(early.frame(6)))
    }

    func testEditListThatCutsTheBeginning() throws {
        let folder = TemporaryDirectory()
        let stimulus = Stimulus(sampleRate: 44_100)
        try FFmpegTool.encode(stimulus, "-c:v libx264 -g 50 -c:a aac", to: "a.mp4", in: folder)
        // Copying from the middle of a group of pictures leaves an edit list that hides its beginning.
        try FFmpegTool.run("-ss 0.6 -i \(folder.path("a.mp4")) -c copy \(folder.path("b.mp4"))")
        let found = try Synchrony(folder.path("b.mp4"), stimulus, clicksLater: -0.6)
        for (event, (flash, click)) in zip(stimulus.events, zip(found.flashes, found.clicks)) {
            XCTAssertEqual(click, event - 0.6, accuracy: 0.03)
            XCTAssertEqual(flash, click, accuracy: 0.045)
        }
    }

    func testMP3FileKeepsItsClock() throws {
        let folder = TemporaryDirectory()
        for rate in [16_000, 22_050, 44_100] {
            let stimulus = Stimulus(sampleRate: rate)
            try SoundFile.writeMP3(stimulus.sound, sampleRate: rate, to: folder.path("a.mp3"))
            let clicks = try Synchrony.clicks(try ClipReader(folder.path("a.mp3")), stimulus)
            XCTAssertEqual(clicks.count, 3)
            for (click, event) in zip(clicks, stimulus.events) { XCTAssertEqual(click, event, accuracy: 0.001, "\(rate) Hz") }
            // The same from the middle.
            let span = try ClipReader(folder.path("a.mp3")).waveform(from: 1.5, duration: 1, sampleRate: rate).samples.scalars
            let whole = try ClipReader(folder.path("a.mp3")).waveform(sampleRate: rate).samples.scalars
            let start = Int(1.5 * Double(rate))
            XCTAssertLessThan(zip(span, whole[start...]).map { abs($0 - $1) }.max() ?? 1, 1e-5)
            XCTAssertEqual(whole.count, 4 * rate, accuracy: 1)
        }
    }

    func testRotatedPicture() throws {
        let folder = TemporaryDirectory()
        let writer = try MediaWriter(folder.path("a.mp4"), video: VideoSettings(width: 32, height: 16, frameRate: 10))
        // The left half is red.
        let rgb = (0..<16 * 32).flatMap { $0 % 32 < 16 ? [220, 30, 30] : [30, 30, 220] as [UInt8] }
        for _ in 0..<10 { try writer.append(frame: rgb) }
        try writer.finish()
        try FFmpegTool.run("-i \(folder.path("a.mp4")) -c copy -metadata:s:v:0 rotate=90 \(folder.path("b.mp4"))")
        let info = try XCTUnwrap(try ClipReader.probe(folder.path("b.mp4")).video)
        XCTAssertEqual(info.width, 16)
        XCTAssertEqual(info.height, 32)
        let found = try ClipReader(folder.path("b.mp4")).frames(frameRate: 10, size: FrameSize(16, 32))
        let expected = try FFmpegTool.decode(
            folder.path("b.mp4"), "-f rawvideo -pix_fmt rgb24 -sws_flags area+accurate_rnd+bitexact", in: folder)
        XCTAssertEqual(found.rgb.count, expected.count)
        // Where red meets blue, turning before or after the colours are restored makes a difference.
        let far = zip(found.rgb, expected).filter { abs(Int($0) - Int($1)) > 3 }
        XCTAssertLessThan(far.count, found.rgb.count / 8)
        // This turn is counterclockwise: the left half comes to the bottom.
        XCTAssertGreaterThan(found.rgb[(28 * 16 + 8) * 3], 180)
        XCTAssertLessThan(found.rgb[(4 * 16 + 8) * 3], 80)
    }
}
