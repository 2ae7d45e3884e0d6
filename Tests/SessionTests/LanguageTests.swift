import CellCompiler
import XCTest

/// Forms that the rewriting of a cell must leave as they are.
final class LanguageTests: XCTestCase {
    nonisolated(unsafe) private static var cells: Cells!

    override class func setUp() { cells = try? Cells() }
    override class func tearDown() { cells = nil }
    private var cells: Cells { Self.cells }

    func testGuardAndLaterInitialization() {
        cells.expect(
            "guard let first = [1, 2].first, case .some(let last)? = Optional([1, 2].last) else { fatalError() }\nlet late: Int",
            "")
        cells.expect("print(first, last)", "1 2\n")
        cells.expect(
            "let size: String\nif first > 0 { size = \"big\" } else { size = \"small\" }\nvar later: [Int]\nlater = [1]", "")
        cells.expect("later.append(2)\nprint(size, later)", "big [1, 2]\n")
        cells.expect("var maybe: Int!\nvar other: Int?", "")
        cells.expect("maybe = 1; other = 2\nprint(maybe!, other!)", "1 2\n")
    }

    func testPrivateNamesSemicolonsAndComments() {
        cells.expect("private let hidden = 1; fileprivate func peek() -> Int { hidden }; // the end", "")
        cells.expect("hidden + peek() // both", "2\n")
        cells.expect("let p = 1; let q = 2; print(p + q); p + q // sum", "3\n3\n")
        cells.expect("/* a */ let r = 1 /* b */; /* c */ r /* d */ // e", "1\n")
        cells.expect("1 + /* in the\n midst */ 2 // end", "3\n")
    }

    func testBacktickedAndUnicodeNames() {
        cells.expect("let `class` = 1, größe = 2, 数 = 3\nvar `default` = 4", "")
        cells.expect("`default` += 1\nprint(`class`, größe, 数, `default`)", "1 2 3 5\n")
        cells.expect("let `class` = `class` + 1\n`class`", "2\n")
    }

    func testLineEndsAndEmptiness() {
        cells.expect("let w = 1\r\nprint(w)\r\nw + 1\r\n", "1\n2\n")
        cells.expect("", "")
        cells.expect("  \n\n", "")
        cells.expect("// nothing", "")
        cells.expect("/* nothing\n at all */", "")
        cells.expect("\u{FEFF}let bom = 1\nbom", "1\n")
        let (error, _) = cells.failure("let v = 1\r\nprint(v)\r\n  nosuch + 1\r\n")
        XCTAssertEqual([error?.line, error?.column], [3, 3])
        XCTAssertEqual(error?.caret, "  nosuch + 1\n  ^")
    }

    func testLastExpressions() {
        cells.expect("[1, 2, 3].map {\n    $0 * 2\n}", "[2, 4, 6]\n")
        cells.expect("[1, 2].reduce(into: [Int]()) { list, n in\n    list.append(n)\n} // list", "[1, 2]\n")
        cells.expect("Optional(3)", "3\n")
        cells.expect("try Int(\"3\", format: .number)", "3\n")
        cells.expect("_ = 5", "")
        cells.expect("var total = 1\ntotal += 1", "")
        cells.expect("total == 2", "true\n")
        cells.expect("true ? 1 : 2", "1\n")
        cells.expect("\"\"\"\n  two\n  lines\n  \"\"\"", "\"two\\nlines\"\n")
        cells.expect("#\"raw \\(text)\"#", "\"raw \\\\(text)\"\n")
        cells.expect("(1, \"two\")", "(1, \"two\")\n")
        cells.expect("{ 3 }()", "3\n")
        cells.expect("#line", "1\n")
        cells.expect("#file", "\"n.avtsnb\"\n")
    }

    func testIfAndSwitchExpressions() {
        cells.expect("let n = 3\nlet word = if n > 2 { \"many\" } else { \"few\" }\nword", "\"many\"\n")
        cells.expect("let mark = switch n { case 0: \"none\"; case 1...: \"some\"; default: \"debt\" }\nprint(mark)", "some\n")
        cells.expect("if n > 2 { print(\"yes\") }", "yes\n")
        cells.expect(
            "outer: for i in 0..<3 { for j in 0..<3 { if j == 1 { continue outer }; if i == 2 { break outer }; print(i, j) } }",
            "0 0\n1 0\n")
        cells.expect("do { let n = 9; print(n) }\ndefer { print(\"last\") }\nprint(\"first\")", "9\nfirst\nlast\n")
        cells.expect("#if DEBUG\nprint(\"debug\")\n#elseif swift(>=5.9)\nprint(\"release\")\n#endif", "release\n")
    }

    func testTextThatLooksLikeDirectives() {
        cells.expect(
            "let s = \"\"\"\n  #sourceLocation(file: \"x\", line: 1)\n  _cellMark(3);\n  \"\"\"\nprint(s)\nprint(#line)",
            "#sourceLocation(file: \"x\", line: 1)\n_cellMark(3);\n6\n")
    }

    func testGenericsAndProtocols() {
        cells.expect(
            "protocol Shape { associatedtype Unit; func area() -> Double }\nextension Shape { func twice() -> Double { area() * 2 } }\nstruct Square: Shape { typealias Unit = Int; var side: Double; func area() -> Double { side * side } }\nfunc sum<S: Shape>(_ shapes: [S]) -> Double where S.Unit == Int { shapes.map { $0.area() }.reduce(0, +) }",
            "")
        cells.expect("print(sum([Square(side: 2), Square(side: 3)]), Square(side: 1).twice())", "13.0 2.0\n")
        cells.expect(
            "struct Stack<Element> { private var items: [Element] = []; mutating func push(_ e: Element) { items.append(e) }; var top: Element? { items.last } }\nvar stack = Stack<String>()",
            "")
        cells.expect("stack.push(\"a\")\nstack.top!", "\"a\"\n")
        cells.expect(
            "indirect enum Tree<T: Comparable> { case leaf, node(Tree, T, Tree)\n  func inserting(_ v: T) -> Tree { switch self { case .leaf: .node(.leaf, v, .leaf); case let .node(l, x, r): v < x ? .node(l.inserting(v), x, r) : .node(l, x, r.inserting(v)) } }\n  var list: [T] { switch self { case .leaf: []; case let .node(l, x, r): l.list + [x] + r.list } } }\nprint([3, 1, 2].reduce(Tree.leaf) { $0.inserting($1) }.list)",
            "[1, 2, 3]\n")
        cells.expect("func opaque() -> some Collection<Int> { [1, 2].lazy.map { $0 * 2 } }\nprint(Array(opaque()))", "[2, 4]\n")
        cells.expect(
            "@propertyWrapper struct Clamped { var wrappedValue: Int { didSet { wrappedValue = min(wrappedValue, 10) } } }\nstruct Dial { @Clamped var value = 3 }\nvar dial = Dial(); dial.value = 50\ndial.value",
            "10\n")
        cells.expect(
            "@resultBuilder enum List { static func buildBlock(_ parts: Int...) -> [Int] { parts } }\nfunc make(@List _ body: () -> [Int]) -> [Int] { body() }\nmake { 1; 2 }",
            "[1, 2]\n")
    }

    func testImportsAndTasks() {
        cells.expect(
            "import Foundation\nimport Dispatch\nlet queue = DispatchQueue(label: \"q\")\nprint(queue.sync { 3 }, String(format: \"%.2f\", 1.0))",
            "3 1.00\n")
        cells.expect(
            "actor Count { var n = 0; func up() -> Int { n += 1; return n } }\nlet count = Count(), done = DispatchSemaphore(value: 0)\nvar seen = 0\nTask { for _ in 0..<3 { seen = await count.up() }; done.signal() }\ndone.wait()\nprint(seen)",
            "3\n")
        cells.expect(
            "func slow() async throws -> Int { try await Task.sleep(for: .milliseconds(5)); return 7 }\nlet box = DispatchSemaphore(value: 0)\nTask { print(try await slow()); box.signal() }\nbox.wait()",
            "7\n")
    }

    func testTheTopLevelWaits() throws {
        cells.expect("func later() async -> Int { await Task.yield(); return 3 }\nawait later() + 1", "4\n")
        cells.expect("await later()", "3\n")
        cells.expect(
            "func slow() async throws -> Int { try await Task.sleep(for: .milliseconds(5)); return 7 }\ntry await slow()", "7\n")
        cells.expect("let n = await later(), m = try await slow() + n\nprint(n, m, await later())", "3 10 3\n")
        cells.expect("if await later() == 3 { print(\"three\") }\nfor i in 0..<(await later()) { print(i) }", "three\n0\n1\n2\n")
        // As at a prompt, where the value has a name.
        try cells.session.evaluate(CellText("await later() * 2", file: "n.avtsnb", valueName: "_out1"))
        XCTAssertTrue(cells.output.hasSuffix("6\n"), cells.output)
        try cells.session.evaluate(CellText("_ + 1", file: "n.avtsnb", valueName: "_out2"))
        XCTAssertTrue(cells.output.hasSuffix("7\n"), cells.output)
    }

    /// In a pattern `_` stands for anything, also when there is a last value.
    func testPatternsAreNoValues() throws {
        try cells.session.evaluate(CellText("3 + 4", file: "n.avtsnb", valueName: "_out8"))
        let patterns = """
            enum Found { case at(Int, Int), nowhere }
            struct Odd: Error {}
            switch (1, 7) { case (let n, _): print("first", n) }
            if case .at(let x, _) = Found.at(3, 4), case .at(_, 4) = Found.at(3, 4) { print(x) }
            switch Found.at(1, 2) { case .at(_, let y): print(y); case _: print("no") }
            for case (_, let b) in [(1, 2), (3, 4)] { print(b) }
            do { throw Odd() } catch _ { print("caught") }
            let (p, _) = (5, 6), q = [1, 2].map { _ in p }
            print(q, _ + 1)
            """
        try cells.session.evaluate(CellText(patterns, file: "n.avtsnb", valueName: "_out9"))
        XCTAssertTrue(cells.output.hasSuffix("first 1\n3\n2\n2\n4\ncaught\n[5, 5] 8\n"), cells.output)
    }
}

/// What is put around statements that make values must change nothing of what they say.
final class UnusedValueTests: XCTestCase {
    func testStatementsAreWhatTheyWere() throws {
        let cells = try Cells()
        cells.expect(
            """
            struct Odd: Error {}
            var log: [String] = []
            func note(_ text: String) -> Int { log.append(text); return log.count }
            func fails(_ now: Bool) throws -> Int { if now { throw Odd() }; return 1 }
            func later(_ text: String) async -> Int { log.append(text); return 2 }
            func dies() -> Never { fatalError() }
            func pick(_ n: Int) -> Int {
                guard n > 0 else { dies() }
                note("pick")
                if n > 1 { note("if"); return n } else { return 0 }
            }
            func nothing() { note("only") }
            note("top")
            try fails(false)
            do { try fails(true); note("never") } catch { note("caught") }
            await later("late")
            for n in 1...2 { note("loop \\(n)") }
            let doubled = [1, 2].map { note("map \\($0)") }
            [3].forEach { note("each \\($0)") }
            let number: Int
            [1].forEach { _ in note("closure") }
            number = note("set"); note("after")
            switch number { case 0: note("zero"); default: note("default") }
            let chosen = if number > 3 { note("yes") } else { note("no") }
            nothing()
            _ = pick(2)
            withExtendedLifetime(log) { note("within") }
            print(log.joined(separator: " "), doubled, chosen == log.count)
            """,
            "top caught late loop 1 loop 2 map 1 map 2 each 3 closure set after default yes only pick if within [6, 7] false\n")
        cells.expect("func f(_ n: inout Int) -> Int { n += 1; return n }\nvar m = 1\nf(&m)\nf(&m)", "3\n")
        // A message points at what was written.
        let error = cells.failure("for n in 0..<3 {\n    missing(n, of: 3)\n}").error
        XCTAssertEqual(error?.line, 2)
        XCTAssertEqual(error?.column, 5)
        XCTAssertTrue(error?.message.contains("cannot find 'missing' in scope") ?? false, error?.rendered() ?? "")
    }
}
