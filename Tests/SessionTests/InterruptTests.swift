import XCTest

/// A cell that is told to end does so soon, wherever it is.
final class InterruptTests: XCTestCase {
    /// Seconds from the interrupt to the answer: far above what it takes, far below what the cell would.
    private func interrupt(_ source: String, _ cells: Cells, file: StaticString = #filePath, line: UInt = #line) {
        let (error, output) = cells.failure(
            "print(\"ready\")\n\(source)\nprint(\"after\")", interrupted: 0.03, file: file, line: line)
        XCTAssertEqual(error?.name, "Interrupted", file: file, line: line)
        XCTAssertEqual(output, "ready\n", file: file, line: line)
        cells.expect("2 + 2", "4\n", file: file, line: line)
    }

    func testInterrupts() throws {
        let cells = try Cells()
        interrupt("var n = 0\nwhile true { n &+= 1 }", cells)
        interrupt("var text = \"\"\nwhile true { text += \"x\"; if text.count > 1000 { text = \"\" } }", cells)
        interrupt("var list = [1]\nwhile true { list = list.map { $0 &+ 1 }.reversed() }", cells)
        interrupt("sleep(100)", cells)
        interrupt("usleep(900_000_000)", cells)
        interrupt("Thread.sleep(forTimeInterval: 100)", cells)
        interrupt("DispatchSemaphore(value: 0).wait()", cells)
        interrupt("_ = DispatchSemaphore(value: 0).wait(timeout: .now() + 100)", cells)
        interrupt("let end = Pipe()\n_ = end.fileHandleForReading.availableData", cells)
        interrupt("let lock = NSLock()\nlock.lock(); lock.lock()", cells)
        interrupt(
            "Task { try await Task.sleep(for: .seconds(100)) }\nlet gate = DispatchGroup()\ngate.enter()\ngate.wait()", cells)
        interrupt(
            "let child = Process()\nchild.executableURL = URL(fileURLWithPath: \"/bin/sleep\")\nchild.arguments = [\"3\"]\ntry child.run()\nchild.waitUntilExit()",
            cells)
    }

    func testPrintingIsStoppedToo() throws {
        let cells = try Cells()
        let (error, _) = cells.failure("print(\"ready\")\nvar n = 0\nwhile true { print(n); n += 1 }", interrupted: 0.03)
        XCTAssertEqual(error?.name, "Interrupted")
        let (raw, _) = cells.failure("print(\"ready\")\nwhile true { Swift.print(\"x\") }", interrupted: 0.03)
        XCTAssertEqual(raw?.name, "Interrupted")
        cells.expect("Swift.print(\"free\"); print(\"too\")", "free\ntoo\n")
    }

    func testTheLibraryGivesUpItsWork() throws {
        let cells = try Cells()
        let (error, _) = cells.failure(
            "let m = Tensor.zeros([3000, 3000])\nprint(\"ready\")\nvar k = m\nwhile true { k = k.matmul(m) }", interrupted: 0.05)
        XCTAssertEqual(error?.name, "Interrupted", error?.rendered() ?? "")
        cells.expect("print((Tensor([1, 2]) + Tensor([1, 2])).scalars)", "[2.0, 4.0]\n")
    }
}
