import Files
import Foundation
import TestSupport
import XCTest

final class RegularFileTests: XCTestCase {
    func testOnlyFilesAreOpenedAndNothingWaits() throws {
        try withTemporaryDirectory { folder in
            for path in HostileFiles(in: folder).paths {
                XCTAssertThrowsError(try RegularFile(path), path) { error in
                    XCTAssertTrue("\(error)".hasPrefix("cannot read \(path): "), "\(error)")
                    XCTAssertTrue("\(error)".hasSuffix(", expected a file"), "\(error)")
                }
                XCTAssertThrowsError(try RegularFile.contents(path, limit: 1 << 20), path)
                XCTAssertThrowsError(try RegularFile(path, flags: O_RDWR | O_CREAT), path)
            }
            XCTAssertThrowsError(try RegularFile(folder.path("nothing"))) { error in
                XCTAssertEqual("\(error)", "cannot read \(folder.path("nothing")): No such file or directory")
            }
        }
    }

    func testWhatIsAskedForIsComparedWithTheFileFirst() throws {
        try withTemporaryDirectory { folder in
            let file = try RegularFile(folder.write("ten", (0..<10)))
            XCTAssertEqual(try file.bytes(at: 0, count: 10), Array(0..<10))
            XCTAssertEqual(try file.bytes(at: 8, count: 2), [8, 9])
            XCTAssertEqual(try file.bytes(at: 10, count: 0), [])
            let lies = [(0, 11), (9, 2), (11, 0), (-1, 1), (0, -1), (0, .max), (.max, 1), (1, .max), (.min, .max), (.max, .max)]
            let peak = try peakMemory {
                for (offset, count) in lies {
                    XCTAssertThrowsError(try file.bytes(at: offset, count: count), "\(offset) \(count)") { error in
                        XCTAssertTrue("\(error)".contains(folder.path("ten")), "\(error)")
                    }
                }
            }
            XCTAssertLessThan(peak, 16 << 20)
        }
    }

    func testAPartComesInPieces() throws {
        try withTemporaryDirectory { folder in
            let bytes = (0..<700_001).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 / 256) }
            let file = try RegularFile(folder.write("many", bytes))
            var (found, sizes): ([UInt8], [Int]) = ([], [])
            try file.pieces(at: 1, count: 700_000) { place, piece in
                XCTAssertEqual(place, found.count)
                found += piece.withUnsafeBytes(Array.init)
                sizes.append(piece.byteCount)
            }
            XCTAssertEqual(found, Array(bytes[1...]))
            XCTAssertEqual(sizes, [262_144, 262_144, 175_712])
            XCTAssertThrowsError(try file.pieces(at: 2, count: 700_000) { _, _ in })
        }
    }

    func testAFileCutShortWhileInUseIsAnError() throws {
        try withTemporaryDirectory { folder in
            let path = try folder.write("shrinking", [UInt8](repeating: 1, count: 100_000))
            let file = try RegularFile(path)
            XCTAssertEqual(truncate(path, 5), 0)
            var target = [UInt8](repeating: 0, count: 100_000)
            XCTAssertThrowsError(try target.withUnsafeMutableBytes { try file.read(at: 0, into: $0) }) { error in
                XCTAssertTrue("\(error)".contains("expected 100000 bytes at 0, found 5"), "\(error)")
            }
        }
    }

    func testContentsHaveALimit() throws {
        try withTemporaryDirectory { folder in
            let path = try folder.write("ten", (0..<10))
            XCTAssertEqual(try RegularFile.contents(path, limit: 10), Array(0..<10))
            XCTAssertThrowsError(try RegularFile.contents(path, limit: 9)) { error in
                XCTAssertTrue("\(error)".contains("more than 9 bytes"), "\(error)")
            }
            // A terabyte of nothing is refused by its size, not by the memory it takes.
            let huge = folder.path("huge")
            XCTAssertTrue(FileManager.default.createFile(atPath: huge, contents: nil))
            XCTAssertEqual(truncate(huge, 1 << 40), 0)
            let peak = try peakMemory { XCTAssertThrowsError(try RegularFile.contents(huge, limit: 1 << 20)) }
            XCTAssertLessThan(peak, 16 << 20)
            XCTAssertEqual(try RegularFile.contents(folder.write("empty", []), limit: 0), [])
            // The kernel's own files say that they have no bytes.
            XCTAssertTrue(
                String(decoding: try RegularFile.contents("/proc/self/status", limit: 1 << 20), as: UTF8.self).contains("VmRSS"))
        }
    }

    func testAnUnreadableFileIsAnError() throws {
        try XCTSkipIf(geteuid() == 0, "the superuser may read everything")
        try withTemporaryDirectory { folder in
            let path = try folder.write("secret", [1])
            XCTAssertEqual(chmod(path, 0), 0)
            XCTAssertThrowsError(try RegularFile(path)) { XCTAssertEqual("\($0)", "cannot read \(path): Permission denied") }
        }
    }
}
