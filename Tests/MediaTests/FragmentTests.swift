import Foundation
import Media
import TestSupport
import XCTest

/// Fragments of MP4 that claim what cannot be are refused at once, with what is wrong; whole ones are read.
final class FragmentTests: XCTestCase {
    func testWholeFragmentsAreRead() throws {
        let folder = TemporaryDirectory()
        let film = try fragmented(in: folder)
        let reader = try ClipReader(folder.path("a.mp4"))
        XCTAssertEqual(reader.info.duration, 4, accuracy: 0.1)
        XCTAssertEqual(try reader.frames(frameRate: 12, size: FrameSize(square: 8)).count, 48, accuracy: 1)
        XCTAssertGreaterThan(film.count, 1000)
    }

    func testATrackThatIsNotListed() throws {
        let folder = TemporaryDirectory()
        let film = try fragmented(in: folder)
        // The track's number, and the name of the box that tells it.
        for change in 0..<2 {
            var bytes = film
            let header = try XCTUnwrap(bytes.range(of: Data("tkhd".utf8)))
            if change == 0 { bytes[header.upperBound + 12] = 128 } else { bytes[header.lowerBound] = 101 }
            try refuse(bytes, in: folder, "does not list")
        }
    }

    func testMoreSamplesThanThereIsRoomFor() throws {
        let folder = TemporaryDirectory()
        var bytes = try fragmented(in: folder)
        let run = try XCTUnwrap(bytes.range(of: Data("trun".utf8)))
        bytes.replaceSubrange(run.upperBound + 4..<run.upperBound + 8, with: [0x7F, 0xFF, 0xFF, 0xFF])
        try refuse(bytes, in: folder, "samples where")
    }

    private func refuse(_ bytes: Data, in folder: TemporaryDirectory, _ complaint: String) throws {
        try bytes.write(to: folder.url.appendingPathComponent("b.mp4"))
        XCTAssertThrowsError(try ClipReader(folder.path("b.mp4"))) { error in
            guard case .truncated(_, let found, _) = error as? MediaError else { return XCTFail("\(error)") }
            XCTAssertTrue(found.contains(complaint), found)
        }
    }

    private func fragmented(in folder: TemporaryDirectory) throws -> Data {
        try Stimulus().write(to: folder.path("whole.mp4"))
        try FFmpegTool.run("-i \(folder.path("whole.mp4")) -c copy -movflags frag_keyframe+empty_moov \(folder.path("a.mp4"))")
        return try Data(contentsOf: folder.url.appendingPathComponent("a.mp4"))
    }
}
