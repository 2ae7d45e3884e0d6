import Script
import XCTest

/// The session as front ends use it.
final class SessionTests: XCTestCase {
    func testNamesPersistAndCanBeRedeclared() {
        let recorder = Recorder()
        _ = recorder.run("let x = 1\nfunc f() -> Int { x + 1 }\nstruct P { var n: Int }")
        XCTAssertEqual(recorder.value("f() + P(n: 5).n"), "7")
        _ = recorder.run("let x = \"now a text\"")
        XCTAssertEqual(recorder.value("x"), "\"now a text\"")
        XCTAssertEqual(recorder.value("f()"), "2")
        XCTAssertEqual(recorder.session.variables.map(\.name), ["x", "f", "P"])
        XCTAssertEqual(recorder.session.variables.map(\.type), ["String", "() -> Int", "P.Type"])
        recorder.session.reset()
        XCTAssertTrue(recorder.session.variables.isEmpty)
    }

    func testTheValueOfACell() throws {
        let session = Session()
        XCTAssertEqual(try session.evaluate("1 + 2"), .int(3))
        XCTAssertNil(try session.evaluate("let a = 3"))
        XCTAssertNil(try session.evaluate("print(\"\", terminator: \"\")"))
        XCTAssertEqual(try session.evaluate("if a > 2 { \"big\" } else { \"small\" }"), .string("big"))
        XCTAssertEqual(session.describe(try XCTUnwrap(session.evaluate("let o: Int? = 3; o"))), [.text("Optional(3)")])
    }

    func testDefinedNames() throws {
        let recorder = Recorder()
        recorder.session.define("params", .tuple([("scale", .string("mini")), ("lr", .double(0.01))]))
        XCTAssertEqual(recorder.value("params.lr * 2"), "0.02")
        XCTAssertEqual(recorder.value("params.scale"), "\"mini\"")
        XCTAssertEqual(try XCTUnwrap(recorder.failure("params.scle")).diagnostics.first?.remedy, "did you mean 'scale'?")
    }

    func testCompleteness() {
        let session = Session()
        XCTAssertEqual(session.isComplete("let x = 1"), .complete)
        XCTAssertEqual(session.isComplete("func f() {"), .incomplete)
        XCTAssertEqual(session.isComplete("let x = [1,"), .incomplete)
        XCTAssertEqual(session.isComplete("let s = \"\"\"\nabc"), .incomplete)
        XCTAssertEqual(session.isComplete("foo("), .incomplete)
        XCTAssertEqual(session.isComplete("let = = 3 ) x"), .invalid)
    }

    func testCompletions() throws {
        let session = Session(natives: NativeRegistry(NativeTests.rows))
        try session.evaluate(
            "let counter = [1, 2]\nstruct Run { var loss: Double; func best() -> Int { 1 } }\nlet run = Run(loss: 1)")
        func texts(_ source: String) -> [String] { session.completions(source, at: source.utf8.count).map(\.text) }
        XCTAssertEqual(texts("count"), ["counter"])
        XCTAssertEqual(texts("counter.rever"), ["reverse", "reversed"])
        XCTAssertEqual(texts("run."), ["best", "loss"])
        XCTAssertEqual(texts("print(run.lo"), ["loss"])
        XCTAssertTrue(texts("scaled(3, fa").contains("factor: "))
        XCTAssertEqual(texts("pick(.tr"), ["train"])
        XCTAssertEqual(texts("Box.em"), ["empty"])
        XCTAssertTrue(texts("whi").contains("while"))
    }

    func testHelp() {
        let session = Session(natives: NativeRegistry(NativeTests.rows))
        XCTAssertEqual(session.help("scaled"), "scaled(_: Int, factor: Int = 2) -> Int\n    The number times a factor.")
        XCTAssertEqual(session.help("Box.doubled"), "Box.doubled() -> Box\n    Twice the content.")
        XCTAssertNil(session.help("nothing"))
    }

    func testNamesForStaleness() {
        let session = Session()
        let names = session.names(in: "let b = a + f(c)\nfunc g(_ n: Int) -> Int { n + d }\nlist.append(b)\nx += 1\nm.y[0] = z")
        XCTAssertEqual(names.writes, ["b", "g", "list", "x", "m"])
        XCTAssertTrue(names.reads.isSuperset(of: ["a", "f", "c", "d", "list", "x", "m", "z"]))
        XCTAssertFalse(names.reads.contains("n"))
        XCTAssertFalse(names.reads.contains("b"))
    }

    func testTypes() throws {
        let session = Session()
        try session.evaluate("let a = [1: \"x\"]")
        XCTAssertEqual(try session.type(of: "a"), "[Int: String]")
        XCTAssertEqual(try session.type(of: "a[1]"), "String?")
        XCTAssertEqual(try session.type(of: "{ (x: Int) in x * 2 }"), "(Int) -> Int")
    }

    func testEachCellHasItsOwnRandomStream() throws {
        func draw(_ id: String, seed: UInt64) throws -> Value? {
            let session = Session()
            session.seed = seed
            return try session.evaluate("Int.random(in: 0..<1_000_000)", cell: CellIdentity(id: id, file: "f"))
        }
        XCTAssertEqual(try draw("a", seed: 7), try draw("a", seed: 7))
        XCTAssertNotEqual(try draw("a", seed: 7), try draw("b", seed: 7))
        XCTAssertNotEqual(try draw("a", seed: 7), try draw("a", seed: 8))
    }

    func testTables() {
        let recorder = Recorder()
        XCTAssertEqual(
            recorder.value("var d: [Int: Int] = [:]\nfor i in 0..<100 { d[i] = i }\nfor i in 0..<95 { d[i] = nil }\nd[3] = 1\nd"),
            "[95: 95, 96: 96, 97: 97, 98: 98, 99: 99, 3: 1]")
    }
}
