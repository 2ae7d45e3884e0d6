import XCTest

/// Traps in odd places: each ends its cell with a message, and nothing hangs.
final class TrapTests: XCTestCase {
    nonisolated(unsafe) private static var cells: Cells!

    override class func setUp() { cells = try? Cells() }
    override class func tearDown() { cells = nil }
    private var cells: Cells { Self.cells }

    private func alive(file: StaticString = #filePath, line: UInt = #line) {
        cells.expect("1 + 1", "2\n", file: file, line: line)
    }

    func testInADescription() throws {
        cells.expect(
            "struct Shy: CustomStringConvertible { var description: String { [String]()[2] } }\nlet before = 1, shy = Shy(), after = 2",
            "")
        let (error, _) = cells.failure("print(\"first\")\nprint(shy)")
        XCTAssertEqual(error?.message, "Index out of range")
        XCTAssertEqual(error?.line, 1)
        let variables = try cells.session.variables()
        XCTAssertEqual(variables.map(\.name).suffix(3), ["before", "shy", "after"])
        XCTAssertEqual(variables.last?.value, "2")
        XCTAssertTrue(variables[variables.count - 2].value.contains("description"), variables[variables.count - 2].value)
        alive()
    }

    func testInADeinit() {
        cells.expect(
            "final class Bomb { let n: Int; init(_ n: Int) { self.n = n }; deinit { if n > 0 { fatalError(\"boom \\(n)\") } } }\nvar bomb: Bomb? = Bomb(1)\nvar count = 0",
            "")
        // The last statement has run: it holds, and what it let go of is what traps.
        let (error, _) = cells.failure("count = 1\nif true { count = 2; bomb = nil }")
        XCTAssertEqual(error?.message, "boom 1")
        cells.expect("print(count, bomb == nil)", "2 true\n")
        let (again, _) = cells.failure("bomb = Bomb(2)\nbomb = nil\ncount = 9")
        XCTAssertEqual(again?.message, "boom 2")
        cells.expect("print(count, bomb == nil)", "2 true\n")
    }

    func testInTheInitializerOfAStaticConstant() {
        cells.expect("enum Table { static let values: [Int] = { print(\"ready\"); return [[1]][1] }() }", "")
        let (error, _) = cells.failure("print(Table.values)")
        XCTAssertEqual(error?.name, "RuntimeError")
        // It waits for an initializer that never comes back, until it is told not to.
        let (second, _) = cells.failure("print(\"ready\")\nprint(Table.values)", interrupted: 0.05)
        XCTAssertEqual(second?.name, "Interrupted")
        let (third, _) = cells.failure("print(Table.values)", limit: 0.1)
        XCTAssertEqual(third?.name, "Deadline")
        alive()
    }

    func testOnOtherThreads() {
        for _ in 0..<3 {
            let (error, output) = cells.failure(
                "print(\"begun\")\nvar done = 0\nDispatchQueue.concurrentPerform(iterations: 8) { i in if i == 5 { print([1][i + 1]) } }"
            )
            XCTAssertEqual(output, "begun\n")
            XCTAssertEqual(error?.message, "Index out of range")
            XCTAssertEqual(error?.line, 3)
        }
        let (task, _) = cells.failure(
            "let never = DispatchSemaphore(value: 0)\nTask {\n    try await Task.sleep(for: .milliseconds(10))\n    fatalError(\"in a task\")\n}\nnever.wait()"
        )
        XCTAssertEqual(task?.message, "in a task")
        let (busy, _) = cells.failure(
            "Thread { usleep(20_000); fatalError(\"elsewhere\") }.start()\nvar n = 0\nwhile true { n &+= 1 }")
        XCTAssertEqual(busy?.message, "elsewhere")
        cells.expect(
            "let pool = DispatchGroup()\nfor _ in 0..<16 { DispatchQueue.global().async(group: pool) { usleep(1000) } }\npool.wait()\nprint(\"served\")",
            "served\n")
    }

    func testAThreadThatEndsItself() throws {
        XCTAssertTrue(cells.failure("var kept = 1\nkept = 2\npthread_exit(nil)").error?.message.contains("exit") ?? false)
        cells.expect("kept", "2\n")
    }

    /// Casts and two changes at once have no `fatalError`, but words of the runtime all the same.
    func testTheRuntimesOtherLastWords() throws {
        let (cast, _) = cells.failure("let odd: any Error = CancellationError()\nprint(1)\n_ = odd as! DecodingError")
        XCTAssertTrue(
            cast?.message.hasPrefix("Could not cast value of type 'Swift.CancellationError' to") ?? false, cast?.message ?? "")
        XCTAssertFalse(cast?.message.contains("0x") ?? true)
        let (access, output) = cells.failure(
            "final class Held { var list = [1, 2] }\nlet held = Held()\nfunc change(_ list: inout [Int]) { held.list[0] = 3; list[1] = 1 }\nchange(&held.list)"
        )
        XCTAssertTrue(access?.message.hasPrefix("Simultaneous accesses") ?? false, access?.message ?? "")
        XCTAssertEqual(output, "")
        // Who prints such words and lives did not die of them.
        cells.expect("Swift.print(\"Could not cast value of type X\")\nprint(2)", "Could not cast value of type X\n2\n")
    }

    /// A thread of the pool of tasks stands still after a trap; there must be others.
    func testTrapsInTasksLeaveThreadsForOthers() throws {
        for _ in 0..<6 {
            XCTAssertEqual(cells.failure("try await Task { [1][2] }.value").error?.message, "Index out of range")
        }
        cells.expect("try wait { 5 }", "5\n")
        cells.expect("func later() async -> Int { await Task.yield(); return 7 }\nawait later()", "7\n")
    }

    func testATaskThatOutlivesItsCell() throws {
        cells.expect("Task { try await Task.sleep(for: .milliseconds(30)); fatalError(\"late\") }\nprint(\"over\")", "over\n")
        usleep(100_000)
        XCTAssertTrue(try cells.run("usleep(300_000)\nprint(\"alive\")").hasSuffix("alive\n"))
        alive()
    }

    func testOutputJustBeforeATrapArrives() {
        let (error, output) = cells.failure(
            "for i in 0..<1000 { print(i) }\nSwift.print(\"raw\")\nfputs(\"error\\n\", stderr)\nprint(\"last\", terminator: \"\")\nprint([Int]()[0])"
        )
        XCTAssertEqual(output, (0..<1000).map { "\($0)\n" }.joined() + "raw\nerror\nlast")
        XCTAssertEqual(error?.line, 5)
        let (wordy, said) = cells.failure(
            "print(\"Fatal error: not yet\")\nfputs(\"Fatal error: nor now\\n\", stderr)\nfatalError(\"now\")")
        XCTAssertEqual(said, "Fatal error: not yet\nFatal error: nor now\n")
        XCTAssertEqual(wordy?.message, "now")
        cells.expect("fputs(\"Fatal error: none\\n\", stderr)\nprint(1)", "Fatal error: none\n1\n")
    }

    func testStacksThatEndInTheRuntime() {
        cells.expect("var held: [[Int]] = []", "")
        for body in [
            "func down(_ n: Int) -> Int { if n % 50 == 0 { print(n) }; return down(n + 1) &+ n }",
            "func down(_ n: Int) -> Int { let a = Array(repeating: n, count: 20 + n % 40); return down(n + 1) &+ a[n % 20] }",
            "func down(_ n: Int) -> String { \"\\(n)\" + down(n + 1) }",
            "func down(_ n: Int) -> [String: Int] { [\"\\(n)\": n].merging(down(n + 1)) { $0 + $1 } }",
        ] {
            let (error, _) = cells.failure("\(body)\n_ = down(0)")
            XCTAssertTrue(error?.message.contains("nested too deeply") ?? false, error?.rendered() ?? "")
            XCTAssertEqual(error?.line, 1)
            cells.expect("held = (0..<2000).map { Array(repeating: $0, count: $0 % 300) }\nprint(held.count)", "2000\n")
        }
        alive()
    }
}
