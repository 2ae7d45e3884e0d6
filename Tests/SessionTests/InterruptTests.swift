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

    /// The optimiser must come to an end with it first.
    func testAConstantIsPrintedForEver() throws {
        let cells = try Cells()
        let (error, _) = cells.failure("let s = \"abc\"\nprint(\"ready\")\nwhile true { print(s) }", interrupted: 0.03)
        XCTAssertEqual(error?.name, "Interrupted", error?.rendered() ?? "")
        XCTAssertFalse(error?.message.contains("compiled") ?? true, error?.rendered() ?? "")
        cells.expect("s", "\"abc\"\n")
    }

    /// Loops that are nearly always in code that must not be left are ended on their way back, with the place where that would have been.
    func testLoopsOfTheLibrarysOperations() throws {
        let cells = try Cells()
        for body in [
            "_ = (t * 2).sum()", "t = matmul(t, t) * 0.01", "t = (t + 1).reshaped([16, 256])",
            "_ = Dictionary(grouping: 0..<100) { $0 % 7 }",
            "_ = [3, 1, 2].sorted { $0 < $1 }", "_ = String(describing: t.shape)", "do { try Work.poll() } catch {}",
        ] {
            let (error, _) = cells.failure(
                "var t = Tensor.ones([64, 64])\nprint(\"ready\")\nwhile true { \(body) }", interrupted: 0.03)
            XCTAssertEqual(error?.name, "Interrupted", "\(body): \(error?.rendered() ?? "")")
            XCTAssertEqual(error?.line, 3, body)
            cells.expect("print(t.shape.dimensions.reduce(1, *) > 0, Tensor.ones([3]).sum().scalar)", "true 3.0\n")
        }
    }

    /// What is given up half-way is no result: nothing after it runs, and no name is given to it.
    func testNothingGoesOnWithWorkThatWasGivenUp() throws {
        let cells = try Cells()
        for body in [
            "let z = matmul(Tensor.ones([9000, 9000]), Tensor.ones([9000, 9000])).sum().scalar\nprint(\"z is\", z)",
            "var big = Tensor.ones([3000, 3000])\nfor _ in 0..<1000 { big = matmul(big, big) * 0.001 }\nprint(big.sum().scalar)",
            "let r = try? wait { try await Task.sleep(for: .seconds(50)); return 1 }\nprint(r as Any)",
            "do { try wait { try await Task.sleep(for: .seconds(50)) } } catch { print(\"caught\") }\nprint(1)",
        ] {
            for limit in [0.4, 0.75] {
                let (error, output) = cells.failure("print(\"ready\")\n" + body, interrupted: limit)
                XCTAssertEqual(error?.name, "Interrupted", body)
                XCTAssertEqual(output, "ready\n", body)
            }
        }
        XCTAssertEqual(cells.failure("z").error?.kind, .type)
    }

    func testTheLibraryGivesUpItsWork() throws {
        let cells = try Cells()
        let (error, _) = cells.failure(
            "let m = Tensor.zeros([3000, 3000])\nprint(\"ready\")\nvar k = m\nwhile true { k = k.matmul(m) }", interrupted: 0.05)
        XCTAssertEqual(error?.name, "Interrupted", error?.rendered() ?? "")
        cells.expect("print((Tensor([1, 2]) + Tensor([1, 2])).scalars)", "[2.0, 4.0]\n")
    }
}
