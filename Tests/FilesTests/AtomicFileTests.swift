import Files
import Foundation
import TestSupport
import XCTest

final class AtomicFileTests: XCTestCase {
    func testAFileIsTheOldOneOrTheNewOne() throws {
        try withTemporaryDirectory { folder in
            let path = try folder.write("a", "old".utf8)
            do {
                let file = try AtomicFile(path)
                try Array("ne".utf8).withUnsafeBytes { try file.append($0) }
                XCTAssertEqual(try RegularFile.contents(path, limit: 10), Array("old".utf8))
            }
            XCTAssertEqual(try RegularFile.contents(path, limit: 10), Array("old".utf8))
            try AtomicFile.write("new".utf8, to: path)
            XCTAssertEqual(try RegularFile.contents(path, limit: 10), Array("new".utf8))
            XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: folder.url.path), ["a"])
        }
    }

    /// A process number alone names the process and not the writer.
    func testWritersOfOneFileDoNotShareItsTemporaryName() throws {
        try withTemporaryDirectory { folder in
            let path = folder.path("a")
            DispatchQueue.concurrentPerform(iterations: 64) { index in
                try? AtomicFile.write([UInt8](repeating: UInt8(index), count: 50_000 + index), to: path)
            }
            let bytes = try RegularFile.contents(path, limit: 1 << 20)
            XCTAssertEqual(bytes, [UInt8](repeating: bytes[0], count: 50_000 + Int(bytes[0])))
            XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: folder.url.path), ["a"])
        }
    }
}
