import Foundation
import Notebook
import XCTest

/// Code that is no cell of the notebook's own: values within prose, and cells of files that it includes.
final class PartsTests: XCTestCase {
    private static let editor = Result { try Editor() }
    private var editor: Editor { get throws { try Self.editor.get() } }

    func testValuesWithinProse() throws {
        let editor = try editor
        let sample = Sample(
            "phrases",
            """
            ```swift {#a}
            let total = 3
            ```

            😀 The `total` is `swift total + 1`, twice `swift total + 1`, and not `swift total.nosuch`.

            ```swift {#b}
            let total = "text"
            ```

            It is `swift total.cou` now.
            """)
        editor.open(sample.uri, sample.text)
        let found = editor.diagnostics(sample.uri)
        XCTAssertEqual(found.map { $0["range"] }, [sample.range("nosuch"), sample.range("cou` now", length: 3)], "\(found)")
        var hover = editor.request("textDocument/hover", sample.at("swift total + 1", 2, further: 6))
        XCTAssertTrue(hover["contents"]?["value"]?.text?.contains("let total: Int") ?? false, hover.compact)
        XCTAssertEqual(hover["range"], sample.range("swift total + 1", 2, further: 6, length: 5))
        hover = editor.request("textDocument/hover", sample.at("swift total.cou", further: 7))
        XCTAssertTrue(hover["contents"]?["value"]?.text?.contains("let total: String") ?? false, hover.compact)
        XCTAssertEqual(editor.request("textDocument/hover", sample.at("`total`", further: 2)), .null, "prose")
        let edits = editor.request("textDocument/rename", sample.at("let total = 3", further: 4, ["newName": "sum"]))["changes"]?[
            sample.uri]
        XCTAssertEqual(
            edits?.items?.map { $0["range"] },
            [
                sample.range("let total = 3", further: 4, length: 5), sample.range("swift total + 1", further: 6, length: 5),
                sample.range("swift total + 1", 2, further: 6, length: 5),
                sample.range("swift total.nosuch", further: 6, length: 5),
            ])
        let items = editor.request("textDocument/completion", sample.at("swift total.cou", further: 15))["items"]?.items ?? []
        let count = items.first { $0["label"] == "count" }
        XCTAssertEqual(count?["textEdit"]?["range"], sample.range("swift total.cou", further: 12), "\(items.count) items")
        XCTAssertEqual(
            editor.request("textDocument/definition", sample.at("swift total.cou", further: 7)).items?.first?["range"]?["start"],
            sample.position("let total = \"text\"", further: 4))
        editor.close(sample.uri)
    }

    func testCellsOfOtherFiles() throws {
        let editor = try editor
        let folder = NSTemporaryDirectory() + "avts-nb-included-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let library = Sample(
            "lib", "# Help\n\n  ```swift {#setup}\n  func helper(_ n: Int) -> Int { n + 1 }\n  ```\n", in: folder)
        try Data(library.text.utf8).write(to: URL(fileURLWithPath: folder + "/lib.avtsnb"))
        try Data("```swift\nlet no: Int = \"a\"\n```\n".utf8).write(to: URL(fileURLWithPath: folder + "/wrong.avtsnb"))
        let sample = Sample(
            "main",
            """
            ---
            avtsnb: 1
            include: lib.avtsnb
            ---
            ```swift {#a}
            helper(2)
            ```

            ```swift {include=wrong.avtsnb}
            ```
            """, in: folder)
        editor.open(sample.uri, sample.text)
        let found = editor.diagnostics(sample.uri)
        XCTAssertEqual(found.map { $0["range"] }, [sample.range("```swift {include=wrong.avtsnb}")], "\(found)")
        XCTAssertTrue(found.first?["message"]?.text?.hasPrefix("wrong.avtsnb:2: cannot convert") ?? false, "\(found)")
        let definition = editor.request("textDocument/definition", sample.at("helper(2)", further: 1)).items?.first
        XCTAssertEqual(definition?["uri"]?.text, library.uri)
        XCTAssertEqual(definition?["range"], library.range("helper"))
        let references = editor.request(
            "textDocument/references", sample.at("helper(2)", further: 1, ["context": ["includeDeclaration": true]]))
        XCTAssertEqual(references.items?.map { $0["uri"]?.text }, [library.uri, sample.uri])
        let error = editor.error("textDocument/rename", sample.at("helper(2)", further: 1, ["newName": "other"]))
        XCTAssertTrue(
            error["message"]?.text?.contains("is declared in \(folder)/lib.avtsnb, which this notebook includes") ?? false,
            error.compact)
        // They run as the notebook's own.
        let argument: JSON = ["uri": .string(sample.uri), "cell": "a"]
        for command in ["avts-nb.runAbove", "avts-nb.runCell"] {
            let result = editor.request("workspace/executeCommand", ["command": .string(command), "arguments": [argument]])
            XCTAssertEqual(result["status"], "ok", command)
        }
        XCTAssertEqual(editor.hears("avts-nb/cellOutput", where: { $0["kind"] == "value" && $0["cell"] == "a" })["text"], "3")
        // A file that is not there.
        editor.change(sample.uri, [["range": sample.range("lib.avtsnb"), "text": "gone.avtsnb"]])
        let missing = editor.diagnostics(sample.uri)
        XCTAssertTrue(
            missing.contains {
                $0["message"]?.text?.contains("cannot include gone.avtsnb") ?? false && $0["range"]?["start"]?["line"] == 2
            },
            "\(missing)")
        editor.close(sample.uri)
    }
}
