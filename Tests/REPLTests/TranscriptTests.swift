import REPL
import XCTest

final class TranscriptTests: XCTestCase {
    /// Sources are lists of `name=other+other`: names written, and names read.
    fileprivate func names(_ source: String) -> (reads: Set<String>, writes: Set<String>) {
        let parts = source.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return (Set([source]), []) }
        return (Set(parts[1].split(separator: "+").map(String.init)), [parts[0]])
    }

    fileprivate func transcript(_ sources: String...) -> Transcript {
        var transcript = Transcript()
        for (index, source) in sources.enumerated() {
            transcript.append(Transcript.Entry(id: "in\(index + 1)", source: source, seed: 0))
        }
        return transcript
    }

    func testNothingIsStaleInOrder() {
        XCTAssertEqual(transcript("a=", "b=a", "c=a+b").stale(names: names), [:])
    }

    func testRewritingAName() {
        let stale = transcript("a=", "b=a", "c=b", "d=", "a=").stale(names: names)
        XCTAssertEqual(stale, ["in2": "`a` was written anew by in5", "in3": "`b` came from in2, which is stale"])
    }

    func testReadersOfTheNewValueAreFresh() {
        XCTAssertEqual(transcript("a=", "a=", "b=a").stale(names: names), [:])
    }

    func testNamesFromElsewhereAreNotJudged() {
        XCTAssertEqual(transcript("b=print", "print=").stale(names: names), [:])
    }
}

extension TranscriptTests {
    func testOneThatRanAgainIsStaleNoMore() {
        var transcript = transcript("a=", "b=a", "c=b", "a=")
        XCTAssertEqual(Set(transcript.stale(names: names).keys), ["in2", "in3"])
        for (id, source) in [("in2", "b=a"), ("in3", "c=b")] {
            let next = transcript.id()
            transcript.append(Transcript.Entry(id: next, source: source, seed: 0))
            transcript.supersede(id, by: next)
        }
        XCTAssertEqual(transcript.stale(names: names), [:])
        XCTAssertEqual(transcript.entries.map(\.id), ["in1", "in2", "in3", "in4", "in5", "in6"])
    }

    func testNamesAreGivenOnce() {
        var transcript = Transcript()
        for wanted in ["train", "train", nil, "in4", nil, "train"] {
            transcript.append(Transcript.Entry(id: transcript.id(wanted: wanted), source: "", seed: 0))
        }
        XCTAssertEqual(transcript.entries.map(\.id), ["train", "in2", "in3", "in4", "in5", "in6"])
    }
}
