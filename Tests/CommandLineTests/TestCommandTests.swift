import Foundation
import XCTest

final class TestCommandTests: FolderTestCase {
    private let notebook = """
        # Tested
        ```swift {#a}
        print("took 12 ms")
        ```
        ```output
        took ... ms
        ```
        ```swift {#b}
        1 + 1
        ```
        ```output {for=b}
        3
        ```
        ```swift {#c skip}
        print("no")
        ```

        """

    func testCountsAndDifference() throws {
        let outcome = try Binary.run("test", try file("n.avtsnb", notebook))
        XCTAssertEqual(outcome.code, 2)
        XCTAssertTrue(outcome.output.hasSuffix("1 passed, 1 failed, 1 skipped\n"))
        XCTAssertTrue(outcome.output.contains("- 3\n+ 2\n"))
        XCTAssertFalse(exists("n.out"))
    }

    func testAccept() throws {
        let path = try file("n.avtsnb", notebook)
        XCTAssertEqual(try Binary.run("test", "--accept", path).code, 0)
        XCTAssertEqual(contents("n.avtsnb"), notebook.replacing("\n3\n", with: "\n2\n"))
        let again = try Binary.run("test", path)
        XCTAssertEqual(again.code, 0)
        XCTAssertTrue(again.output.hasSuffix("2 passed, 0 failed, 1 skipped\n"))
    }

    func testFailedCells() throws {
        let outcome = try Binary.run("test", try file("n.avtsnb", "```swift\n[1][5]\n```\n```swift\ncheck(false, \"no\")\n```\n"))
        XCTAssertEqual(outcome.code, 1)
        XCTAssertTrue(outcome.output.hasSuffix("0 passed, 2 failed, 0 skipped\n"))
    }

    func testCheckAndParams() throws {
        let path = try file(
            "n.avtsnb",
            "---\navtsnb: 1\nparams:\n  lr: {type: float, default: 0.1, help: rate}\n---\n```swift\nlet a = params.lr\n```\n```swift\na + 1\n```\n"
        )
        XCTAssertEqual(try Binary.run("check", path).code, 0)
        XCTAssertTrue(try Binary.run("params", path).output.contains("lr    float  0.1      a number  rate"))
        XCTAssertTrue(try Binary.run("params", path, "--json").output.contains("\"default\" : 0.1"))
        let wrong = try Binary.run("check", try file("w.avtsnb", "```swift\nlet a = = 1\n```\n"))
        XCTAssertEqual(wrong.code, 3)
        XCTAssertTrue(wrong.errors.contains("w.avtsnb:2"))
    }

    func testExports() throws {
        let path = try file("n.avtsnb", notebook)
        _ = try Binary.run(path)
        XCTAssertTrue(try Binary.run("export", path, "--to", "html", "-o", "-").output.contains("took 12 ms"))
        let markdown = try Binary.run("export", path, "--to", "md", "-o", "-").output
        XCTAssertTrue(markdown.contains("```swift\n1 + 1\n```\n\n```text\n2\n```\n"))
        XCTAssertEqual(try Binary.run("export", path, "--to", "swift").code, 0)
        XCTAssertTrue(contents("n-program/Sources/n-program/main.swift")?.contains("1 + 1") == true)
    }
}
