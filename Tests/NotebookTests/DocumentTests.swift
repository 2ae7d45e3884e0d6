import Notebook
import XCTest

final class DocumentTests: XCTestCase {
    func testSortsProseCellsAndExpectedOutputs() throws {
        let text = """
            ---
            avtsnb: 1
            title: Sorted
            seed: 7
            ---
            # Heading
            Prose.

            ```swift {#first timeout=2m hide=input}
            let a = 1
            ```

            ```output {for=first}
            1
            ```

            ```python
            prose, not a cell
            ```

            ~~~swift
            let tilde = "```"
            ~~~

            ```swift {.noeval}
            shown, not run
            ```

            """
        let document = try Document(parsing: text, path: "sorted.avtsnb")
        XCTAssertEqual(document.title, "Sorted")
        XCTAssertEqual(document.frontMatter.seed, 7)
        XCTAssertEqual(document.text, text)
        XCTAssertEqual(document.cells.map(\.source), ["let a = 1\n", "let tilde = \"```\"\n"])
        XCTAssertEqual(document.cells.map(\.fenceLine), [9, 21])
        XCTAssertEqual(document.cells[0].attributes.timeout, 120)
        XCTAssertTrue(document.cells[0].attributes.hidesInput)
        XCTAssertEqual(document.expectedOutput(of: "first")?.text, "1\n")
        let prose = document.blocks.compactMap { if case .prose(let prose) = $0 { prose.firstLine } else { nil } }
        XCTAssertEqual(prose, [6, 16, 24])
    }

    func testLongerFencesHoldShorterOnes() throws {
        let document = try Document(parsing: "````swift\nlet a = \"\"\"\n```\n\"\"\"\n````\n", path: "a")
        XCTAssertEqual(document.cells.map(\.source), ["let a = \"\"\"\n```\n\"\"\"\n"])
    }

    func testFencesInCommentsAndFarIndentsAreProse() throws {
        let text = "<!--\n```swift\nno\n```\n-->\n\n    ```swift\n    no\n    ```\n\n   ```swift\n   yes\n     in\n   ```\n"
        XCTAssertEqual(try Document(parsing: text, path: "a").cells.map(\.source), ["yes\n  in\n"])
    }

    func testWindowsLineEndsAndByteOrderMark() throws {
        let text = "\u{FEFF}---\r\navtsnb: 1\r\ntitle: T\r\n---\r\n```swift {#a}\r\nlet a = 1\r\n```\r\n"
        let document = try Document(parsing: Array(text.utf8), path: "a")
        XCTAssertEqual(document.title, "T")
        XCTAssertEqual(document.cells.map(\.source), ["let a = 1\n"])
        XCTAssertEqual(document.text, text)
    }

    func testIdsComeFromContentAndStay() throws {
        let before = try Document(parsing: "```swift\nlet a = 1\n```\n```swift\nlet b = 2\n```\n", path: "a")
        let after = try Document(
            parsing: "```swift\nlet z = 0\n```\nprose\n```swift\nlet b = 2\n```\n```swift\nlet b = 2\n```\n", path: "a")
        XCTAssertEqual(before.cells[1].id, after.cells[1].id)
        XCTAssertNotEqual(before.cells[0].id, after.cells[0].id)
        XCTAssertEqual(after.cells[2].id, after.cells[1].id + "-2")
        XCTAssertFalse(before.cells[0].isNamed)
    }

    func testAttributesInAllTheirForms() throws {
        let info = #"{#a.b-c allow-error skip if="params.n == \"x y\"" raises=ShapeError figure=loss seed=3 hide=output}"#
        let cell = try XCTUnwrap(Document(parsing: "```swift \(info)\n```\n", path: "a").cells.first)
        XCTAssertEqual(cell.id, "a.b-c")
        XCTAssertTrue(cell.attributes.allowsError)
        XCTAssertTrue(cell.attributes.isSkipped)
        XCTAssertEqual(cell.attributes.condition, #"params.n == "x y""#)
        XCTAssertEqual(cell.attributes.raises, "ShapeError")
        XCTAssertEqual(cell.attributes.figure, "loss")
        XCTAssertEqual(cell.attributes.seed, 3)
        XCTAssertTrue(cell.attributes.hidesOutput)
    }

    func testTitleFallsBackToHeadingAndFile() throws {
        XCTAssertEqual(try Document(parsing: "text\n# From heading\n", path: "x.avtsnb").title, "From heading")
        XCTAssertEqual(try Document(parsing: "text\n", path: "folder/x.avtsnb").title, "x")
    }

    func testTimeSpans() {
        XCTAssertEqual(TimeSpan.seconds("1h30m"), 5400)
        XCTAssertEqual(TimeSpan.seconds("500ms"), 0.5)
        XCTAssertEqual(TimeSpan.seconds("2.5"), 2.5)
        XCTAssertNil(TimeSpan.seconds("0"))
        XCTAssertNil(TimeSpan.seconds("2parsec"))
        XCTAssertNil(TimeSpan.seconds("m"))
        XCTAssertEqual(
            [0.0004, 0.34, 12.44, 125, 4321, 6.65e7, 1e300, -1, .nan].map(TimeSpan.text),
            ["0 ms", "0.3 s", "12.4 s", "2 min 05 s", "1 h 12 min", "770 days", "?", "?", "?"])
    }
}
