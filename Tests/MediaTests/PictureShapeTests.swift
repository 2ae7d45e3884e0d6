import Foundation
import Media
import TestSupport
import XCTest

/// Samples that are not square, told by the container, by the codec, by both, or wrongly.
final class PictureShapeTests: XCTestCase {
    func testContainerAndCodec() throws {
        let folder = TemporaryDirectory()
        for (name, ratio, settings) in [
            ("a.webm", (2, 1), "-c:v libvpx-vp9 -lossless 1"), ("b.webm", (1, 2), "-c:v libvpx -crf 4 -b:v 4M"),
            ("a.mkv", (5, 4), "-c:v libx264 -qp 0"), ("b.mkv", (1, 2), "-c:v ffv1"), ("a.mp4", (3, 2), "-c:v libx264 -qp 0"),
            ("b.mp4", (1, 2), "-c:v libx264 -qp 0"), ("a.ts", (2, 1), "-c:v libx264 -qp 0"),
            ("a.avi", (3, 4), "-c:v mpeg4 -q:v 1"),
            ("a.nut", (2, 1), "-c:v ffv1"),
        ] {
            let info = try write(name, ratio, settings, in: folder)
            let sizes = FrameSize.Fit.allCases.map { FrameSize(square: 24, fit: $0) } + [FrameSize(60, 24)]
            try Painting.check(folder.path(name), shown: (info.width, info.height), stored: (64, 48), sizes, in: folder)
        }
        for (name, ratio, settings) in [
            ("c.mkv", (16, 11), "-c:v libx264"), ("c.mp4", (32, 27), "-c:v libx264"), ("c.avi", (12, 11), "-c:v mpeg4"),
            ("c.mpg", (4, 3), "-c:v mpeg2video -r 25"), ("c.nut", (7, 3), "-c:v ffv1"), ("c.ts", (40, 33), "-c:v libx264"),
        ] { try write(name, ratio, settings, in: folder) }
    }

    @discardableResult
    private func write(
        _ name: String, _ ratio: (Int, Int), _ settings: String, in folder: TemporaryDirectory
    ) throws -> VideoStreamInfo {
        try Painting.write(64, 48, "-vf setsar=\(ratio.0)/\(ratio.1) \(settings) -pix_fmt yuv420p", to: name, in: folder)
        let info = try XCTUnwrap(try ClipReader.probe(folder.path(name)).video)
        XCTAssertEqual(info.width, Int((64 * Double(ratio.0) / Double(ratio.1)).rounded()), name)
        XCTAssertEqual(info.height, 48, name)
        return info
    }

    func testTheContainerCountsBeforeTheCodec() throws {
        let folder = TemporaryDirectory()
        try Painting.write(64, 48, "-vf setsar=1/2 -c:v libx264 -qp 0 -pix_fmt yuv420p", to: "codec.mp4", in: folder)
        let path = folder.path("both.mp4")
        try FFmpegTool.run("-i \(folder.path("codec.mp4")) -c copy -aspect 8:3 \(path)")
        let info = try XCTUnwrap(try ClipReader.probe(path).video)
        XCTAssertEqual([info.width, info.height], [128, 48])
        try Painting.check(path, shown: (128, 48), stored: (64, 48), [FrameSize(square: 24)], in: folder)
    }

    func testEverythingMayChangeMidway() throws {
        let folder = TemporaryDirectory()
        let parts = [
            (64, 48, "setsar=1", "-pix_fmt yuv420p -colorspace smpte170m"),
            (64, 48, "setsar=2", "-pix_fmt yuv420p -colorspace bt709"),
            (48, 64, "setsar=1", "-pix_fmt yuv422p10le -colorspace bt2020nc"),
            (48, 64, "scale=out_range=pc,setsar=1", "-pix_fmt yuv444p -color_range pc -colorspace smpte170m"),
        ]
        var film = Data()
        var expected: [UInt8] = []
        let size = FrameSize(32, 24, fit: .letterbox)
        for (index, (width, height, filter, settings)) in parts.enumerated() {
            let name = "\(index).ts"
            let start = Double(index) * 0.6
            try Painting.write(
                width, height,
                "-vf \(filter) -c:v libx264 -qp 0 -bf 0 \(settings) -color_range \(index == 3 ? "pc" : "tv") "
                    + "-output_ts_offset \(start)", to: name, in: folder)
            film += try Data(contentsOf: folder.url.appendingPathComponent(name))
            expected += try ClipReader(folder.path(name)).frames(from: 0, duration: 0.6, frameRate: 5, size: size).rgb
        }
        try film.write(to: folder.url.appendingPathComponent("film.ts"))
        let found = try ClipReader(folder.path("film.ts")).frames(from: 0, duration: 2.4, frameRate: 5, size: size).rgb
        XCTAssertTrue(found == expected, "\(peakSignalToNoise(found, expected)) dB")
    }

    /// Ratios by which nothing would be left of a picture, or too much to hold.
    func testAbsurdRatiosCountAsSquare() throws {
        let folder = TemporaryDirectory()
        let path = folder.path("a.y4m")
        let planes = [(120, 64 * 48), (128, 32 * 24), (128, 32 * 24)].map { [Int](repeating: $0.0, count: $0.1) }
        for (ratio, width, isTold) in [
            ("0:0", 64, false), ("1:0", 64, false), ("-1:2", 64, false), ("1:65535", 64, true), ("65535:1", 64, true),
            ("2147483647:1", 64, true), ("1:2147483647", 64, true), ("2147483647:2147483646", 64, false),
            ("1:129", 64, true), ("1:64", 1, false), ("1000:1", 64, true), ("48:1", 3072, false), ("1001:499", 128, false),
            ("3:7", 27, false),
        ] {
            try RawFile.write("W64 H48 F5:1 Ip A\(ratio) C420jpeg", planes: planes, to: path)
            var info: VideoStreamInfo?
            let notices = try Notices {
                info = try ClipReader.probe(path).video
                for fit in FrameSize.Fit.allCases {
                    for size in [FrameSize(square: 16, fit: fit), FrameSize(1, 100, fit: fit), FrameSize(100, 1, fit: fit)] {
                        let found = try Painting.read(path, size)
                        XCTAssertEqual(found.count, 2 * size.width * size.height * 3)
                        if fit != .letterbox { XCTAssertEqual(Set(found), [121], "\(ratio), \(size)") }
                    }
                }
            }
            XCTAssertEqual(info?.width, width, ratio)
            XCTAssertEqual(info?.height, 48, ratio)
            XCTAssertEqual(notices.contains("count as square"), isTold, "\(ratio): \(notices.text)")
        }
    }

    /// Pictures of one sample, of one row, of absurd proportions, into targets of all shapes.
    func testSmallAndThinPictures() throws {
        let folder = TemporaryDirectory()
        let path = folder.path("a.y4m")
        for (width, height) in [(1, 1), (3, 5), (17, 1), (1, 17), (2, 2), (16_384, 1), (1, 16_384), (4096, 3)] {
            let chroma = [Int](repeating: 128, count: ((width + 1) / 2) * ((height + 1) / 2))
            let planes = [[Int](repeating: 235, count: width * height), chroma, chroma]
            try RawFile.write("W\(width) H\(height) F5:1 Ip A1:1 C420jpeg", planes: planes, to: path)
            for fit in [FrameSize.Fit.crop, .stretch] {
                for size in [
                    FrameSize(1, 1, fit: fit), FrameSize(7, 5, fit: fit), FrameSize(square: 32, fit: fit),
                    FrameSize(300, 2, fit: fit),
                ] {
                    let found = try Painting.read(path, size)
                    XCTAssertEqual(found.count, 2 * size.width * size.height * 3)
                    XCTAssertEqual(Set(found), [255], "\(width)×\(height) to \(size)")
                }
            }
        }
        // The thinnest that a codec can store: whatever libswscale cannot reduce so far is an error.
        for (width, height) in [(65_535, 1), (1, 65_535), (65_535, 2)] {
            let chroma = [Int](repeating: 128, count: (width + 1) / 2 * ((height + 1) / 2))
            try RawFile.write(
                "W\(width) H\(height) F5:1 Ip A1:1 C420jpeg",
                planes: [[Int](repeating: 235, count: width * height), chroma, chroma],
                to: path)
            for size in [
                FrameSize(1, 1), FrameSize(1, 1, fit: .stretch), FrameSize(square: 16, fit: .stretch),
                FrameSize(1, 9, fit: .letterbox),
            ] {
                do {
                    let found = Set(try Painting.read(path, size))
                    XCTAssertTrue(found.isSubset(of: [255, 0]), "\(width)×\(height) to \(size)")
                } catch MediaError.decodingFailed(_, "picture", let reason) {
                    XCTAssertTrue(reason.hasPrefix("no conversion of \(width)×\(height) pixels of format yuv420p"), reason)
                }
            }
        }
    }
}
