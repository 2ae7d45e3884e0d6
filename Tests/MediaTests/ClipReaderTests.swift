import Foundation
import Media
import Tensors
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

    func testReadingGivenUpInTheMiddleCanBeRepeated() throws {
        struct Stop: Error {}
        let folder = TemporaryDirectory()
        try Stimulus().write(to: folder.path("a.mp4"))
        let size = FrameSize(square: 16)
        let whole = try ClipReader(folder.path("a.mp4")).frames(from: 0, duration: 4, frameRate: 25, size: size)
        let sound = try ClipReader(folder.path("a.mp4")).waveform(from: 0, duration: 4, sampleRate: 8000)
        for packets in [0, 1, 7, 40] {
            let reader = try ClipReader(folder.path("a.mp4"))
            func stopping<R>(_ body: () throws -> R) {
                var polls = 0
                XCTAssertThrowsError(
                    try withInterruption(
                        polling: {
                            polls += 1
                            if polls > packets { throw Stop() }
                        }, body)
                ) { XCTAssertTrue($0 is Stop, "\($0)") }
            }
            stopping { try reader.frames(from: 0, duration: 4, frameRate: 25, size: size) }
            stopping { try reader.waveform(from: 0, duration: 4, sampleRate: 8000) }
            XCTAssertEqual(try reader.frames(from: 0, duration: 4, frameRate: 25, size: size).rgb, whole.rgb)
            XCTAssertEqual(
                try reader.waveform(from: 0, duration: 4, sampleRate: 8000).samples.scalars, sound.samples.scalars)
        }
    }
}
