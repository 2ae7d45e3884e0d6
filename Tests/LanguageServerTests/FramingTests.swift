import LanguageServer
import XCTest

final class FramingTests: XCTestCase {
    private func pieces(_ bytes: [UInt8], by size: Int) -> [MessageFraming.Piece] {
        var framing = MessageFraming()
        var found: [MessageFraming.Piece] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            framing.add(bytes[start..<min(start + size, bytes.count)])
            while let piece = framing.next() { found.append(piece) }
        }
        return found
    }

    func testMessagesComeInAnyPieces() {
        let texts = ["{}", "", "{\"a\":\"é😀\"}", String(repeating: "x", count: 100_000)]
        let bytes = texts.flatMap { MessageFraming.framed(Array($0.utf8)) }
        for size in [1, 7, 64, bytes.count] {
            XCTAssertEqual(pieces(bytes, by: size), texts.map { .message(Array($0.utf8)) }, "pieces of \(size) bytes")
        }
    }

    func testHeadersOfOtherClients() {
        for headers in [
            "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n", "content-length:2\r\n\r\n",
            "Content-Length: 2\n\n",
        ] {
            XCTAssertEqual(pieces(Array((headers + "{}").utf8), by: 3), [.message(Array("{}".utf8))], headers)
        }
    }

    func testWhatTellsNoLengthIsLeftOut() {
        for headers in ["Content-Length: two", "Content-Length: -1", "Content-Length: 99999999999", "Hello: world"] {
            let bytes = Array("\(headers)\r\n\r\n".utf8) + MessageFraming.framed(Array("{}".utf8))
            let found = pieces(bytes, by: 5)
            XCTAssertEqual(found.count, 2, headers)
            guard case .unreadable(let words)? = found.first else { return XCTFail("\(headers): \(found)") }
            XCTAssertTrue(words.contains(headers), words)
            XCTAssertEqual(found.last, .message(Array("{}".utf8)))
        }
        // Without any end of the headers, no memory is taken for ever.
        guard case .unreadable? = pieces([UInt8](repeating: 65, count: 20_000), by: 1000).first else {
            return XCTFail("20,000 letters are no headers")
        }
    }
}
