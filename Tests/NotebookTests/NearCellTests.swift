import Notebook
import XCTest

/// Fences that look like cells and are none are told, each with its line.
final class NearCellTests: XCTestCase {
    private func lines(_ text: String) throws -> [Int] {
        try Document(parsing: text + "\n```swift\n1\n```\n", path: "n.avtsnb").warnings.map(\.line)
    }

    func testEveryKindIsTold() throws {
        for fence in [
            "```{swift}", "```{.swift}", "```Swift", "```SWIFT {#a}", "``` {swift #a}", "    ```swift", "\t```swift",
            "> ```swift",
            ">```swift {#a}", "- ```swift", "1. ```swift", "> - ```swift", "      ~~~swift", "```Output", "> ```output {for=a}",
            "```swift:main.swift",
        ] {
            let indent = fence.prefix { !"`~".contains($0) }
            let close = String(fence.drop { !"`~".contains($0) }.prefix(3))
            XCTAssertEqual(try lines("a\n\n\(fence)\nlet a = 1\n\(indent)\(close)\n"), [3], fence)
        }
    }

    func testNothingElseIs() throws {
        for text in [
            "```swift\nlet a = 1\n```", "   ```swift\n   let a = 1\n   ```", "```{.swift .noeval}\na\n```",
            "> ```swift {.noeval}\n> a\n> ```",
            "````markdown\n```{swift}\n```\n> ```swift\n````", "<!--\n```{swift}\n-->", "```python\na\n```",
            "```swift-notebook\na\n```", "`swift`",
            "```text\n    ```swift\n```", "- a `swift` fence", "```\nswift\n```",
        ] { XCTAssertEqual(try lines("a\n\n\(text)\n"), [], text) }
    }

    func testANotebookWithoutACellIsTold() throws {
        XCTAssertEqual(try Document(parsing: "print(1)\n", path: "n.avtsnb").warnings.map(\.message), ["there is no cell in it"])
    }

    func testCellsInLists() throws {
        let text =
            "1. First\n\n   ```swift {#three}\n   print(\"three\")\n   ```\n\n2. Second\n\n    ```swift {#four}\n    print(\"four\")\n    ```\n"
        let document = try Document(parsing: text, path: "lists.avtsnb")
        XCTAssertEqual(document.cells.map(\.source), ["print(\"three\")\n"])
        XCTAssertEqual(document.warnings.map(\.line), [9])
        XCTAssertTrue(document.warnings[0].rendered(path: "lists.avtsnb").hasPrefix("lists.avtsnb:9:5: warning: "))
    }
}
