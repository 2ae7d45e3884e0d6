import Foundation
import Tables
import Tensors
import TestSupport
import XCTest

final class CSVTests: XCTestCase {
    private func table(
        _ text: String, separator: Character = ",", hasHeader: Bool = true, missing: Set<String> = [""], trimsSpaces: Bool = false
    ) throws -> DataTable {
        try withTemporaryDirectory { directory in
            let path = try directory.write("t.csv", text.utf8)
            return try DataTable(
                csv: path, separator: separator, hasHeader: hasHeader, missing: missing, trimsSpaces: trimsSpaces)
        }
    }

    /// The error without the folder.
    private func message(_ body: () throws -> Any) -> String {
        do {
            _ = try body()
            return "no error"
        } catch {
            let words = "\(error)"
            return words.firstRange(of: "t.csv").map { String(words[$0.lowerBound...]) } ?? words
        }
    }

    func testWhatRFC4180Says() throws {
        let text = "name,\"a, b\",last\r\n\"x \"\"y\"\"\",\"two\r\nlines\",1\r\n ä ,,\"\"\r\n"
        for text in [text, "\u{FEFF}" + text, String(text.dropLast())] {
            let read = try table(text)
            XCTAssertEqual(read.columns, ["name", "a, b", "last"])
            XCTAssertEqual(try read.words("name"), ["x \"y\"", " ä "])
            XCTAssertEqual(try read.words("a, b", missing: "–"), ["two\r\nlines", "–"])
            XCTAssertEqual(try read.words("last"), ["1", ""], "an empty field in quotes is an empty word")
        }
        XCTAssertEqual(try table("a\rb\rc").words("a"), ["b", "c"], "CR alone ends a line too")
        XCTAssertEqual(try table("a,b\n\n1,\n\n\n2,3").numbers("a"), [1, 2], "empty lines are no rows")
        XCTAssertEqual(try table("a,b\n1,").numbers("b", missing: 9), [9], "the last field may be empty")
        XCTAssertEqual(try table("a\n5\" disk").words("a"), ["5\" disk"], "a quote within a field is one")
        XCTAssertEqual(
            try table("a,b\n e\u{301}x,\u{301}y").words("b"), ["\u{301}y"], "a separator before a combining mark is one")
    }

    func testSeparatorsHeadersAndSpaces() throws {
        XCTAssertEqual(try table("a;b\n1;\"2;3\"", separator: ";").words("b"), ["2;3"])
        XCTAssertEqual(try table("a\tb\n1\t\n", separator: "\t").words("b", missing: "none"), ["none"])
        XCTAssertEqual(try table("1,2\n3,4", hasHeader: false).tensor(["1", "0"]), Tensor([2, 1, 4, 3], shape: [2, 2]))
        XCTAssertEqual(try table("a, b\n x , \"y\" ", trimsSpaces: true).words("b"), ["y"])
        XCTAssertEqual(try table("a, b\n x , \"y\"").words(" b"), [" \"y\""], "spaces are part of a field")
        XCTAssertEqual(try table("a,b\n").count, 0)
        XCTAssertTrue(
            message { try table("a", separator: "é") }.contains("found the separator \"é\", expected a character of ASCII"))
    }

    func testMissingValues() throws {
        let text = "x,w\n1,a\n,b\nNA,\n"
        let read = try table(text, missing: ["", "NA"])
        XCTAssertEqual(try read.numbers("x", missing: -1), [1, -1, -1])
        XCTAssertTrue(try read.numbers("x", missing: .nan)[1].isNaN)
        XCTAssertEqual(
            message { try read.numbers("x") },
            "t.csv, line 3, column \"x\": found nothing, expected a number. Say what stands for it: missing: …, or leave the row out."
        )
        XCTAssertEqual(
            message { try read.words("w") },
            "t.csv, line 4, column \"w\": found nothing, expected a word. Say what stands for it: missing: …, or leave the row out."
        )
        XCTAssertEqual(
            message { try table(text).numbers("x", missing: 0) },
            "t.csv, line 4, column \"x\": found \"NA\" (no number), expected a number")
    }

    func testNothingIsReadWrongly() throws {
        for (text, reason) in [
            ("1e400", "beyond what a 64-bit float holds"), ("1e-400", "too small for a 64-bit float, which would make it 0"),
            ("0x10", "no number"), ("1.5", ""), ("\"1,5\"", "a comma where a point is expected"),
            ("007", "leading zeros, which a number would lose: ask for words"),
            ("9007199254740993", "a whole number that a 64-bit float would change: ask for words or wholeNumbers"),
            ("1_000", "no number"),
            ("1 000", "no number"), ("١٢", "no number"), ("--1", "no number"), ("1e", "no number"), (".", "no number"),
            ("+.5e+1", ""),
            ("12.", ""), ("-0.0", ""), ("1d3", "no number"), ("9007199254740992", ""), ("٫", "no number"), ("nano", "no number"),
        ] {
            let found = message { try table("x\n0\n\(text)").numbers("x") }
            if reason.isEmpty {
                XCTAssertEqual(found, "no error", text)
            } else {
                let word = text.filter { $0 != "\"" }
                XCTAssertEqual(found, "t.csv, line 3, column \"x\": found \"\(word)\" (\(reason)), expected a number")
                XCTAssertEqual(try table("x\n\(text)").words("x"), [word])
            }
        }
        XCTAssertEqual(try table("x\n9007199254740993\n-3\n4.0").wholeNumbers("x"), [9_007_199_254_740_993, -3, 4])
        XCTAssertTrue(message { try table("x\n1.5").wholeNumbers("x") }.contains("found \"1.5\" (no whole number)"))
        XCTAssertTrue(message { try table("x\n007").wholeNumbers("x") }.contains("leading zeros"))
        XCTAssertTrue(
            message { try table("x\n16777217.0").tensor("x") }.contains("found 16777217.0, expected a number that a 32-bit"))
        XCTAssertTrue(
            message { try table("x\n9007199254740993.0").numbers("x") }.contains(
                "a whole number that a 64-bit float would change"))
        XCTAssertEqual(try table("x\n16777216\n0.1").tensor("x"), Tensor([16_777_216, 0.1]))
        XCTAssertEqual(
            message { try table("x\n1\n16777217").tensor("x") },
            "t.csv, line 3, column \"x\": found 16777217, expected a number that a 32-bit float holds. numbers(_:) reads it in 64 bits, words(_:) as it stands."
        )
        XCTAssertTrue(
            message { try table("x\n1e39").tensor() }.contains("found 1e39, expected a number that a 32-bit float holds"))
        XCTAssertEqual(try table("x\n-inf\nNaN").tensor("x").scalars[0], -.infinity)
        XCTAssertEqual(try table("x\nTrue\nfalse").truths("x"), [true, false])
        XCTAssertTrue(message { try table("x\nyes").truths("x") }.contains("found \"yes\" (neither), expected true or false"))
    }

    func testFaultsHaveTheirLine() {
        XCTAssertEqual(
            message { try table("a,b\n\"x\ny\",1\n1,2,3\n") },
            "t.csv, line 4: found 3 fields, expected 2, as in line 1. A field that holds the separator stands in quotes.")
        XCTAssertEqual(
            message { try table("a;b\n1;2\n1,5;2\n") },
            "t.csv, line 3: found 2 fields, expected 1, as in line 1. The separator is \",\": another one is said with separator:."
        )
        XCTAssertEqual(
            message { try table("a,b\n1,\"2\n3,4\n") },
            "t.csv, line 2: found a quote that nothing closes, expected fields as RFC 4180 quotes them")
        XCTAssertEqual(
            message { try table("a,b\n\"1\"2,3\n") },
            "t.csv, line 2: found text behind a closing quote, expected fields as RFC 4180 quotes them")
        XCTAssertEqual(
            message { try table("a,b,a\n1,2,3\n") },
            "t.csv, line 1: found two columns \"a\", expected a name for each column, once. Where the first line names no columns: hasHeader: false."
        )
        XCTAssertTrue(message { try table("a,,b\n1,2,3\n") }.hasPrefix("t.csv, line 1: found a column without a name"))
        XCTAssertTrue(message { try table("") }.hasPrefix("t.csv: found no line, expected a table"))
        XCTAssertTrue(
            message { try table("a\n\0") }.hasPrefix("t.csv, line 2: found bytes that are no text, expected UTF-8 without NUL"))
        XCTAssertTrue(
            message { try table("label,b\n1,2").words("lable") }.hasSuffix(
                "found no column \"lable\", expected \"label\", perhaps"))
        XCTAssertTrue(
            message { try table("a,b\n1,2").words("zzz") }.hasSuffix("found no column \"zzz\", expected one of \"a\", \"b\""))
        XCTAssertTrue(
            message { try table("a\tb\n1\t2").words("a") }.hasSuffix(
                "It looks as if a tab stands between its fields: separator: \"\\t\"."))
        XCTAssertEqual(message { try DataTable(csv: "/nowhere/t.csv") }, "t.csv: No such file or directory")
    }

    func testRoundTrips() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path("x.csv")
            let made = DataTable([
                "word, or two": .words(["a\"b", nil, "", " c ", "d\r\ne", "007", "ä;ö"]),
                "number": .numbers([0.1, nil, -3, 1e300, .infinity, -0.0, 4e15]),
                "truth": .truths([true, nil, false, true, nil, true, true]),
            ])
            for separator in [",", ";", "\t"] as [Character] {
                try made.write(csv: path, separator: separator)
                let read = try DataTable(csv: path, separator: separator)
                XCTAssertEqual(read.columns, made.columns)
                XCTAssertEqual(try read.words("word, or two", missing: "?"), ["a\"b", "?", "", " c ", "d\r\ne", "007", "ä;ö"])
                XCTAssertEqual(try read.numbers("number", missing: 7), try made.numbers("number", missing: 7))
                XCTAssertEqual(try read.truths("truth", missing: false), try made.truths("truth", missing: false))
                let first = try Data(contentsOf: URL(fileURLWithPath: path))
                try read.write(csv: path, separator: separator)
                XCTAssertEqual(try Data(contentsOf: URL(fileURLWithPath: path)), first, "read and written it is the same file")
            }
            XCTAssertThrowsError(try DataTable(["a": .numbers([1, nil])]).write(csv: path)) { error in
                XCTAssertTrue("\(error)".contains("row 1: found nothing in the only column"), "\(error)")
            }
            XCTAssertThrowsError(try made.write(csv: "/nowhere/x.csv")) { error in
                XCTAssertEqual("\(error)", "cannot write /nowhere/x.csv: No such file or directory")
            }
        }
    }

    /// Twice the rows take twice the time, and twenty megabytes a moment; hostile quotes too.
    func testTwentyMegabytes() throws {
        var text = "a,b,c\n"
        for row in 0..<1_000_000 { text += "\(row),\"word \(row % 7)\",\(Double(row) / 8)\n" }
        let read = try table(text)
        XCTAssertEqual(read.count, 1_000_000)
        XCTAssertEqual(try read.numbers("c")[999_999], 999_999.0 / 8)
        XCTAssertEqual(try read.counts("b").count, 7)
        let quotes = "a\n\"" + String(repeating: "\"\"", count: 2_000_000) + "\"\n"
        XCTAssertEqual(try table(quotes).words("a")[0].utf8.count, 2_000_000)
    }

    func testRowsAndColumns() throws {
        let read = try table("clip,fold,level\na,1,-3\nb,2,-6\nc,1,-9\n")
        XCTAssertEqual(read.rows.map { $0["clip"] }, ["a", "b", "c"])
        let kept = read.filter { $0["fold"] == "1" }
        XCTAssertEqual(try kept.words("clip"), ["a", "c"])
        XCTAssertEqual(try read.prefix(2).selecting(["level", "clip"]).columns, ["level", "clip"])
        XCTAssertEqual(try read.setting("level", .words(["x", "y", "z"])).words("level"), ["x", "y", "z"])
        XCTAssertEqual(try kept.setting("new", .numbers([1, 2])).tensor(["new", "fold"]), Tensor([1, 1, 2, 1], shape: [2, 2]))
        XCTAssertEqual(try read.counts("fold"), ["1": 2, "2": 1])
        // A row keeps its line, wherever it is taken to.
        XCTAssertTrue(
            message { try kept.setting("fold", .words(["u", "v"])).numbers("clip") }.contains("line 2, column \"clip\""))
        XCTAssertTrue(message { try kept.filter { $0["clip"] == "c" }.numbers("clip") }.contains("line 4, column \"clip\""))
        XCTAssertTrue(message { try read.selecting(["fold", "fold"]) }.contains("found the column \"fold\" twice"))
        XCTAssertTrue(read.description.hasSuffix("t.csv, 3 × 3: clip, fold, level"))
    }

    func testDamageNeverTraps() throws {
        let good = Array("name,\"a, b\",last\r\n\"x \"\"y\"\"\",\"two\r\nlines\",1\r\nä,,\"\"\r\n1e3,NaN,\t\r\n".utf8)
        try withTemporaryDirectory { directory in
            for bytes in Mutants(of: good, count: 2000) {
                let path = try directory.write("t.csv", bytes)
                guard let read = try? DataTable(csv: path) else { continue }
                for column in read.columns { _ = try? read.numbers(column, missing: 0) }
                guard read.columns.count > 1 else { continue }
                try read.write(csv: path)
                XCTAssertEqual(try DataTable(csv: path), read)
            }
        }
    }
}
