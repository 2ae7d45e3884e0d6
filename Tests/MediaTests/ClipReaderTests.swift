import Foundation
import Media
import TestSupport
import XCTest

final class ClipReaderTests: XCTestCase {
    func testWhatAFileHolds() throws {
        let folder = TemporaryDirectory()
        try Stimulus().write(to: folder.path("a.mp4"))
        let info = try ClipReader.probe(folder.path("a.mp4"))
        XCTAssertEqual(info.duration, 4, accuracy: 1e-6)
        XCTAssertEqual(info.video?.width, 32)
        XCTAssertEqual(info.video?.frameRate, 25)
        XCTAssertEqual(info.video?.codec, "h264")
        XCTAssertEqual(info.audio?.sampleRate, 16_000)
        XCTAssertEqual(info.audio?.channels, 1)
        XCTAssertEqual(info.audio?.codec, "aac")
    }

    func testShapesAndCounts() throws {
        let folder = TemporaryDirectory()
        try Stimulus().write(to: folder.path("a.mp4"))
        let reader = try ClipReader(folder.path("a.mp4"))
        let clip = try reader.frames(from: 0.5, duration: 1, frameRate: 12, size: FrameSize(48, 16))
        XCTAssertEqual(clip.tensor().shape.dimensions, [12, 16, 48, 3])
        XCTAssertEqual(clip.start, 0.5)
        XCTAssertEqual(clip.frame(11).count, 16 * 48 * 3)
        XCTAssertEqual(try reader.frames(frameRate: 12, size: FrameSize(square: 16)).count, 48)
        XCTAssertEqual(try reader.waveform(from: 1, duration: 0.25, sampleRate: 8000).samples.shape.dimensions, [2000])
        XCTAssertEqual(try reader.waveform(sampleRate: 22_050).samples.count, 88_200)
    }
}
