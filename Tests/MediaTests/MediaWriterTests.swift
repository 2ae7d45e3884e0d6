import Foundation
import Media
import TestSupport
import XCTest

final class MediaWriterTests: XCTestCase {
    func testSameInputGivesTheSameBytes() throws {
        let folder = TemporaryDirectory()
        for name in ["a.mp4", "b.mp4"] { try Stimulus().write(to: folder.path(name)) }
        XCTAssertEqual(
            FileManager.default.contents(atPath: folder.path("a.mp4")),
            FileManager.default.contents(atPath: folder.path("b.mp4")))
    }

    func testTheOrderOfPictureAndSoundDoesNotMatter() throws {
        let folder = TemporaryDirectory()
        try Stimulus().write(to: folder.path("a.mp4"))
        try Stimulus().write(to: folder.path("b.mp4"), soundFirst: true)
        XCTAssertEqual(
            FileManager.default.contents(atPath: folder.path("a.mp4")),
            FileManager.default.contents(atPath: folder.path("b.mp4")))
    }

    func testAnUnfinishedFileLeavesNothing() throws {
        let folder = TemporaryDirectory()
        do {
            let writer = try MediaWriter(folder.path("a.mp4"), audio: AudioSettings(sampleRate: 16_000))
            try writer.append(samples: [Float](repeating: 0.1, count: 20_000))
        }
        XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: folder.url.path), [])
    }

    func testErrorsOfTheWriter() throws {
        let folder = TemporaryDirectory()
        let sound = AudioSettings(sampleRate: 16_000)
        XCTAssertThrowsError(try MediaWriter(folder.path("no/such/a.mp4"), audio: sound)) {
            guard case MediaError.writeFailed = $0 else { return XCTFail("\($0)") }
        }
        XCTAssertThrowsError(try MediaWriter(folder.path("a.unheard"), audio: sound)) {
            guard case MediaError.encoderMissing = $0 else { return XCTFail("\($0)") }
        }
        XCTAssertThrowsError(try MediaWriter(folder.path("a.mp4"), audio: AudioSettings(encoder: "unheard"))) {
            guard case MediaError.encoderMissing(_, "unheard") = $0 else { return XCTFail("\($0)") }
        }
        XCTAssertThrowsError(
            try MediaWriter(folder.path("a.mp4"), video: VideoSettings(width: 33, height: 33, frameRate: 12))
        ) {
            guard case MediaError.encodingFailed(_, let reason) = $0 else { return XCTFail("\($0)") }
            XCTAssertTrue(reason.contains("33x33"), reason)
        }
    }

    func testWAVAndPNGBytes() throws {
        let folder = TemporaryDirectory()
        try SoundFile.writeWAV([0, 0.5, -0.5, 1, -1, 2, .nan], sampleRate: 8000, to: folder.path("a.wav"))
        let wav = try XCTUnwrap(FileManager.default.contents(atPath: folder.path("a.wav")))
        let samples = stride(from: 44, to: wav.count, by: 2).map { Int16(bitPattern: UInt16(wav[$0]) | UInt16(wav[$0 + 1]) << 8) }
        XCTAssertEqual(samples, [0, 16384, -16384, 32767, -32768, 32767, 0])
        let png = try PNGImage.encode([255, 0, 0, 0, 255, 0], width: 2, height: 1)
        XCTAssertEqual(Array(png.prefix(8)), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    }

    func testFrameRates() {
        XCTAssertEqual(FrameRate(29.97), FrameRate(30_000, 1001))
        XCTAssertEqual(FrameRate(23.976), FrameRate(24_000, 1001))
        XCTAssertEqual(FrameRate(25.0), FrameRate(25))
        XCTAssertEqual(FrameRate(12.5), FrameRate(12_500, 1000))
        XCTAssertEqual(FrameRate(30_000, 1001).time(ofFrame: 30), 1.001, accuracy: 1e-12)
    }
}
