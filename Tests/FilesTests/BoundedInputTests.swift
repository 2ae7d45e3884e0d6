import Files
import Foundation
import TestSupport
import XCTest

final class BoundedInputTests: XCTestCase {
    /// Gives `body` the end of a pipe through which `bytes` come and then nothing more.
    private func piped(_ bytes: [UInt8], _ body: (inout BoundedInput) throws -> Void) throws {
        let pipe = Pipe()
        pipe.fileHandleForWriting.write(Data(bytes))
        try pipe.fileHandleForWriting.close()
        var input = BoundedInput(pipe.fileHandleForReading.fileDescriptor, name: "a pipe")
        try withExtendedLifetime(pipe) { try body(&input) }
    }

    func testLines() throws {
        try piped(Array("one\r\n\ntwo\rthree\nlast".utf8)) { input in
            for line in ["one", "", "two\rthree", "last", nil, nil] { XCTAssertEqual(try input.line(limit: 20), line) }
        }
        try piped([]) { XCTAssertNil(try $0.line(limit: 20)) }
        try piped(Array("a\nb\nc".utf8)) { input in
            XCTAssertEqual(try input.line(limit: 5), "a")
            XCTAssertEqual(try input.contents(limit: 5), Array("b\nc".utf8))
        }
    }

    func testWhatNeverEndsIsRefused() throws {
        let zero = try XCTUnwrap(FileHandle(forReadingAtPath: "/dev/zero"))
        let peak = try peakMemory {
            var input = BoundedInput(zero.fileDescriptor, name: "zeros")
            XCTAssertThrowsError(try input.line(limit: 1 << 20)) {
                XCTAssertEqual("\($0)", "cannot read zeros: a line has more than 1048576 bytes")
            }
            XCTAssertThrowsError(try input.contents(limit: 1 << 20)) {
                XCTAssertEqual("\($0)", "cannot read zeros: it has more than 1048576 bytes")
            }
        }
        XCTAssertLessThan(peak, 16 << 20)
    }
}
