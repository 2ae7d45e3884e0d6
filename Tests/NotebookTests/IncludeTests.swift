import Foundation
import Notebook
import XCTest

/// Cells of other files.
final class IncludeTests: ScriptedRunCase {
    private func read(_ name: String) throws -> Document {
        let path = folder + "/" + name
        let document = try Document(parsing: Array(Data(contentsOf: URL(fileURLWithPath: path))), path: path)
        return try document.including { try Array(Data(contentsOf: URL(fileURLWithPath: $0))) }
    }

    private func complaint(_ text: String) -> String {
        do {
            try put(text, "n.avtsnb")
            _ = try read("n.avtsnb")
            return ""
        } catch { return "\(error)" }
    }

    override func setUpWithError() throws {
        try super.setUpWithError()
        try put(
            "# Setup\n\n```swift {#data figure=f}\nprint data\n```\nText.\n```swift\nprint plain\n```\n```output\nx\n```\n",
            "lib/setup.avtsnb")
        try put("print helpers\n", "Helpers.swift")
        try put("---\navtsnb: 1\ninclude: setup.avtsnb\n---\n```swift {#own}\nprint own\n```\n", "lib/deep.avtsnb")
    }

    private let text = """
        ---
        avtsnb: 1
        include: [Helpers.swift, lib/setup.avtsnb]
        seed: 3
        ---
        # Title

        ```swift {#a}
        print a
        ```

        ```swift {include=lib/deep.avtsnb#own if="true"}
        ```

        End `swift x`.

        """

    func testTheirCellsRunInTheirPlaces() throws {
        try put(text, "n.avtsnb")
        let document = try read("n.avtsnb")
        let plain = try XCTUnwrap(document.cells.first { $0.source == "print plain\n" }).id
        XCTAssertEqual(document.cells.map(\.id), ["Helpers", "setup.data", plain, "a", "deep.own"])
        XCTAssertTrue(plain.hasPrefix("setup.c"))
        XCTAssertEqual(document.cells.map(\.firstLine), [1, 4, 8, 9, 6])
        XCTAssertEqual(document.cells.last?.attributes.condition, "true")
        XCTAssertEqual(
            document.included.map { $0.path.dropFirst(folder.count) },
            ["/Helpers.swift", "/lib/setup.avtsnb", "/lib/deep.avtsnb"])
        let record = try runner(document).run()
        XCTAssertEqual(record.cells.map { $0.outputs.first?.text }, ["helpers\n", "data\n", "plain\n", "a\n", "own\n"])
        XCTAssertEqual(record.phrases?.map(\.text), ["<x>"])
        // Only as long as none of the files is another is the report this notebook's.
        XCTAssertTrue(Exporter(document: document, folder: output).hasOutputs)
        try put("print others\n", "Helpers.swift")
        XCTAssertFalse(Exporter(document: try read("n.avtsnb"), folder: output).hasOutputs)
    }

    /// One file of all of them means the same: the text that a program takes along.
    func testFlattened() throws {
        try put(text, "n.avtsnb")
        let document = try read("n.avtsnb")
        let flat = try Document(parsing: document.flattened, path: "flat")
        XCTAssertEqual(flat.cells.map(\.id), document.cells.map(\.id))
        XCTAssertEqual(flat.cells.map(\.source), document.cells.map(\.source))
        XCTAssertEqual(flat.cells.map(\.attributes.condition), document.cells.map(\.attributes.condition))
        XCTAssertEqual(flat.cells[1].attributes.figure, "f")
        XCTAssertEqual(flat.frontMatter.seed, 3)
        XCTAssertEqual(flat.frontMatter.includes, [])
        XCTAssertEqual(flat.phrases.map(\.expression), ["x"])
        XCTAssertTrue(document.flattened.hasSuffix("\nEnd `swift x`.\n"), document.flattened)
        let own = try Document(parsing: "```swift\n1\n```\n", path: "own")
        XCTAssertEqual(own.flattened, own.text)
        // A list over several lines.
        try put(
            text.replacing(
                "include: [Helpers.swift, lib/setup.avtsnb]", with: "include:\n  - Helpers.swift\n  - lib/setup.avtsnb"),
            "n.avtsnb")
        XCTAssertEqual(try Document(parsing: read("n.avtsnb").flattened, path: "flat").cells.count, 5)
    }

    func testJupyterHasTheTextAsItIs() throws {
        try put(text, "n.avtsnb")
        let notebook = Exporter(document: try read("n.avtsnb"), folder: nil).export(to: .ipynb)
        XCTAssertEqual(try Importer(ipynb: Array(notebook.utf8), path: "n.ipynb").text, text)
    }

    func testWhatIsWrongIsSaid() throws {
        func front(_ include: String) -> String { "---\navtsnb: 1\ninclude: \(include)\n---\n```swift {#a}\n1\n```\n" }
        XCTAssertTrue(
            complaint(front("none.avtsnb")).contains("n.avtsnb:3: error: cannot include none.avtsnb"),
            complaint(front("none.avtsnb")))
        XCTAssertTrue(complaint(front("n.avtsnb")).contains("n.avtsnb includes itself"))
        XCTAssertTrue(complaint(front("[]")).contains("`include` names no files"))
        XCTAssertTrue(
            complaint(front("lib/setup.avtsnb#dta")).contains("has no cell `dta`"), complaint(front("lib/setup.avtsnb#dta")))
        XCTAssertTrue(complaint(front("lib/setup.avtsnb#dta")).contains("did you mean `data`?"))
        XCTAssertTrue(
            complaint("```swift {include=Helpers.swift}\n1\n```\n").contains("a cell that includes others has code of its own"))
        let twice = "```swift {include=Helpers.swift}\n```\n```swift {include=Helpers.swift}\n```\n"
        XCTAssertTrue(complaint(twice).contains("two cells have the id `Helpers`"), complaint(twice))
        try put("```swift {#1}\n```\n", "lib/bad.avtsnb")
        XCTAssertTrue(complaint(front("lib/bad.avtsnb")).contains("lib/bad.avtsnb:1:"), complaint(front("lib/bad.avtsnb")))
        try put(front("two.avtsnb"), "lib/one.avtsnb")
        try put(front("one.avtsnb"), "lib/two.avtsnb")
        XCTAssertTrue(
            complaint(front("lib/one.avtsnb")).contains("one.avtsnb includes itself"), complaint(front("lib/one.avtsnb")))
    }
}
