import XCTest

/// What one cell declares, another uses, redeclares or loses.
final class StateTests: XCTestCase {
    nonisolated(unsafe) private static var cells: Cells!

    override class func setUp() { cells = try? Cells() }
    override class func tearDown() { cells = nil }
    private var cells: Cells { Self.cells }

    func testARedeclaredNameReadsItsOlderSelf() {
        cells.expect("let x = 3\nx + 1", "4\n")
        cells.expect("let x = \"now \\(x)\"\nprint(x)", "now 3\n")
        cells.expect("var x = [x, x.uppercased()].map { x in x + \"!\" }", "")
        cells.expect("x.append(\"more\")\nprint(x)", "[\"now 3!\", \"NOW 3!\", \"more\"]\n")
    }

    func testFunctionsAreOverloadedAndReplaced() {
        cells.expect("func kind(_ n: Int) -> String { \"whole\" }", "")
        cells.expect("func kind(_ n: Double) -> String { \"real\" }\nprint(kind(1), kind(1.5))", "whole real\n")
        cells.expect("func kind(_ n: Int) -> String { \"integer\" }", "")
        cells.expect("print(kind(1), kind(1.5))", "integer real\n")
    }

    func testAFunctionIsReplacedByOneOfAnotherResult() {
        cells.expect("func answer() -> Int { 1 }", "")
        cells.expect("func answer() -> Double { 2.5 }", "")
        cells.expect("print(answer())", "2.5\n")
        cells.expect("func answer() throws -> Double { 3.5 }\nprint(try answer())", "3.5\n")
        cells.expect("print(try answer())", "3.5\n")
    }

    /// The newest owner of a name wins, whatever the library and Foundation call so.
    func testTypesOfNamesThatTheLibraryHas() {
        cells.expect(
            """
            protocol Shape { func area() -> Double }
            struct Data { var n = 1 }
            class Linear { let weight = 2 }
            enum Unit { case metre }
            struct Stream<Element> { var first: Element }
            typealias Point = (x: Int, y: Int)
            actor Timer { func now() -> Int { 3 } }
            """, "")
        cells.expect(
            """
            struct Square: Shape { func area() -> Double { 4 } }
            class Deep: Linear {}
            extension Data { var twice: Int { 2 * n } }
            let place: Point = (5, 6)
            func unit(_ u: Unit) -> String { "\\(u)" }
            print(Square().area(), Data().twice, Deep().weight, unit(.metre), Stream(first: 7).first, place.y)
            print(await Timer().now())
            """, "4.0 2 2 metre 7 6\n3\n")
        cells.expect("print([Square() as Shape].map { $0.area() }, Data(n: 5).twice)", "[4.0] 10\n")
    }

    func testNamesThatAreSetTogetherLater() {
        cells.expect("let first: Int, second: Int\n(first, second) = (1, 2)", "")
        cells.expect("var (third, fourth): (Int, Int)\n(third, fourth) = (3, 4)", "")
        cells.expect("print(first, second, third, fourth)", "1 2 3 4\n")
    }

    func testWeakAndUnownedVariables() {
        cells.expect(
            "class Owner { var n = 1 }\nlet owner = Owner()\nweak var loose: Owner? = owner\nunowned var tied = owner", "")
        cells.expect("print(loose === owner, tied.n)", "true 1\n")
        cells.expect("loose = Owner()\nprint(1)\nloose = nil", "1\n")
        cells.expect("guard let kept = loose ?? Optional(owner) else { fatalError() }\nprint(kept.n, loose == nil)", "1 true\n")
        XCTAssertEqual(cells.failure("loose = owner\n[1][2]").error?.message, "Index out of range")
        cells.expect("print(tied === owner)", "true\n")
    }

    func testOldFunctionsKeepOldVariables() {
        cells.expect("var rate = 1\nfunc doubled() -> Int { rate * 2 }", "")
        cells.expect("rate = 5\nprint(doubled())", "10\n")
        cells.expect("var rate = \"text\"", "")
        cells.expect("print(doubled(), rate)", "10 text\n")
    }

    func testTypesAreRedeclared() {
        cells.expect("struct Point { var x = 1 }\nlet old = Point()", "")
        cells.expect("struct Point: Equatable { var x = 1, y = 2 }\nlet new = Point()", "")
        cells.expect("print(old.x, new.y, new == Point(), type(of: old) == Point.self)", "1 2 true false\n")
    }

    func testAnExtensionIsReplacedWhenItsCellRunsAgain() {
        cells.expect("extension Int { var twice: Int { self * 2 } }", "")
        cells.expect("extension Int { var twice: Int { self + self + 1 } }\nprint(4.twice)", "9\n")
        cells.expect("print(5.twice)", "11\n")
        cells.expect("extension Int { var thrice: Int { twice + self } }", "")
        cells.expect("print(5.thrice)", "16\n")
    }

    func testOperatorsReachLaterCells() {
        cells.expect(
            "infix operator **: MultiplicationPrecedence\nfunc ** (a: Int, b: Int) -> Int { (0..<b).reduce(1) { r, _ in r * a } }",
            "")
        cells.expect("print(2 ** 10 + 1)", "1025\n")
        cells.expect("precedencegroup Low { lowerThan: AdditionPrecedence }\ninfix operator <>: Low", "")
        cells.expect("func <> (a: Int, b: Int) -> [Int] { [a, b] }\nprint(1 + 2 <> 3)", "[3, 3]\n")
        cells.expect("print(1 <> 2 + 2)", "[1, 4]\n")
        cells.expect("prefix operator √\nprefix func √ (x: Double) -> Double { x.squareRoot() }", "")
        cells.expect("√16", "4.0\n")
    }

    func testConformancesOfLaterCellsAreFoundByCasts() {
        cells.expect("protocol Named { var name: String { get } }\nstruct Dog {}", "")
        cells.expect("extension Dog: Named { var name: String { \"dog\" } }", "")
        cells.expect(
            "let things: [Any] = [Dog(), 3]\nprint(things.map { ($0 as? any Named)?.name ?? \"none\" })", "[\"dog\", \"none\"]\n")
        cells.expect("extension Int: Named { var name: String { \"number\" } }", "")
        cells.expect("print(things.map { ($0 as? any Named)?.name ?? \"none\" })", "[\"dog\", \"number\"]\n")
        cells.expect("struct Kilo { var n: Int }", "")
        cells.expect(
            "struct Local { let n: Int }\nextension Kilo: Comparable, CustomStringConvertible {\n  @inlinable static func < (a: Kilo, b: Kilo) -> Bool { a.n < b.n }\n  static func == (a: Kilo, b: Kilo) -> Bool { a.n == b.n }\n  var description: String { \"\\(n) kg\" }\n  func local() -> Local { Local(n: n) }\n}",
            "")
        cells.expect("print([Kilo(n: 2), Kilo(n: 1)].sorted(), Kilo(n: 3).local().n)", "[1 kg, 2 kg] 3\n")
        cells.expect("let group = DispatchGroup()\ngroup.enter()\nprint(group.wait(timeout: .now() + 0.01))", "timedOut\n")
    }

    func testWhatAFailedCellHasNotSetIsGone() {
        let (error, _) = cells.failure(
            "func early() -> Int { 1 }\nlet first = 1\nlet list: [Int] = []\nlet lost = list[3]\nfunc user() -> Int { lost }")
        XCTAssertEqual(error?.line, 4)
        cells.expect("print(first, early(), list)", "1 1 []\n")
        for name in ["lost", "user()"] {
            let (error, _) = cells.failure("print(early(), \(name))")
            XCTAssertEqual(error?.name, "TypeError")
            XCTAssertTrue(error?.message.contains("unavailable") ?? false, error?.message ?? "")
            XCTAssertEqual(error?.column, 16)
        }
        // Within its own scope a name is anybody's.
        cells.expect("print(early(), [1].map { lost in lost + 1 })", "1 [2]\n")
        cells.expect("let lost = 7", "")
        cells.expect("print(early(), lost)", "1 7\n")
    }

    func testAnOlderValueIsBackWhenItsSuccessorWasNotSet() {
        cells.expect("let depth = 1", "")
        _ = cells.failure("func other() -> Int { 2 }\nlet depth = [Int]()[depth]")
        cells.expect("print(depth, other())", "1 2\n")
    }

    func testImportsStay() {
        cells.expect("import Synchronization\nimport RegexBuilder", "")
        cells.expect("let counter = Atomic<Int>(3)\nprint(counter.load(ordering: .relaxed))", "3\n")
        cells.expect("print(\"a12\".firstMatch(of: Regex { OneOrMore(.digit) })!.output)", "12\n")
    }

    func testDeclarationsUnderConditionsAreTheCells() {
        cells.expect("#if os(Linux)\nvar system = \"Linux\"\nfunc here() -> Int { 1 }\n#else\nvar system = 3\n#endif", "")
        cells.expect("system += \"!\"\nprint(system, here())", "Linux! 1\n")
        _ = cells.failure("if true { system = \"\"; print([Int]()[system.count]) }")
        cells.expect("system", "\"Linux!\"\n")
    }

    func testClassesAndDeinit() {
        cells.expect(
            "final class Tally { let n: Int; init(_ n: Int) { self.n = n }; deinit { print(\"gone\", n) } }\nvar tally: Tally? = Tally(1)",
            "")
        cells.expect("tally = Tally(2)\nprint(\"after\")", "gone 1\nafter\n")
        cells.expect("weak var watch = tally\nprint(watch != nil)", "true\n")
        cells.expect("tally = nil\nprint(\"end\")\nprint(watch == nil)", "gone 2\nend\ntrue\n")
    }

    func testObserversComputedGlobalsAndTuples() {
        cells.expect("var log: [String] = []\nvar level = 0 { didSet { log.append(\"\\(oldValue)→\\(level)\") } }", "")
        cells.expect("level = 3; level += 1\nprint(log)", "[\"0→3\", \"3→4\"]\n")
        cells.expect("var next: Int { get { level + 1 } set { level = newValue - 1 } }", "")
        cells.expect("next = 10\nprint(next, level)", "10 9\n")
        cells.expect("let (a, (b, c)) = (1, (2, \"three\")), pair = (left: 1, right: 2)", "")
        cells.expect("print(a, b, c, pair.right)", "1 2 three 2\n")
        _ = cells.failure("level = 100\nprint([Int]()[level])")
        cells.expect("level", "100\n")
    }
}
