import Foundation
import XCTest

/// The table of exit codes, one by one, through the built command.
final class ExitCodeTests: FolderTestCase {
    private func code(_ text: String, _ arguments: String...) throws -> Int32 {
        let path = try file("n.avtsnb", text)
        switch arguments.count {
        case 0: return try Binary.run(path).code
        case 1: return try Binary.run(path, arguments[0]).code
        default: return try Binary.run(path, arguments[0], arguments[1]).code
        }
    }

    func testZeroWhenAllIsWell() throws {
        XCTAssertEqual(try code("```swift\nlet a = 1\ncheck(a == 1, \"one\")\n```\n"), 0)
    }

    func testOneWhenACellFails() throws {
        XCTAssertEqual(try code("```swift\nlet a = [1]\na[5]\n```\n"), 1)
    }

    func testOneWhenACellThatMustFailDoesNot() throws {
        XCTAssertEqual(try code("```swift {raises=RuntimeError}\nlet a = 1\n```\n"), 1)
        XCTAssertEqual(try code("```swift {raises=RuntimeError}\n[1][5]\n```\n"), 0)
    }

    func testTwoWhenACheckDoesNotHold() throws {
        XCTAssertEqual(try code("```swift\ncheck(1 > 2, \"no\")\n```\n```swift {#after}\nprint(1)\n```\n"), 2)
    }

    func testThreeForWhatIsNoNotebook() throws {
        XCTAssertEqual(try code("```swift {#a foo}\n```\n"), 3)
    }

    func testFourForParameters() throws {
        let text = "---\navtsnb: 1\nparams:\n  n: 3\n---\n```swift\nparams.n\n```\n"
        XCTAssertEqual(try code(text), 0)
        XCTAssertEqual(try code(text, "-p", "n=4"), 0)
        XCTAssertEqual(try code(text, "-p", "n=x"), 4)
        XCTAssertEqual(try code(text, "-p", "m=1"), 4)
    }

    func testUsageInputAndOutput() throws {
        XCTAssertEqual(try Binary.run("--nonsense").code, 64)
        XCTAssertEqual(try Binary.run("run").code, 64)
        XCTAssertEqual(try code("```swift {#a}\n1\n```\n", "--only", "b"), 64)
        XCTAssertEqual(try Binary.run(folder + "/none.avtsnb").code, 66)
        XCTAssertEqual(try Binary.run(folder).code, 66)
        XCTAssertEqual(try code("```swift\n1\n```\n", "--out", "/proc/nowhere"), 73)
    }

    func testSettingsOfTheEnvironment() throws {
        for (name, value) in [
            ("AVTS_CONVOLUTION", "fast"), ("AVTS_MATRIX", "fast"), ("AVTS_THREADS", "many"), ("AVTS_THREADS", "0"),
        ] {
            let outcome = try Binary.run(["-e", "1 + 1"], environment: [name: value])
            XCTAssertEqual(outcome.code, 64)
            XCTAssertTrue(outcome.errors.contains("\(name): found \"\(value)\", expected"), outcome.errors)
        }
        XCTAssertEqual(
            try Binary.run(["-e", "1 + 1"], environment: ["AVTS_CONVOLUTION": "auto", "AVTS_THREADS": "1"]).output, "2\n")
    }

    func testTimeout() throws {
        let endless = "```swift {#a}\nwhile true {}\n```\n"
        XCTAssertEqual(try code(endless, "--timeout", "300ms"), 124)
        XCTAssertEqual(try code(endless, "--cell-timeout", "300ms"), 124)
        XCTAssertEqual(try code("```swift {timeout=300ms}\nwhile true {}\n```\n"), 124)
        XCTAssertTrue(contents("n.out/run.json")?.contains("\"status\" : \"timeout\"") == true)
    }

    func testSignals() throws {
        let path = try file(
            "n.avtsnb", "```swift {#a}\nprint(\"begun\")\n```\n```swift {#b}\nprint(\"endless\")\nwhile true {}\n```\n")
        let interrupted = try Binary.run(path, signal: SIGINT, after: "endless")
        XCTAssertEqual(interrupted.code, 130)
        XCTAssertTrue(contents("n.out/run.json")?.contains("\"status\" : \"interrupted\"") == true)
        XCTAssertEqual(contents("n.out/cells/a/output.txt"), "begun\n")
        let terminated = try Binary.run(path, signal: SIGTERM, after: "endless")
        XCTAssertEqual(terminated.code, 143)
        XCTAssertTrue(contents("n.out/run.json")?.contains("\"status\" : \"terminated\"") == true)
        XCTAssertTrue(exists("n.out/report.html"))
    }
}
