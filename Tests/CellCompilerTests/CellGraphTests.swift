import CellCompiler
import XCTest

/// What `--only` runs: all that a cell needs.
final class CellGraphTests: XCTestCase {
    private func needs(_ sources: [String], of place: Int) -> [Int] {
        CellGraph(sources).needs(of: [place]).keys.sorted()
    }

    func testWhatIsDeclared() {
        let cells = ["let a = f()", "let unrelated = 1", "let b = a + 1", "print(b)"]
        XCTAssertEqual(needs(cells, of: 3), [0, 2])
        XCTAssertEqual(needs(cells, of: 1), [])
        let need = CellGraph(cells).needs(of: [3])[2]
        XCTAssertEqual(need?.user, 3)
        XCTAssertEqual(need?.name, "b")
    }

    func testWhatChangesAVariable() {
        XCTAssertEqual(needs(["var x = 1", "x = 2", "x += 1", "let y = 3", "print(x)"], of: 4), [0, 1, 2])
        XCTAssertEqual(needs(["var xs = [1]", "xs.append(2)", "swap(&xs, &ys)", "print(xs)"], of: 3), [0, 1, 2])
        XCTAssertEqual(needs(["var (a, b) = (1, 2)", "(a, b) = (3, 4)", "print(b)"], of: 2), [0, 1])
    }

    func testFunctionsBringWhatTheyUse() {
        let cells = ["var n = 0", "func up() { n += 1 }", "up()", "print(n)", "func twice() { up(); up() }", "twice()"]
        XCTAssertEqual(needs(cells, of: 5), [0, 1, 2, 3, 4])
        XCTAssertEqual(needs(cells, of: 3), [0, 1, 2])
    }

    func testOtherNamesForTheSameObject() {
        let cells = [
            "final class Box { var n = 1 }", "let one = Box()", "let two = one", "two.n = 5", "print(one.n)", "let far = 1",
        ]
        XCTAssertEqual(needs(cells, of: 4), [0, 1, 2, 3])
        XCTAssertEqual(needs(cells, of: 5), [])
    }

    func testWhatNothingCanChange() {
        let cells = ["let k = 3", "print(k)", "struct P { var x = 1 }", "print(P())", "print(k, P())"]
        XCTAssertEqual(needs(cells, of: 4), [0, 2], "reading a constant or a type changes neither")
    }

    func testExtensionsReachAll() {
        XCTAssertEqual(needs(["extension Int { var twice: Int { self * 2 } }", "print(1)", "print(3.twice)"], of: 2), [0])
        XCTAssertEqual(CellGraph(["extension Int {}", "print(1)"]).needs(of: [1])[0]?.name, nil)
    }

    func testImportsComeAlong() {
        XCTAssertEqual(needs(["import Dispatch", "let q = 1"], of: 1), [0])
    }

    func testManyCells() {
        let sources = (0..<800).map { "let v\($0) = \($0 == 0 ? "f()" : "v\($0 - 1) + g()")" }
        XCTAssertEqual(needs(sources, of: 799).count, 799)
    }

    /// Places that run again when one text is another.
    private func touched(
        _ sources: [String], changed: [[String]?], edit place: Int, to text: String
    ) -> [Int]? {
        var next = sources
        next[place] = text
        let same = Dictionary(uniqueKeysWithValues: sources.indices.filter { $0 != place }.map { ($0, $0) })
        let past = zip(sources, changed).map { CellGraph.Past(source: $0, changed: $1) }
        return CellGraph(next).touched(by: past, same: same)?.sorted()
    }

    func testWhatAnEditTouches() {
        let cells = ["var x = f()", "x += 1", "print(x)", "let y = g()", "print(y)"]
        let changed: [[String]?] = [[], ["x"], [], [], []]
        XCTAssertEqual(touched(cells, changed: changed, edit: 2, to: "print(x, 1)"), [2], "nothing changed `x` since")
        XCTAssertEqual(touched(cells, changed: changed, edit: 1, to: "x += 2"), [0, 1, 2], "`x` begins anew")
        XCTAssertEqual(touched(cells, changed: changed, edit: 3, to: "let y = h()"), [3, 4])
        XCTAssertEqual(touched(cells, changed: changed, edit: 4, to: "print(y, y)"), [4])
        // Of a cell that may have changed anything everything is made again.
        XCTAssertEqual(touched(cells, changed: [[], ["x"], nil, [], []], edit: 4, to: "print(1)"), [0, 1, 2, 4])
    }

    func testWhatIsChangedLaterIsMadeAgain() {
        let cells = ["var x = f()", "print(x)", "x = 2", "print(x)"]
        XCTAssertEqual(touched(cells, changed: [[], [], ["x"], []], edit: 1, to: "print(x + 1)"), [0, 1, 2, 3])
    }

    func testExtensionsNeedANewSession() {
        XCTAssertNil(touched(["extension Int {}", "print(1)"], changed: [[], []], edit: 0, to: "print(2)"))
        XCTAssertNil(touched(["print(1)", "print(1)"], changed: [[], []], edit: 0, to: "infix operator +++"))
    }

    func testCellsThatAreGone() {
        let past = ["var x = f()", "x += 1", "print(x)", "print(2)"].map {
            CellGraph.Past(source: $0, changed: $0 == "x += 1" ? ["x"] : [])
        }
        let graph = CellGraph(["var x = f()", "print(x)", "print(2)"])
        XCTAssertEqual(graph.touched(by: past, same: [0: 0, 1: 2, 2: 3])?.sorted(), [0, 1])
    }
}
