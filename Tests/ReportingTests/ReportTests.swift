import Foundation
import Reporting
import Tensors
import TestSupport
import Work
import XCTest

/// Results, claims, tables, progress, texts and files.
final class ReportTests: XCTestCase {
    func testResultsAndClaims() {
        let line = #line + 1
        let events = Heard.from {
            record("easy", 69.5, unit: "%")
            record("machine", "two cores")
            record("count", 3)
            check(1 < 2, "order")
        }
        XCTAssertEqual(
            events,
            [
                .record(name: "easy", value: .number(69.5), unit: "%"),
                .record(name: "machine", value: .text("two cores"), unit: nil),
                .record(name: "count", value: .number(3), unit: nil), .check(passed: true, message: "order", line: line + 4),
            ])
    }

    func testClaimsThatDoNotHoldSayWhy() {
        func message(_ body: () -> Void) -> String? {
            if case .check(false, let message, _)? = Heard.from(body).last { message } else { nil }
        }
        XCTAssertEqual(message { check(1.0, closeTo: 1.1, tolerance: 0.01, "close") }, "close (1.0 against 1.1 ± 0.01)")
        XCTAssertEqual(message { check(Tensor([1, 2]), shape: [3], "three") }, "three: shape [2], expected [3]")
        XCTAssertEqual(message { check(Tensor([0, 2]).log(), "finite") }, "finite: holds -inf")
        XCTAssertNil(message { check(Tensor([0, 2]), in: 0...2, "within") })
    }

    func testATableIsAlignedAndEscaped() {
        let shown = table("Accuracy", columns: ["run", "%"], rows: [["a <b>", "9.5"], ["c, d", "10.25"]]).representations()
        guard case .text(let text) = shown[0], case .html(let html) = shown[1], case .csv(let csv, "accuracy") = shown[2] else {
            return XCTFail("\(shown)")
        }
        XCTAssertTrue(text.contains("a <b>    9.5\nc, d   10.25"), text)
        XCTAssertTrue(html.contains("a &lt;b&gt;"), html)
        XCTAssertEqual(csv, "run,%\na <b>,9.5\n\"c, d\",10.25\n")
        XCTAssertTrue(failure { _ = table("T", columns: ["a"], rows: [["x", "y"]]) }?.contains("row 1 has 2 cells") ?? false)
    }

    func testALoopTellsHowFarItIs() {
        func reports(_ body: () -> Void) -> [ProgressReport] {
            Heard.from(body).compactMap { if case .progress(let report) = $0 { report } else { nil } }
        }
        let long = reports { for i in 1...5000 { progress(i, of: 5000, note: "turn \(i)") } }
        XCTAssertEqual(long.first, ProgressReport(label: "", fraction: 1 / 5000, detail: "turn 1"))
        XCTAssertEqual(long.last?.fraction, 1)
        XCTAssertLessThan(long.count, 100, "ten a second are enough")
        let twice = reports { for _ in 0..<2 { for done in [0, 3] { progress(done, of: 3) } } }
        XCTAssertEqual(twice.map(\.fraction), [0, 1, 0, 1])
        for (done, total) in [(4, 3), (-1, 3), (0, 0)] {
            XCTAssertTrue(failure { progress(done, of: total) }?.contains("expected 0…total") ?? false)
        }
    }

    func testTextGoesToTheCellsOutput() {
        let events = Heard.from {
            print("loss \(Float(0.25), digits: 3)|\("ab", width: 4)|\(1.5, format: "%5.1f")", 2, separator: ", ")
            debugPrint("a")
            dump([1])
        }
        let text = events.map { if case .output(let text) = $0 { text } else { "?" } }.joined()
        XCTAssertEqual(text, "loss 0.250|  ab|  1.5, 2\n\"a\"\n▿ 1 element\n  - 1\n")
        XCTAssertEqual((2.0 / 3).formatted(decimals: 2), "0.67")
        XCTAssertEqual([1.0, 2.0].mean, 1.5)
    }

    func testFilesLieBeneathTheOutputFolder() throws {
        let folder = TemporaryDirectory()
        try Heard.from(files: folder.url.path) {
            try writeText("x", to: "notes/a.txt")
            XCTAssertEqual(try readText(outputPath("notes/a.txt")), "x")
            XCTAssertTrue(fileExists("\(folder.url.path)/notes/a.txt"))
            for name in ["../a", "/a", "", "a//b"] { XCTAssertThrowsError(try outputPath(name)) }
        }
        try Heard.from {
            XCTAssertThrowsError(try outputPath("a")) { XCTAssertTrue("\($0)".contains("this run writes no files")) }
        }
        XCTAssertThrowsError(try readText("/no/such/file"))
    }

    func testAsynchronousWorkIsWaitedFor() throws {
        XCTAssertEqual(
            try Reporting.wait {
                try await Task.sleep(for: .milliseconds(5))
                return 3
            }, 3)
        XCTAssertThrowsError(try Reporting.wait { throw BrokenRule("no") })
    }
}
