import Files
import XCTest

final class MessageCodeTests: XCTestCase {
    /// RFC 4231, cases 1, 2 and 6.
    func testKnownAnswers() {
        XCTAssertEqual(
            MessageCode.of([Array("Hi There".utf8)], key: [UInt8](repeating: 0x0B, count: 20)),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        XCTAssertEqual(
            MessageCode.of([Array("what do ya want ".utf8), Array("for nothing?".utf8)], key: Array("Jefe".utf8)),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        XCTAssertEqual(
            MessageCode.of(
                [Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)], key: [UInt8](repeating: 0xAA, count: 131)),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    /// As Python's `hmac.new(b"", b"", "sha256")` gives it.
    func testEmptyKeyAndText() {
        XCTAssertEqual(
            MessageCode.of([], key: []), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }

    func testEquality() {
        XCTAssertTrue(MessageCode.areEqual([1, 2], [1, 2]))
        XCTAssertFalse(MessageCode.areEqual([1, 2], [1, 3]))
        XCTAssertFalse(MessageCode.areEqual([1, 2], [1, 2, 3]))
        XCTAssertTrue(MessageCode.areEqual([], []))
    }
}
