import Foundation
import Tables
import Tensors
import TestSupport
import XCTest

final class JSONTests: XCTestCase {
    private func message(_ body: () throws -> Any) -> String {
        do {
            _ = try body()
            return "no error"
        } catch {
            let words = "\(error)"
            return words.firstRange(of: "t.json").map { String(words[$0.lowerBound...]) } ?? words
        }
    }

    private func file<R>(_ text: String, _ body: (String) throws -> R) throws -> R {
        try withTemporaryDirectory { directory in try body(try directory.write("t.json", text.utf8)) }
    }

    private func tensor(_ text: String, missing: Float? = nil) throws -> Tensor {
        try file(text) { try Tensor(json: $0, missing: missing) }
    }
    private func table(_ text: String) throws -> DataTable { try file(text) { try DataTable(json: $0) } }
    private func lines(_ text: String) throws -> DataTable { try file(text) { try DataTable(jsonLines: $0) } }

    func testTensors() throws {
        XCTAssertEqual(try tensor("[[1, 2.5], [-3e2, 0]]\n"), Tensor([1, 2.5, -300, 0], shape: [2, 2]))
        XCTAssertEqual(try tensor(" 7 "), Tensor(7))
        XCTAssertEqual(try tensor("[]").shape, [0])
        XCTAssertEqual(try tensor("[[], []]").shape, [2, 0])
        XCTAssertEqual(try tensor("\u{FEFF}[[[1]], [[2]]]").shape, [2, 1, 1])
        XCTAssertEqual(try tensor("[1, null]", missing: -1), Tensor([1, -1]))
        XCTAssertEqual(try tensor("[16777216, 0.1]"), Tensor([16_777_216, 0.1]))
        for (text, words) in [
            ("[[1, 2],\n [3]]", "t.json, line 2, at [1]: found 1 elements, expected 2, as in the arrays before it"),
            ("[[1], [2, 3]]", "t.json, line 1, at [1]: found 2 elements, expected 1, as in the arrays before it"),
            ("[[1], 2]", "t.json, line 1, at [1]: found a number, expected an array, as elsewhere at this depth"),
            ("[1, [2]]", "t.json, line 1, at [1]: found an array, expected a number, as elsewhere at this depth"),
            ("[[], [1]]", "t.json, line 1, at [1]: found 1 elements, expected 0, as in the arrays before it"),
            ("[[], 1]", "t.json, line 1, at [1]: found a number, expected an array, as elsewhere at this depth"),
            ("[1, \"2\"]", "t.json, line 1, at [1]: found a text, expected a number or an array"),
            ("[1, NaN]", "t.json, line 1, at [1]: found \"NaN\", expected a number or an array"),
            ("[1, null]", "t.json, line 1, at [1]: found null, expected a number, or missing: to say what stands for null"),
            ("{\"a\": 1}", "t.json, line 1, at the top: found an object, expected a number or an array"),
            ("[16777217]", "t.json, line 1, at [0]: found 16777217, expected a number that a 32-bit float holds"),
            ("[16777217.0]", "t.json, line 1, at [0]: found 16777217.0, expected a number that a 32-bit float holds"),
            ("[1e39]", "t.json, line 1, at [0]: found 1e39, expected a number that a 32-bit float holds"),
            ("[1, 2] 3", "t.json, line 1: found a number, expected nothing behind the value"),
            ("[01]", "t.json, line 1: found \"01\", expected a number as JSON writes it"),
            ("[1 2]", "t.json, line 1: found a number, expected a comma, or the ] of an array"),
            ("[1,\n", "t.json, line 2, at [1]: found the end of the text, expected a number or an array"),
            ("", "t.json, line 1, at the top: found the end of the text, expected a number or an array"),
            (String(repeating: "[", count: 100_000), "expected at most 64 arrays within each other"),
        ] {
            XCTAssertTrue(message { try tensor(text) }.contains(words), "\(message { try tensor(text) }) for \(text.prefix(40))")
        }
    }

    func testTensorsRoundTrip() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path("x.json")
            for tensor in [
                Tensor(-0.1), Tensor([.leastNonzeroMagnitude, 0x1p100, -.pi, -0.0]), .zeros([0, 2]), .zeros([2, 0]),
                .arange(24).reshaped(2, 1, 3, 4),
            ] {
                try tensor.write(json: path)
                // What has no row says nothing of its columns.
                if tensor.shape != [0, 2] { XCTAssertEqual(try Tensor(json: path), tensor) }
            }
            try Tensor([1, 2, 3, 4], shape: [2, 2]).write(json: path)
            XCTAssertEqual(try String(contentsOfFile: path, encoding: .utf8), "[[1,2],[3,4]]\n")
            XCTAssertThrowsError(try Tensor([1, .nan]).write(json: path)) { error in
                XCTAssertTrue("\(error)".contains("found nan at element 1, expected finite numbers"), "\(error)")
            }
        }
    }

    func testRecords() throws {
        let text = """
            [{"clip": "a\\n\\u00e9\\ud83d\\ude00", "level": -3.50, "id": 9007199254740993, "good": true},
             {"level": null, "clip": "007", "extra": 1}]
            """
        let read = try table(text)
        XCTAssertEqual(read.columns, ["clip", "level", "id", "good", "extra"], "in the order in which they appear")
        XCTAssertEqual(try read.words("clip"), ["a\né😀", "007"])
        XCTAssertEqual(try read.numbers("level", missing: 0), [-3.5, 0])
        XCTAssertEqual(try read.wholeNumbers("id", missing: 0), [9_007_199_254_740_993, 0], "to the last digit")
        XCTAssertEqual(try read.truths("good", missing: false), [true, false])
        XCTAssertEqual(try read.numbers("good", missing: 0), [1, 0])
        XCTAssertEqual(
            message { try read.numbers("level") },
            "t.json, line 2, column \"level\": found nothing, expected a number. Say what stands for it: missing: …, or leave the row out."
        )
        XCTAssertEqual(try lines("{\"a\": 1}\n\n{\"a\": 2}\n").numbers("a"), [1, 2])
        for (text, words) in [
            (
                "[{\"a\": 1},\n{\"a\": \"1\"}]",
                "t.json, line 2: found words in column \"a\", expected numbers, as in the records before it"
            ),
            ("[{\"a\": 1, \"a\": 2}]", "t.json, line 1: found the name \"a\" twice in a record, expected each name once"),
            ("[{\"a\": [1]}]", "t.json, line 1: found an array in column \"a\", expected a number, a text, true, false or null"),
            ("[1]", "t.json, line 1: found a number, expected a record, such as {\"clip\": \"a\"}"),
            ("{\"a\": 1}", "t.json, line 1: found an object, expected an array of records"),
            ("[{\"a\" 1}]", "t.json, line 1: found a number, expected :"),
            ("[{a: 1}]", "expected the name of a member, in quotes"),
            ("[{\"a\": \"\\ud800\"}]", "found a backslash before what is no escape"),
            ("[{\"a\": \"x\ny\"}]", "found a control character, expected the quote that closes a text"),
            ("[{\"a\": \"x", "found the end of the file, expected the quote that closes a text"),
            ("[{\"a\": tru}]", "found no JSON, expected true, false or null"),
            ("[{\"a\": 1},]", "found \"]\", expected a record"),
        ] { XCTAssertTrue(message { try table(text) }.contains(words), "\(message { try table(text) }) for \(text)") }
        XCTAssertTrue(
            message { try lines("{\"a\": 1} {\"a\": 2}") }.contains("line 1: found an object, expected one record a line"))
    }

    func testRecordsRoundTrip() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path("x.json")
            let made = DataTable([
                "word": .words(["a\"\\\u{1}\n", nil, "007"]), "number": .numbers([0.1, nil, -3]),
                "truth": .truths([true, nil, false]),
            ])
            try made.write(json: path)
            XCTAssertEqual(try DataTable(json: path), made)
            XCTAssertNotNil(
                try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path))) as? [[String: Any]])
            try made.write(jsonLines: path)
            XCTAssertEqual(try DataTable(jsonLines: path), made)
            XCTAssertEqual(
                try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").last,
                "{\"word\": \"007\", \"number\": -3, \"truth\": false}")
            // From CSV: what is a number there is one here, with the digits that it has.
            let csv = try directory.write("t.csv", "id,x\n007,1.50\n,+2\n".utf8)
            try DataTable(csv: csv).write(jsonLines: path)
            XCTAssertEqual(
                try String(contentsOfFile: path, encoding: .utf8), "{\"id\": \"007\", \"x\": 1.50}\n{\"id\": null, \"x\": 2}\n")
            XCTAssertThrowsError(try DataTable(["x": .numbers([.nan])]).write(json: path)) { error in
                XCTAssertTrue("\(error)".contains("row 0, column \"x\": found nan, expected a finite number"), "\(error)")
            }
        }
    }

    /// Records that have no name in common are a table of their square.
    func testRecordsOfAllDifferentNames() throws {
        let text = (0..<30_000).map { "{\"\($0)\": 1}\n" }.joined()
        let empty =
            "{" + (0..<1000).map { "\"\($0)\": 1" }.joined(separator: ",") + "}\n" + String(repeating: "{}\n", count: 200_000)
        let peak = peakMemory {
            XCTAssertTrue(message { try lines(text) }.contains("expected records that have most of their names in common"))
            XCTAssertTrue(message { try lines(empty) }.contains("expected records that have most of their names in common"))
        }
        XCTAssertLessThan(peak, 128 << 20)
    }

    func testDamageNeverTraps() throws {
        try withTemporaryDirectory { directory in
            let good = Array(
                "[{\"clip\": \"a\\n\\u00e9\\ud83d\\ude00\", \"level\": -3.50e1, \"good\": true}, {\"level\": null, \"clip\": \"007\"}]"
                    .utf8)
            for bytes in Mutants(of: good, count: 2000) {
                let path = try directory.write("t.json", bytes)
                guard let read = try? DataTable(json: path) else { continue }
                try read.write(json: path)
                let again = try DataTable(json: path)
                if read.count > 0, !read.columns.isEmpty { XCTAssertEqual(again, read) }
            }
            for bytes in Mutants(of: Array("[[1, 2.5, null], [-3e2, 0, 1e-5]]".utf8), count: 2000) {
                let path = try directory.write("t.json", bytes)
                if let read = try? Tensor(json: path, missing: 0) { XCTAssertEqual(read.count, read.scalars.count) }
            }
        }
    }
}
