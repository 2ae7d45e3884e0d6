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
                let bytes = Array("ne".utf8)
                try file.append(bytes.span.bytes)
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

    /// A link stays, and what it names is written; a file keeps its rights.
    func testWhatStandsThereStays() throws {
        try withTemporaryDirectory { folder in
            try FileManager.default.createDirectory(atPath: folder.path("within"), withIntermediateDirectories: false)
            let path = try folder.write("within/real", "old".utf8)
            chmod(path, 0o600)
            try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: "within/real")
            try FileManager.default.createSymbolicLink(atPath: folder.path("second"), withDestinationPath: folder.path("link"))
            try AtomicFile.write("new".utf8, to: folder.path("second"))
            XCTAssertEqual(try RegularFile.contents(path, limit: 10), Array("new".utf8))
            XCTAssertEqual(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link")), "within/real")
            var status = stat()
            XCTAssertEqual(stat(path, &status), 0)
            XCTAssertEqual(status.st_mode & 0o777, 0o600)
            // A link to nothing yet.
            try FileManager.default.createSymbolicLink(atPath: folder.path("hanging"), withDestinationPath: "within/made")
            try AtomicFile.write("made".utf8, to: folder.path("hanging"))
            XCTAssertEqual(try RegularFile.contents(folder.path("within/made"), limit: 10), Array("made".utf8))
            XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: folder.path("within")).sorted(), ["made", "real"])
        }
    }

    /// A rename would put a file where somebody else's pipe, folder or device stands.
    func testWhatIsNoFileIsRefused() throws {
        try withTemporaryDirectory { folder in
            let pipe = folder.path("pipe")
            XCTAssertEqual(mkfifo(pipe, 0o600), 0)
            try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: "pipe")
            for path in [pipe, folder.path("link")] {
                XCTAssertThrowsError(try AtomicFile.write("x".utf8, to: path)) {
                    XCTAssertEqual("\($0)", "cannot write \(path): it is a pipe, expected a file, or nothing yet")
                }
            }
            XCTAssertThrowsError(try AtomicFile.write("x".utf8, to: folder.url.path)) {
                XCTAssertTrue("\($0)".contains("it is a folder"), "\($0)")
            }
            var status = stat()
            XCTAssertEqual(lstat(pipe, &status), 0)
            XCTAssertEqual(status.st_mode & S_IFMT, S_IFIFO)
            XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted(), ["link", "pipe"])
        }
    }
}
