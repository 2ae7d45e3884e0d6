import Datasets
import Media
import TestSupport
import XCTest

/// No row of a filter bank comes from silence that a reader filled in, and no frame is held where its stream is over.
final class PaddingTests: XCTestCase {
    /// A video of moving grey and a steady hiss; sound begins `late` seconds after the picture, or ends as long before it.
    private func video(_ path: String, seconds: Double, sound: Double) throws {
        let writer = try MediaWriter(
            path, video: VideoSettings(width: 32, height: 32, frameRate: 12), audio: AudioSettings(sampleRate: 16000))
        for frame in 0..<Int(seconds * 12) {
            try writer.append(frame: [UInt8](repeating: UInt8(frame * 3 % 250), count: 32 * 32 * 3))
        }
        var state: UInt64 = 7
        try writer.append(
            samples: (0..<Int(sound * 16000)).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Float(Int64(bitPattern: state) >> 40) / Float(1 << 25)
            })
        try writer.finish()
    }

    /// The sum of all bands, row by row.
    private func loudness(_ videos: DecodedVideos, _ index: Int) throws -> [Float] {
        try videos.bank(index).sum(axes: [1]).scalars
    }

    func testAVideoEndsWhereItsSoundDoes() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: "\(folder.path)/videos", withIntermediateDirectories: true)
        let lengths = [4, 3.9, 3.8, 3, 4.5]
        for (index, sound) in lengths.enumerated() {
            try video("\(folder.path)/videos/\(index).mp4", seconds: 4, sound: sound)
        }
        let decoded = try DecodedVideos(
            VideoFolder("\(folder.path)/videos").videos(), format: DecodedFormat(), in: folder.root)
        XCTAssertEqual(decoded.count, lengths.count)
        for (index, sound) in lengths.enumerated() {
            let rows = try loudness(decoded, index)
            let expected = min(sound, 4)
            // Whole frames of 1/12 s, whole rows of 0.01 s.
            XCTAssertEqual(decoded.duration(index), expected, accuracy: 1.0 / 12)
            XCTAssertLessThanOrEqual(Double(rows.count - 1) * 0.01 + 0.02, expected + 1e-9)
            XCTAssertGreaterThan(Double(rows.count) * 0.01 + 0.02, expected - 0.01)
            // A steady hiss: its least row is not far from its loudest.
            let (least, most) = (try XCTUnwrap(rows.min()), try XCTUnwrap(rows.max()))
            XCTAssertLessThan(most - least, 40 * 2, "sound of \(sound) s: rows from \(least) to \(most)")
        }
    }

    /// A piece of a film is as the film is there, its first row included.
    func testAPieceHasTheRowsOfTheWhole() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: "\(folder.path)/videos", withIntermediateDirectories: true)
        let path = "\(folder.path)/videos/film.mp4"
        try video(path, seconds: 6, sound: 6)
        let set = VideoSet(
            name: "film", role: .train,
            items: [VideoItem(id: "whole", path: path), VideoItem(id: "piece", path: path, start: 2, duration: 2)])
        let decoded = try DecodedVideos(set, format: DecodedFormat(), in: folder.root)
        let (whole, piece) = (try decoded.bank(0), try decoded.bank(1))
        XCTAssertEqual(piece.shape, [199, 40])
        for (a, b) in zip(whole.slice(axis: 0, 200..<399).scalars, piece.scalars) { XCTAssertEqual(a, b, accuracy: 1e-3) }
    }
}
