import XCTest

/// The same session core without a terminal.
final class PipedPromptTests: XCTestCase {
    func testNoPromptNoEcho() throws {
        let outcome = try Binary.run(input: "let a = 1\n\na + 1\nfunc f() -> Int {\n    5\n}\nf()\n")
        XCTAssertEqual(outcome.output, "2\n5\n")
        XCTAssertEqual(outcome.errors, "")
        XCTAssertEqual(outcome.code, 0)
    }

    func testElseOnALineOfItsOwn() throws {
        let outcome = try Binary.run(input: "let a = 3\nif a > 5 {\n    print(\"big\")\n}\nelse {\n    print(\"small\")\n}\n")
        XCTAssertEqual(outcome.output, "small\n")
    }

    func testTheFirstErrorEndsIt() throws {
        let outcome = try Binary.run(input: "print(1)\n[1][5]\nprint(2)\n")
        XCTAssertEqual(outcome.output, "1\n")
        XCTAssertEqual(outcome.code, 1)
        XCTAssertEqual(try Binary.run(input: ":nonsense\nprint(2)\n").code, 1)
    }

    func testAnUnfinishedEntryIsAnError() throws {
        XCTAssertEqual(try Binary.run(input: "func f() {\n").code, 1)
    }
}
