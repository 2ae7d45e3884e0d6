import Foundation
import Media
import Synchronization
import Tensors
import TestSupport
import XCTest

/// Turned and mirrored pictures, as the tool's own `-autorotate` shows them.
final class DisplayMatrixTests: XCTestCase {
    /// The four turns, and the four turns of the mirrored picture: a, b, c, d of the display matrix.
    private let matrices: [[Int32]] = [
        [1, 0, 0, 1], [0, 1, -1, 0], [-1, 0, 0, -1], [0, -1, 1, 0],
        [-1, 0, 0, 1], [0, -1, -1, 0], [1, 0, 0, -1], [0, 1, 1, 0],
    ]

    /// Writes the matrix into the track header of an MP4 file.
    private func patch(_ path: String, _ matrix: [Int32], to target: String) throws {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let box = try XCTUnwrap(bytes.range(of: Data("tkhd".utf8))).upperBound
        for (index, value) in zip([0, 1, 3, 4], matrix) {
            let place = box + 40 + index * 4
            for byte in 0..<4 { bytes[place + byte] = UInt8(truncatingIfNeeded: value >> Int32(24 - 8 * byte)) }
        }
        try bytes.write(to: URL(fileURLWithPath: target))
    }

    /// Sizes that show the picture whole, cut, between bars, smaller and larger.
    private func sizes(_ shown: (width: Int, height: Int)) -> [FrameSize] {
        [
            FrameSize(shown.width, shown.height), FrameSize(square: 32), FrameSize(square: 40, fit: .letterbox),
            FrameSize(24, 16, fit: .stretch), FrameSize(96, 80, fit: .stretch),
        ]
    }

    func testAllEightAgreeWithTheTool() throws {
        let folder = TemporaryDirectory()
        // A cut to a square loses an odd number of columns on each side.
        try Painting.write(68, 50, "-c:v libx264 -qp 0 -pix_fmt yuv420p", to: "a.mp4", in: folder)
        for (index, matrix) in matrices.enumerated() {
            let path = folder.path("\(index).mp4")
            try patch(folder.path("a.mp4"), matrix.map { $0 << 16 }, to: path)
            let info = try XCTUnwrap(try ClipReader.probe(path).video)
            let shown = index % 2 == 0 ? (width: 68, height: 50) : (width: 50, height: 68)
            XCTAssertEqual(info.orientation, Orientation(quarterTurns: index % 4, isMirrored: index >= 4))
            XCTAssertEqual(info.quarterTurns, index % 4)
            XCTAssertEqual([info.width, info.height], [shown.width, shown.height])
            try Painting.check(path, shown: shown, stored: shown, sizes(shown), in: folder)
        }
    }

    func testSamplesThatAreNotSquareAreTurnedAfterTheyAreStretched() throws {
        let folder = TemporaryDirectory()
        try Painting.write(48, 64, "-vf setsar=2 -c:v libx264 -qp 0 -pix_fmt yuv444p", to: "a.mp4", in: folder)
        for index in [1, 4, 7] {
            let path = folder.path("\(index).mp4")
            try patch(folder.path("a.mp4"), matrices[index].map { $0 << 16 }, to: path)
            let info = try XCTUnwrap(try ClipReader.probe(path).video)
            let isTurned = index % 2 == 1
            XCTAssertEqual([info.width, info.height], isTurned ? [64, 96] : [96, 64])
            let shown = isTurned ? (width: 64, height: 96) : (width: 96, height: 64)
            let stored = isTurned ? (width: 64, height: 48) : (width: 48, height: 64)
            try Painting.check(path, shown: shown, stored: stored, sizes(shown), in: folder)
        }
    }

    func testPicturesThatCarryTheirOwnDirection() throws {
        let folder = TemporaryDirectory()
        try Painting.write(64, 48, "-c:v libx264 -qp 0 -pix_fmt yuv420p", to: "a.mp4", in: folder)
        let size = FrameSize(square: 32)
        for orientation in ["rotate=90", "rotate=180", "rotate=270:flip=horizontal", "rotate=0:flip=vertical"] {
            let path = folder.path("own.mp4")
            try FFmpegTool.run(
                "-i \(folder.path("a.mp4")) -c copy -bsf:v h264_metadata=display_orientation=insert:\(orientation) \(path)")
            let expected = try Painting.expected(
                path, "crop=48:48,scale=32:32:flags=area+\(FFmpegTool.exact)", in: folder)
            let notices = try Notices {
                XCTAssertGreaterThanOrEqual(peakSignalToNoise(try Painting.read(path, size), expected), 40)
            }
            // The header does not know.
            XCTAssertEqual(notices.contains("its pictures say"), orientation.contains("90") || orientation.contains("270"))
        }
    }

    func testPhotographs() throws {
        let folder = TemporaryDirectory()
        try Painting.write(64, 48, "-frames:v 1 -q:v 2", to: "a.jpg", in: folder)
        let plain = try Data(contentsOf: folder.url.appendingPathComponent("a.jpg"))
        for orientation in 1...8 {
            let entry: [UInt8] = [0x12, 0x01, 3, 0, 1, 0, 0, 0, UInt8(orientation), 0, 0, 0]
            let exif = Data("Exif\0\0II*\0".utf8) + Data([8, 0, 0, 0, 1, 0] + entry + [0, 0, 0, 0])
            let segment = Data([0xFF, 0xE1, 0, UInt8(exif.count + 2)]) + exif
            let path = folder.path("\(orientation).jpg")
            try (plain.prefix(2) + segment + plain.dropFirst(2)).write(to: URL(fileURLWithPath: path))
            let reader = try ClipReader(path)
            let info = try XCTUnwrap(reader.info.video)
            XCTAssertEqual([info.width, info.height], orientation < 5 ? [64, 48] : [48, 64])
            let found = try reader.frames(from: 0, duration: 0, frameRate: 1, size: FrameSize(info.width, info.height)).rgb
            let expected = try Painting.expected(path, "scale=flags=area+\(FFmpegTool.exact)", in: folder)
            XCTAssertGreaterThanOrEqual(peakSignalToNoise(found, expected), 40, "orientation \(orientation)")
        }
    }

    func testAnglesBetween() throws {
        let folder = TemporaryDirectory()
        try Painting.write(64, 48, "-c:v libx264 -qp 0 -pix_fmt yuv420p", to: "a.mp4", in: folder)
        func turned(by degrees: Double) -> [Int32] {
            let (cosine, sine) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
            return [cosine, sine, -sine, cosine].map { Int32($0 * 65536) }
        }
        let path = folder.path("b.mp4")
        for (matrix, quarters, said) in [
            (turned(by: 45.2), 1, "by 45°"), (turned(by: 10), 0, "by 10°"), (turned(by: 200), 2, "200°"),
            (turned(by: 359), 0, "359°"),
            (turned(by: 90.3), 1, ""), (turned(by: -0.2), 0, ""), ([0, 0, 0, 0], 0, "no direction"),
            ([1 << 16, 0, 0, 0], 0, "no direction"),
            ([.min, .min, .max, .min], 3, "225°"), ([.max, 0, 0, .min], 2, ""),
        ] as [([Int32], Int, String)] {
            try patch(folder.path("a.mp4"), matrix, to: path)
            var info: VideoStreamInfo?
            let notices = try Notices {
                info = try ClipReader.probe(path).video
                XCTAssertEqual(try Painting.read(path, FrameSize(square: 16)).count, 2 * 16 * 16 * 3)
            }
            XCTAssertEqual(info?.quarterTurns, quarters, "\(matrix)")
            XCTAssertEqual(notices.isEmpty, said.isEmpty, notices.text)
            if !said.isEmpty { XCTAssertTrue(notices.contains(said), notices.text) }
        }
    }
}

/// The notices told in a scope.
struct Notices {
    let text: String

    init(_ body: () throws -> Void) rethrows {
        let told = Told()
        try withNotices({ notice in told.texts.withLock { $0.append(notice) } }, body)
        text = told.texts.withLock { $0 }.joined(separator: "\n")
    }

    var isEmpty: Bool { text.isEmpty }
    func contains(_ part: String) -> Bool { text.contains(part) }

    private final class Told: Sendable {
        let texts = Mutex<[String]>([])
    }
}
