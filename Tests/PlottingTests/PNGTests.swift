import Plotting
import XCTest

final class PNGTests: XCTestCase {
    private let image = RasterImage(
        width: 3, height: 2, rgb: [255, 0, 0, 0, 255, 0, 0, 0, 255, 1, 2, 3, 128, 128, 128, 255, 255, 255])

    func testRoundTrip() throws {
        XCTAssertEqual(try RasterImage(png: try image.png()), image)
    }

    func testHeaderAndChunks() throws {
        let bytes = try image.png(metadata: ["Software": "avts-nb", "Title": "Loss → 0", "Author": "Zoë"])
        XCTAssertEqual(Array(bytes.prefix(8)), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        let chunks = try PNGChunk.all(in: bytes)
        XCTAssertEqual(chunks.first?.type, "IHDR")
        XCTAssertEqual(chunks.first?.data, [0, 0, 0, 3, 0, 0, 0, 2, 8, 2, 0, 0, 0])
        XCTAssertEqual(chunks[1...3].map(\.type), ["tEXt", "tEXt", "iTXt"])
        XCTAssertEqual(chunks[1].data, Array("Author".utf8) + [0] + [0x5A, 0x6F, 0xEB])
        XCTAssertEqual(chunks.last?.type, "IEND")
        XCTAssertEqual(
            try RasterImage.metadata(ofPNG: bytes), ["Software": "avts-nb", "Title": "Loss → 0", "Author": "Zoë"])
        XCTAssertEqual(try RasterImage(png: bytes), image)
    }

    /// libpng reads the bytes after it was given them: they must outlive the call that they were made for.
    func testBytesThatNobodyElseHolds() throws {
        let large = RasterImage(width: 90, height: 60, rgb: (0..<16_200).map { UInt8($0 * $0 % 251) })
        for _ in 0..<20 { XCTAssertEqual(try RasterImage(png: large.png()), large) }
    }

    func testBadKeywordsAreErrors() {
        for keyword in ["", " Title", "Title ", "→", String(repeating: "k", count: 80), "a\nb"] {
            XCTAssertThrowsError(try image.png(metadata: [keyword: "x"])) { error in
                guard case PlotError.encoding = error else { return XCTFail("\(error)") }
            }
        }
    }

    func testDamagedFilesAreErrors() throws {
        let bytes = try image.png(metadata: ["Title": "x"])
        for bad in [[], [1, 2, 3], Array(bytes.prefix(40)), Array(bytes.dropLast(20))] as [[UInt8]] {
            XCTAssertThrowsError(try RasterImage(png: bad)) { error in
                guard case PlotError.decoding = error else { return XCTFail("\(error)") }
            }
            XCTAssertThrowsError(try RasterImage.metadata(ofPNG: bad))
        }
        var flipped = bytes
        flipped[20] ^= 1
        XCTAssertThrowsError(try PNGChunk.all(in: flipped))
    }

    func testAnEmptyImageIsAnError() {
        XCTAssertThrowsError(try RasterImage(width: 0, height: 0, rgb: []).png())
    }

    func testGreyImages() {
        let grey = RasterImage(width: 2, height: 2, grey: [0, 0.5, 1, .nan])
        XCTAssertEqual(grey.rgb, [0, 0, 0, 128, 128, 128, 255, 255, 255, 0, 0, 0])
    }

    func testColoursAreHeldWithinTheirRange() {
        let image = RasterImage(width: 2, height: 1, colour: [0, 0.5, 1, -3, .nan, .infinity])
        XCTAssertEqual(image.rgb, [0, 128, 255, 0, 0, 255])
    }
}
