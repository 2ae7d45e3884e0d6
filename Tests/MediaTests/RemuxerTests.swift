import Foundation
import Media
import TestSupport
import XCTest

final class RemuxerTests: XCTestCase {
    func testSoundIsMovedAndThePictureStays() throws {
        let folder = TemporaryDirectory()
        let stimulus = Stimulus(sampleRate: 44_100)
        try stimulus.write(to: folder.path("a.mp4"))
        for (name, offset) in [("b.mp4", 0.25), ("b.mp4", -0.32), ("b.mp4", 0), ("b.mkv", 0.25), ("b.mov", -0.1)] {
            try Remuxer.shiftSound(of: folder.path("a.mp4"), by: offset, to: folder.path(name))
            let found = try Synchrony(folder.path(name), stimulus, clicksLater: offset)
            XCTAssertEqual(found.flashes.count, 3, "\(name) by \(offset)")
            for (flash, click) in zip(found.flashes, found.clicks) {
                XCTAssertEqual(click - flash, offset, accuracy: 0.01, "\(name) by \(offset)")
            }
            if name != "b.mkv" {
                for (flash, event) in zip(found.flashes, stimulus.events) {
                    XCTAssertEqual(flash, event, accuracy: 0.005, "\(name) by \(offset)")
                }
            }
        }
    }

    func testThereAndBack() throws {
        let folder = TemporaryDirectory()
        let stimulus = Stimulus(sampleRate: 44_100)
        try stimulus.write(to: folder.path("a.mp4"))
        try Remuxer.shiftSound(of: folder.path("a.mp4"), by: 0.2, to: folder.path("b.mp4"))
        try Remuxer.shiftSound(of: folder.path("b.mp4"), by: -0.2, to: folder.path("c.mp4"))
        try Synchrony(folder.path("c.mp4"), stimulus).check(stimulus, keepsZero: true, "there and back")
    }

    func testErrors() throws {
        let folder = TemporaryDirectory()
        let writer = try MediaWriter(folder.path("v.mp4"), video: VideoSettings(width: 16, height: 16, frameRate: 10))
        try writer.append(frame: [UInt8](repeating: 9, count: 768))
        try writer.finish()
        XCTAssertThrowsError(try Remuxer.shiftSound(of: folder.path("v.mp4"), by: 1, to: folder.path("w.mp4"))) {
            XCTAssertEqual($0 as? MediaError, .noAudio(path: folder.path("v.mp4")))
        }
        XCTAssertFalse(FileManager.default.fileExists(atPath: folder.path("w.mp4")))
    }
}
