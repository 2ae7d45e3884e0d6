import Files
import TestSupport
import XCTest

final class DigestTests: XCTestCase {
    /// The examples of FIPS 180-4 (and of NIST's page of them).
    func testKnownDigests() {
        XCTAssertEqual(Digest.of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        XCTAssertEqual(Digest.of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        XCTAssertEqual(
            Digest.of([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    func testAFileHasTheDigestOfItsBytes() throws {
        try withTemporaryDirectory { folder in
            for count in [0, 1, 55, 64, 1 << 20, (1 << 20) + 1, 3_000_001] {
                let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 9) }
                let path = try folder.write("file", bytes)
                XCTAssertEqual(try Digest.of(file: path), Digest.of(bytes), "\(count) bytes")
            }
            XCTAssertThrowsError(try Digest.of(file: folder.path("none")))
            for hostile in HostileFiles(in: folder).paths { XCTAssertThrowsError(try Digest.of(file: hostile), hostile) }
        }
    }

    func testTextsDoNotRunIntoEachOther() {
        func digest(_ texts: [String]) -> String {
            var digest = Digest()
            for text in texts { digest.add(text) }
            return digest.finish()
        }
        XCTAssertNotEqual(digest(["a", "bc"]), digest(["ab", "c"]))
        XCTAssertNotEqual(digest(["a", ""]), digest(["", "a"]))
        XCTAssertNotEqual(digest([]), digest([""]))
    }
}

/// A key changes with every input.
final class InputsTests: XCTestCase {
    private struct Inner: Codable {
        var name: String? = "a"
        var flags = [true, false]
    }
    private struct Outer: Codable {
        var rate = 0.1
        var single: Float = 0.99
        var count = 3
        var large = UInt64.max
        var infinite = Double.infinity
        var inner = Inner()
        var list: [Inner] = []
        var byName: [String: Int] = [:]
    }

    private func key(_ change: (inout Outer) -> Void) -> String {
        var value = Outer()
        change(&value)
        var inputs = Inputs()
        inputs.add("value", value)
        return inputs.digest
    }

    func testEveryPropertyIsInTheKey() {
        let changes: [(inout Outer) -> Void] = [
            { _ in }, { $0.rate = 0.1.nextUp }, { $0.single = $0.single.nextUp }, { $0.count = 4 }, { $0.large -= 1 },
            { $0.infinite = -.infinity }, { $0.infinite = .nan }, { $0.inner.name = nil }, { $0.inner.name = "none" },
            { $0.inner.name = "" }, { $0.inner.flags = [true] }, { $0.inner.flags = [] }, { $0.inner.flags = [false, true] },
            { $0.list = [Inner()] }, { $0.list = [Inner(), Inner()] }, { $0.byName = ["a": 1] }, { $0.byName = ["b": 1] },
        ]
        let keys = changes.map(key)
        XCTAssertEqual(Set(keys).count, keys.count)
        XCTAssertEqual(keys, changes.map(key), "the same inputs give the same key")
    }

    func testFieldsAreNamedForPeople() {
        var inputs = Inputs()
        inputs.add("value", Outer())
        inputs.add("seed", text: "7")
        XCTAssertEqual(inputs.fields["value.rate"], "0.1")
        XCTAssertEqual(inputs.fields["value.inner.flags.1"], "false")
        XCTAssertEqual(inputs.fields["seed"], "7")
    }
}
