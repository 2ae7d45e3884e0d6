import Foundation
import Script
import XCTest

/// Nothing a cell writes ends the process or harms the session.
final class RobustnessTests: XCTestCase {
    func testTheSessionGoesOnAfterEveryFailure() throws {
        let recorder = Recorder()
        _ = recorder.run("var kept = [1, 2, 3]")
        for snippet in try Snippet.all(in: "Diagnostics", expected: "diag") { _ = recorder.run("do {\n\(snippet.source)\n}") }
        XCTAssertEqual(recorder.value("kept.append(4); kept"), "[1, 2, 3, 4]")
    }

    func testAnEndlessLoopIsInterrupted() throws {
        for source in [
            "while true {}", "func f(_ n: Int) -> Int { n % 900 == 0 ? 0 : f(n + 1) }\nwhile true { _ = f(1) }",
            "for i in 0... { _ = i }", "var n = 0\nrepeat { n = (n + 1) % 10 } while n >= 0", "(1...).first { $0 < 0 }",
        ] {
            let recorder = Recorder()
            let session = recorder.session
            DispatchQueue.global().asyncAfter(deadline: .now() + 0.05) { session.interrupt() }
            let error = try XCTUnwrap(recorder.failure(source), source)
            XCTAssertTrue(error.kind == .interrupted || error.kind == .runtime, source)
            XCTAssertEqual(recorder.value("1 + 1"), "2")
        }
    }

    /// Found by the fuzzer: lowering and the library reckon with the largest integers too.
    func testTheLargestIntegersEndNothing() throws {
        for source in [
            "enum Planet: Int { case mercury = 9_223_372_036_854_775_807, venus }",
            "(-9_223_372_036_854_775_808..<2).reduce(1) { total, _ in total * 2 }",
            "(-9_223_372_036_854_775_808...9_223_372_036_854_775_807).map { $0 }",
            "Array(Int.min..<Int.max)", "Set(Int.min..<Int.max)", "(Int.min..<0).shuffled()", "(Int.min..<Int.max).reversed()",
            "stride(from: Double.nan, to: 1, by: 0.5)", "stride(from: 0.0, to: .nan, by: 0.5)",
            "stride(from: -Double.infinity, through: 1, by: 0.5)", "stride(from: 0.0, through: .infinity, by: 1)",
        ] {
            let recorder = Recorder()
            XCTAssertNotNil(recorder.failure(source), source)
            XCTAssertEqual(recorder.value("1 + 1"), "2", source)
        }
        XCTAssertEqual(Recorder().value("(Int.min..<Int.max).count == Int.max"), "true")
    }

    /// What a change finds when it reads what it is changing; Swift ends the program there.
    func testAFailureAmidAChangeLosesNothing() throws {
        let recorder = Recorder()
        _ = recorder.run("var counts = [\"a\": 1]\nvar list = [1, 2]\nvar text = \"ab\"")
        for source in [
            "counts[\"b\", default: counts.count] += 1", "counts[\"a\"]! += Int.max", "counts[\"b\", default: list[9]] += 1",
            "list[1] += list[7]", "list[0] += Int.max", "text += String(list[5])",
        ] {
            XCTAssertNotNil(recorder.failure(source), source)
            XCTAssertEqual(recorder.run("print(counts, list, text)"), "[\"a\": 1] [1, 2] ab\n", source)
        }
    }

    func testADeadlineStopsACell() throws {
        let recorder = Recorder()
        recorder.session.deadline = .now + .milliseconds(60)
        XCTAssertEqual(try XCTUnwrap(recorder.failure("var n = 0\nwhile true { n = 1 }")).kind, .deadline)
        recorder.session.deadline = nil
        XCTAssertEqual(recorder.value("n"), "1")
    }

    func testADeadlineStopsOneLongCallOfTheLibrary() throws {
        let recorder = Recorder()
        _ = recorder.run(
            "var state = 1\nvar long: [Int] = []\nfor _ in 0..<1_000_000 { state = (state &* 48271) % 2147483647; long.append(state) }"
        )
        for source in ["long.sorted()", "long.sort()", "Set(long)", "long.map { Double($0) }.sorted()", "Set(long).union(long)"] {
            recorder.session.deadline = .now + .milliseconds(30)
            XCTAssertEqual(try XCTUnwrap(recorder.failure("_ = " + source), source).kind, .deadline, source)
            recorder.session.deadline = nil
            XCTAssertEqual(recorder.value("long.count"), "1000000", source)
        }
    }

    func testVariablesOfAStoppedCellKeepTheirValues() throws {
        let recorder = Recorder()
        _ = recorder.run("var done = 0\nlet list = [1, 2]\nfor i in 0..<5 { done = i; _ = list[i] }\nlet never = 1")
        XCTAssertEqual(recorder.value("done"), "2")
        XCTAssertEqual(try XCTUnwrap(recorder.failure("never")).kind, .type)
    }

    func testDeepRecursionThroughNativesAndClosures() throws {
        let recorder = Recorder()
        let sources = [
            "func f(_ n: Int) -> [Int] { [n].map { f($0 + 1)[0] } }\nf(0)",
            "struct T: CustomStringConvertible { var description: String { \"\\(self)\" } }\nprint(T())",
            "indirect enum L { case end, node(L) }\nvar l = L.end\nfor _ in 0..<100_000 { l = .node(l) }\nl = .end",
            "func g(_ a: [Int]) -> Int { a.reduce(0) { $0 + g([$1]) } }\ng([1])",
        ]
        for source in sources {
            _ = recorder.run(source)
            XCTAssertEqual(recorder.value("2 + 2"), "4", source)
        }
    }

    func testSharedValuesAreNotChangedThroughCopies() {
        let recorder = Recorder()
        XCTAssertEqual(
            recorder.value(
                """
                struct S { var list = [1]; var map = ["a": [1]] }
                var a = S()
                let b = a
                a.list.append(2)
                a.map["a"]!.append(2)
                let c = { a }
                a.list[0] = 9
                [b.list, a.list, c().list, b.map["a"]!, a.map["a"]!]
                """), "[[1], [9, 2], [9, 2], [1], [1, 2]]")
    }

    func testAppendInPlaceIsLinear() {
        // 300,000 appends to one array, in a field, in a dictionary: copies would take minutes.
        let recorder = Recorder()
        XCTAssertEqual(
            recorder.value(
                """
                struct S { var list: [Int] = [] }
                var s = S()
                var d = ["k": [Int]()]
                func push(_ a: inout [Int], _ n: Int) { a.append(n) }
                var direct: [Int] = []
                for i in 0..<100_000 { s.list.append(i); d["k"]!.append(i); push(&direct, i) }
                s.list.count + d["k"]!.count + direct.count
                """), "300000")
    }
}
