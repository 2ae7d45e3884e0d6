import Foundation
import Jupyter
import XCTest

final class WireMessageTests: XCTestCase {
    private let key = Array("key".utf8)

    func testTheWayThereAndBack() throws {
        let sent = WireMessage(
            "stream", ["text": "é\u{1B}"], session: "s", answering: Array(#"{"msg_id" : "as it came"}"#.utf8), to: [[1, 2], [3]])
        let frames = sent.frames(key: key)
        XCTAssertEqual(frames.count, 8)
        let read = try XCTUnwrap(WireMessage(frames: frames, key: key))
        XCTAssertEqual(read.identities, [[1, 2], [3]])
        XCTAssertEqual([read.type, read.id, read.session], ["stream", sent.id, "s"])
        XCTAssertEqual(read.parent, Array(#"{"msg_id" : "as it came"}"#.utf8))
        XCTAssertEqual(String(decoding: read.content, as: UTF8.self), #"{"text":"é\u001b"}"#)
        let header = try XCTUnwrap(JSONSerialization.jsonObject(with: Data(read.header)) as? [String: String])
        XCTAssertEqual(header["version"], "5.3")
        XCTAssertNotNil(header["date"]?.wholeMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/#), header["date"] ?? "")
    }

    func testWhatIsDropped() throws {
        let frames = WireMessage("a", [:], session: "s").frames(key: key)
        XCTAssertNotNil(WireMessage(frames: frames, key: key))
        XCTAssertNil(WireMessage(frames: frames, key: Array("other".utf8)))
        XCTAssertNotNil(WireMessage(frames: frames, key: []), "without a key nothing is compared")
        for place in frames.indices {
            var changed = frames
            changed[place].append(UInt8(ascii: " "))
            XCTAssertNil(WireMessage(frames: changed, key: key), "frame \(place)")
            XCTAssertNil(WireMessage(frames: Array(frames[..<place]), key: key), "\(place) frames")
        }
        // More than four texts are buffers, which no signature covers.
        XCTAssertNotNil(WireMessage(frames: frames + [[1, 2, 3]], key: key))
        XCTAssertNil(WireMessage(frames: [Array("<IDS|MSG>".utf8), [], [0xFF], [], [], []], key: []))
        XCTAssertNil(WireMessage(frames: [], key: key))
    }
}
