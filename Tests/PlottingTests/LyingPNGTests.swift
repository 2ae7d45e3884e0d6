import Plotting
import TestSupport
import XCTest

/// PNG files whose headers claim what their data do not hold.
final class LyingPNGTests: XCTestCase {
    private func number(_ value: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }

    /// A PNG of a header and compressed data, with right checksums; `length` is what the data's chunk claims.
    private func png(
        width: UInt32, height: UInt32, depth: UInt8 = 8, colour: UInt8 = 2, interlaced: Bool = false, data: [UInt8],
        length: UInt32? = nil
    ) -> [UInt8] {
        func chunk(_ type: String, _ data: [UInt8], length: UInt32? = nil) -> [UInt8] {
            let body = Array(type.utf8) + data
            let crc = ~body.reduce(~0 as UInt32) { sum, byte in
                (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
            }
            return number(length ?? UInt32(data.count)) + body + number(crc)
        }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", number(width) + number(height) + [depth, colour, 0, 0, interlaced ? 1 : 0])
            + chunk("IDAT", data, length: length)
            + chunk("IEND", [])
    }

    func testAHeaderTakesNoMemory() throws {
        let sizes: [(UInt32, UInt32)] = [
            (8000, 8000), (1 << 13, 1 << 13), (1 << 26, 1), (1, 1 << 26), (1 << 20, 1 << 20), (1 << 31 - 1, 1 << 31 - 1),
            (.max, .max), (0, 9), (9, 0),
        ]
        let peak = try peakMemory {
            for (width, height) in sizes {
                for (depth, colour) in [(8, 2), (16, 6), (1, 0), (8, 3), (16, 4), (255, 2), (8, 255)] as [(UInt8, UInt8)] {
                    for data in [[], [0x78, 0x9C, 3, 0, 0, 0, 0, 1], [UInt8](repeating: 0, count: 100)] as [[UInt8]] {
                        for length in [nil, 1 << 30, .max] as [UInt32?] {
                            let bytes = png(
                                width: width, height: height, depth: depth, colour: colour, interlaced: true, data: data,
                                length: length)
                            XCTAssertThrowsError(try RasterImage(png: bytes), "\(width) × \(height)") {
                                XCTAssertTrue($0 is PlotError)
                            }
                        }
                    }
                }
            }
        }
        XCTAssertLessThan(peak, 32 << 20)
    }

    /// Whole and compressible as data can be: an honest picture is read, whatever packs it.
    func testWhatPacksWellIsNoLie() throws {
        let image = RasterImage(width: 2000, height: 1000, rgb: [UInt8](repeating: 255, count: 6_000_000))
        let bytes = try image.png()
        XCTAssertLessThan(bytes.count, 30_000)
        XCTAssertEqual(try RasterImage(png: bytes), image)
    }

    func testDamageNeverTraps() throws {
        let image = RasterImage(width: 7, height: 5, rgb: (0..<105).map { UInt8($0) })
        let good = try image.png(metadata: ["Title": "x", "Author": "→"])
        let peak = try peakMemory {
            for bytes in Mutants(of: good, count: 500) {
                do { _ = try RasterImage(png: bytes) } catch { XCTAssertTrue("\(error)".hasPrefix("reading PNG"), "\(error)") }
                do { _ = try RasterImage.metadata(ofPNG: bytes) } catch {
                    XCTAssertTrue("\(error)".hasPrefix("reading PNG"), "\(error)")
                }
            }
            for bytes in Mutants.prefixes(of: good.dropLast(12)) {
                XCTAssertThrowsError(try RasterImage(png: bytes), "\(bytes.count) bytes")
            }
        }
        XCTAssertLessThan(peak, 32 << 20)
    }
}
