import SessionProtocol
import XCTest

/// However a cell ends, and whatever it was changing: variables are as its last completed statement left them.
final class EndTests: XCTestCase {
    /// The ways to end, by the name of a case of the cells' own enumeration.
    private static let ends: [(name: String, kind: String)] = [
        ("trap", "RuntimeError"), ("overflow", "RuntimeError"), ("allocation", "RuntimeError"), ("shape", "RuntimeError"),
        ("fault", "Fault"), ("interrupt", "Interrupted"), ("deadline", "Deadline"), ("exit", "RuntimeError"),
        ("abort", "RuntimeError"),
    ]

    private static let changes = [
        "change(&numbers) { $0.append(4); try end(how) }",
        "change(&numbers[1]) { $0 = 9; try end(how) }",
        "change(&ages[\"b\"]!) { $0 = 9; try end(how) }",
        "change(&ages[\"new\", default: 0]) { $0 = 9; try end(how) }",
        "change(&text) { $0 += \"!\"; try end(how) }",
        "change(&seen) { $0.insert(9); try end(how) }",
        "change(&tree.inner.values) { $0.removeAll(); try end(how) }",
        "change(&maybe!) { $0.append(9); try end(how) }",
        "change(&pair.1) { $0 = []; try end(how) }",
        "change(&choice.payload) { $0.append(9); try end(how) }",
        "change(&rows[1]) { $0.append(9); try end(how) }",
    ]

    private static let beginning = """
        import Dispatch
        struct Inner { var values: [Int] }
        struct Tree { var inner: Inner; var name: String }
        enum Choice {
            case some([Int]), none
            var payload: [Int] {
                get { if case .some(let list) = self { list } else { [] } }
                _modify {
                    var list = payload
                    self = .none
                    yield &list
                    self = .some(list)
                }
            }
        }
        struct Fault: Error {}
        enum End { case trap, overflow, allocation, shape, fault, interrupt, deadline, exit, abort }
        @inline(never) func deep(_ n: Int) -> Int { n == -1 ? 0 : deep(n + 1) &+ [n, n].count }
        @inline(never) func end(_ how: End) throws {
            let none: [Int] = []
            switch how {
            case .trap: print(none[how.hashValue & 0])
            case .overflow: print(deep(0))
            case .allocation: print(UnsafeMutableRawPointer.allocate(byteCount: 1 << 43, alignment: 16))
            case .shape: print(Tensor([1, 2, 3]) + Tensor([1, 2]))
            case .fault: throw Fault()
            case .interrupt, .deadline:
                print("ready")
                var n = 0
                while true { n &+= 1 }
            case .exit: Foundation.exit(3)
            case .abort: abort()
            }
        }
        func change<Value>(_ value: inout Value, _ body: (inout Value) throws -> Void) rethrows { try body(&value) }
        var numbers = [1, 2, 3], ages = ["a": 1, "b": 2], text = "text", seen: Set = [1, 2]
        var tree = Tree(inner: Inner(values: [1, 2]), name: "tree"), maybe: [Int]? = [1]
        var pair = (1, [2, 3]), choice = Choice.some([1]), rows = [[1], [2]]
        func state() -> String {
            "\\(numbers) \\(ages.sorted { $0.key < $1.key }.map { "\\($0.key)\\($0.value)" }) \\(text) \\(seen.sorted()) "
                + "\\(tree) \\(maybe ?? []) \\(pair) \\(choice) \\(rows)"
        }
        func use() -> String {
            numbers.append(4); ages["c"] = 3; text += "?"; seen.insert(3); tree.inner.values.append(3); maybe?.append(2)
            pair.1.append(4); choice.payload.append(2); rows[0].append(3)
            let after = state()
            numbers.removeLast(); ages["c"] = nil; text.removeLast(); seen.remove(3); tree.inner.values.removeLast()
            maybe?.removeLast(); pair.1.removeLast(); choice.payload.removeLast(); rows[0].removeLast()
            return after
        }
        """

    func testEachEndInTheMidstOfEachChange() throws {
        let cells = try Cells()
        try cells.run(Self.beginning)
        let before = try cells.run("print(state())"), used = try cells.run("print(use())")
        XCTAssertNotEqual(before, used)
        var ended = 0
        for (index, change) in Self.changes.enumerated() {
            for (place, (name, kind)) in Self.ends.enumerated() where (index + place) % 3 != 0 {
                // Each cell looks first at what the one before it left.
                let look = ended == 0 ? "" : "print(state()); print(use()); print(state())\n"
                let (error, output) = cells.failure(
                    look + "let how = End.\(name)\nnumbers[0] = 1\ntry \(change)", limit: name == "deadline" ? 0.05 : 20,
                    interrupted: name == "interrupt" ? 0.01 : nil)
                XCTAssertEqual(error?.name, kind, "\(name): \(error?.rendered() ?? "")")
                XCTAssertEqual(
                    output.replacing("ready\n", with: ""), ended == 0 ? "" : before + used + before, "\(name) after \(change)")
                ended += 1
            }
        }
        cells.expect("print(state()); print(use()); print(state())", before + used + before)
        XCTAssertGreaterThanOrEqual(ended, 60)
    }
}
