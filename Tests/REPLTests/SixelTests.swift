import Terminal
import XCTest

final class SixelTests: XCTestCase {
    /// Reads sixels as a terminal does: the colour of each pixel in per cent, nil where none was drawn.
    private func decoded(_ text: String, file: StaticString = #filePath, line: UInt = #line) throws -> (
        width: Int, height: Int, pixels: [[Int]?]
    ) {
        XCTAssertTrue(text.hasPrefix("\u{1B}P0;1q\"1;1;") && text.hasSuffix("\u{1B}\\"), file: file, line: line)
        var rest = Array(text.utf8.dropFirst(7).dropLast(2))[...]
        func numbers() -> [Int] {
            var found = [0]
            while let byte = rest.first, byte == UInt8(ascii: ";") || (48..<58).contains(byte) {
                if byte == UInt8(ascii: ";") {
                    found.append(0)
                } else {
                    found[found.count - 1] = found[found.count - 1] * 10 + Int(byte - 48)
                }
                rest.removeFirst()
            }
            return found
        }
        let size = numbers()
        let (width, height) = (size[2], size[3])
        var pixels = [[Int]?](repeating: nil, count: width * height)
        var colours: [Int: [Int]] = [:]
        var (colour, column, top) = (0, 0, 0)
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "#"):
                let said = numbers()
                colour = said[0]
                if said.count == 5 { colours[colour] = Array(said[2...]) }
            case UInt8(ascii: "$"): column = 0
            case UInt8(ascii: "-"): (column, top) = (0, top + 6)
            case UInt8(ascii: "!"), 63...126:
                var count = 1
                var sign = byte
                if byte == UInt8(ascii: "!") {
                    count = numbers()[0]
                    sign = try XCTUnwrap(rest.popFirst())
                }
                for _ in 0..<count {
                    for bit in 0..<6 where (sign - 63) >> bit & 1 == 1 {
                        XCTAssertTrue(column < width && top + bit < height, "beyond the picture", file: file, line: line)
                        pixels[(top + bit) * width + column] = try XCTUnwrap(colours[colour])
                    }
                    column += 1
                }
            default: XCTFail("\(byte) is no sixel", file: file, line: line)
            }
        }
        XCTAssertLessThanOrEqual(colours.count, 256, file: file, line: line)
        return (width, height, pixels)
    }

    private func share(_ value: UInt8) -> Int { (Int(value) * 100 + 127) / 255 }

    func testFewColoursAreExact() throws {
        // 16 × 16 colours, each a square of 3 × 3 pixels.
        let side = 48
        var rgb: [UInt8] = []
        for row in 0..<side { for column in 0..<side { rgb += [UInt8(row / 3 * 17), UInt8(column / 3 * 17), 99] } }
        let picture = try XCTUnwrap(SixelPicture(png: TinyPNG.bytes(width: side, height: side, rgb: rgb)))
        let found = try decoded(picture.sequence)
        XCTAssertEqual([found.width, found.height], [side, side])
        for place in 0..<side * side {
            XCTAssertEqual(found.pixels[place], [share(rgb[place * 3]), share(rgb[place * 3 + 1]), share(rgb[place * 3 + 2])])
        }
    }

    func testManyColoursAreRightOnAverage() throws {
        let (width, height) = (96, 50)
        var rgb: [UInt8] = []
        for row in 0..<height {
            for column in 0..<width { rgb += [UInt8(column * 255 / 95), UInt8(row * 255 / 49), UInt8((row + column) % 256)] }
        }
        let found = try decoded(try XCTUnwrap(SixelPicture(png: TinyPNG.bytes(width: width, height: height, rgb: rgb))).sequence)
        XCTAssertEqual(found.pixels.count { $0 == nil }, 0)
        // Squares of 8 pixels look as they did: what one pixel misses its neighbours have.
        for top in stride(from: 0, to: height - 8, by: 8) {
            for left in stride(from: 0, to: width - 8, by: 8) {
                for channel in 0..<3 {
                    var (was, become) = (0.0, 0.0)
                    for row in top..<top + 8 {
                        for column in left..<left + 8 {
                            was += Double(rgb[(row * width + column) * 3 + channel]) * 100 / 255
                            become += Double(found.pixels[row * width + column]?[channel] ?? 0)
                        }
                    }
                    XCTAssertEqual(was / 64, become / 64, accuracy: 3.5, "\(top) \(left) \(channel)")
                }
            }
        }
    }

    func testWidePicturesAreMadeSmaller() throws {
        var rgb: [UInt8] = []
        for row in 0..<40 { for column in 0..<200 { rgb += column < 100 ? [255, 0, 0] : [0, 0, row < 20 ? 255 : 0] } }
        let png = TinyPNG.bytes(width: 200, height: 40, rgb: rgb)
        let found = try decoded(try XCTUnwrap(SixelPicture(png: png, width: 50)).sequence)
        XCTAssertEqual([found.width, found.height], [50, 10])
        XCTAssertEqual(found.pixels[0], [100, 0, 0])
        XCTAssertEqual(found.pixels[49], [0, 0, 100])
        XCTAssertEqual(found.pixels[499], [0, 0, 0])
        let wide = try XCTUnwrap(SixelPicture(png: png, width: 1000))
        XCTAssertEqual(wide.width, 200)
    }

    func testWhatIsNoPictureIsNotDrawn() {
        XCTAssertNil(SixelPicture(png: [1, 2, 3]))
        XCTAssertEqual(InlineImage.sixel.sequence(png: [1, 2, 3]), "")
        XCTAssertEqual(InlineImage.protocolOfTerminal(["AVTS_IMAGES": "sixel"]), .sixel)
    }
}
