import XCTest

/// What cells do to the process that runs them.
final class ProcessTests: XCTestCase {
    func testOutputKeepsItsOrder() throws {
        let cells = try Cells()
        cells.expect(
            "for i in 0..<50 {\n  print(\"a\\(i)\"); Swift.print(\"b\\(i)\"); fputs(\"c\\(i)\\n\", stderr); fputs(\"d\\(i)\\n\", stdout)\n  _ = \"e\\(i)\\n\".withCString { write(1, $0, strlen($0)) }\n  _ = \"f\\(i)\\n\".withCString { write(2, $0, strlen($0)) }\n}\n\"end\"",
            (0..<50).map { i in "abcdef".map { "\($0)\(i)\n" }.joined() }.joined() + "\"end\"\n")
        cells.expect(
            "_ = [UInt8](\"€\".utf8).map { byte in withUnsafeBytes(of: byte) { write(1, $0.baseAddress!, 1) } }\nprint()", "€\n")
    }

    func testTenMegabytesArriveWhole() throws {
        let cells = try Cells()
        for printing in ["print(line)", "Swift.print(line)", "fputs(line + \"\\n\", stderr)"] {
            let said = try cells.run(
                "let line = String(repeating: \"0123456789\", count: 1000)\nfor _ in 0..<1000 { \(printing) }")
            XCTAssertEqual(said.utf8.count, 10_001_000)
            XCTAssertTrue(said.allSatisfy { $0.isNumber || $0 == "\n" })
        }
        XCTAssertEqual(try cells.run("print(String(repeating: \"é\", count: 5_000_000))").utf8.count, 10_000_001)
    }

    func testClosedDescriptorsAreOpenAgain() throws {
        let cells = try Cells()
        for number in 1...3 {
            _ = try cells.run("close(\(number))\nprint(\"still \(number)\")")
            cells.expect("Swift.print(\"out\"); fputs(\"err\\n\", stderr); print(\"log\")", "out\nerr\nlog\n")
        }
        cells.expect(
            "let file = open(\"/dev/null\", O_WRONLY); dup2(file, 1)\nSwift.print(\"lost\")\nprint(\"heard\")", "heard\n")
        cells.expect("Swift.print(\"out\")", "out\n")
    }

    func testChildrenThatOutliveTheirCell() throws {
        let cells = try Cells()
        cells.expect(
            """
            typealias Fork = @convention(c) () -> Int32
            let fork = unsafeBitCast(dlsym(nil, "fork"), to: Fork.self)
            if fork() == 0 { usleep(50_000); Swift.print("child"); print("child's"); exit(3) }
            print("parent")
            """, "parent\n")
        cells.expect("usleep(200_000)\nprint(\"later\")", "child\nchild's\nlater\n")
        cells.expect(
            "if fork() == 0 { print([Int]()[fork.hashValueOfNothing]) }\n1".replacing("fork.hashValueOfNothing", with: "0"), "1\n"
        )
        cells.expect("usleep(50_000)\nprint(\"alive\")", "alive\n")
        cells.expect(
            "let child = Process(); child.executableURL = URL(fileURLWithPath: \"/bin/sh\"); child.arguments = [\"-c\", \"echo shell\"]\ntry child.run(); child.waitUntilExit()\nprint(child.terminationStatus)",
            "shell\n0\n")
    }

    func testTheEndOfTheProcessIsOneMessage() throws {
        let cells = try Cells()
        for (source, words) in [
            ("print(\"said\")\n_exit(3)", "exit code 3"), ("print(\"said\")\nkill(getpid(), SIGKILL)", "signal 9"),
            ("print(\"said\")\nkill(getpid(), SIGTERM)\nsleep(5)", "signal 15"),
        ] {
            try cells.run("let kept = 1")
            let (error, _) = cells.failure(source)
            XCTAssertEqual(error?.name, "SessionLost")
            XCTAssertTrue(error?.message.contains(words) ?? false, error?.message ?? "")
            let (lost, _) = cells.failure("kept")
            XCTAssertEqual(lost?.name, "TypeError")
            cells.expect("1 + 1", "2\n")
        }
    }

    func testMemory() throws {
        let cells = try Cells()
        // Granted one by one, and together more than the machine has.
        let (error, _) = cells.failure(
            "var blocks: [UnsafeMutableRawPointer] = []\nfor _ in 0..<4096 { blocks.append(.allocate(byteCount: 1 << 32, alignment: 16)) }"
        )
        XCTAssertTrue(error?.message.contains("memory") ?? false, error?.rendered() ?? "")
        cells.expect("print(blocks.count)", "0\n")
        let (leak, _) = cells.failure(
            "func hold() { let a = [UInt8](repeating: 1, count: 40 << 20); defer { print(a.count) }; print([Int]()[a.count]) }\nhold()"
        )
        XCTAssertTrue(leak?.notes.contains { $0.contains("40 MB") } ?? false, leak?.rendered() ?? "")
        let (small, _) = cells.failure("print([Int]()[1])")
        XCTAssertEqual(small?.notes, [])
    }

    func testEndedCellsLeaveNoThreads() throws {
        let cells = try Cells()
        try cells.run(
            "func count() -> Int { try! FileManager.default.contentsOfDirectory(atPath: \"/proc/self/task\").count }\nfunc mapped() -> Int { Int(try! String(contentsOfFile: \"/proc/self/statm\", encoding: .utf8).split(separator: \" \")[0])! / 256 }"
        )
        let before = Int(try cells.run("print(count())").dropLast())!
        for _ in 0..<12 { _ = cells.failure("print([Int]()[count()])") }
        let words = try cells.run("print(count(), mapped())").dropLast().split(separator: " ").compactMap { Int($0) }
        XCTAssertLessThanOrEqual(words[0], before + 1)
        // Stacks are 128 MB of address space each.
        _ = cells.failure("print([Int]()[count()])")
        XCTAssertLessThan(Int(try cells.run("print(mapped())").dropLast())! - words[1], 300)
    }
}
