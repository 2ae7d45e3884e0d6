import Foundation
import Notebook
import XCTest

final class IpynbTests: XCTestCase {
    private static let notebook = """
        ---
        avtsnb: 1
        title: "A & B"
        params:
          rate: {type: float, default: 0.5}
          way: {type: choice, choices: [left, right], default: left}
        ---

        # Heading
        Prose, then a fence that only shows:

        ```swift {.noeval}
        let a = 1
        ```


        ````swift {#first timeout=2s raises=Failed}
        print("```")
        ````

        ````output {for=first}
        ```
        ````
        ~~~swift {#über.x skip hide=output}

        ~~~
        Last words.

        """

    private func exported(_ text: String) throws -> String {
        Exporter(document: try Document(parsing: text, path: "n.avtsnb"), folder: nil).export(to: .ipynb)
    }

    private func imported(_ file: String) throws -> Importer { try Importer(ipynb: Array(file.utf8), path: "n.ipynb") }

    private func object(_ file: String) throws -> [String: Any] {
        try XCTUnwrap(JSONSerialization.jsonObject(with: Data(file.utf8)) as? [String: Any])
    }

    func testTheWayThereAndBackGivesTheSameBytes() throws {
        let text = Self.notebook
        let odd = [
            text, text.replacing("\n", with: "\r\n"), "\u{FEFF}" + text, String(text.dropLast()), "", "no cell\n",
            "```swift\n```",
            "```swift\n\n\n```\n", "   ```swift\n   let a = 1\n b\n   ```\n",
            "---\navtsnb: 1\n...\n```swift\n1\n```\n```output\n1\n```\n",
            "a\rb\r```swift\r1\r```\r", "<!-- \n```swift\nno\n```\n-->\n```swift\n\u{0}\u{2028}\n```\n",
            "\n\n\n```swift\n1\n```\n\n\n\n",
        ]
        for text in odd {
            let file = try exported(text)
            XCTAssertEqual(try exported(text), file, "the same bytes twice")
            let back = try imported(file)
            XCTAssertEqual(Array(back.text.utf8), Array(text.utf8), text.debugDescription)
            XCTAssertEqual(back.warnings, [], text)
        }
    }

    func testItIsOfNbformat45() throws {
        let file = try exported(Self.notebook)
        let root = try object(file)
        XCTAssertEqual(root["nbformat"] as? Int, 4)
        XCTAssertEqual(root["nbformat_minor"] as? Int, 5)
        let cells = try XCTUnwrap(root["cells"] as? [[String: Any]])
        XCTAssertEqual(cells.map { $0["cell_type"] as? String }, ["markdown", "code", "code", "code", "markdown"])
        let ids = cells.compactMap { $0["id"] as? String }
        XCTAssertEqual(Set(ids).count, cells.count)
        XCTAssertTrue(ids.allSatisfy { $0.wholeMatch(of: #/[A-Za-z0-9_-]{1,64}/#) != nil }, "\(ids)")
        XCTAssertEqual(ids[2], "first")
        let metadata = cells.map { $0["metadata"] as? [String: Any] ?? [:] }
        XCTAssertEqual(metadata[1]["tags"] as? [String], ["parameters"])
        XCTAssertEqual(metadata[2]["tags"] as? [String], ["raises-exception"])
        XCTAssertEqual(metadata[3]["tags"] as? [String], ["skip-execution"])
        XCTAssertTrue(file.hasPrefix("{\n \"cells\": [\n  {\n   \"cell_type\": \"markdown\",\n"), String(file.prefix(60)))
        XCTAssertTrue(file.hasSuffix("}\n") && file.contains("über"))
    }

    func testWhatJupyterChangedStays() throws {
        var file = try exported(Self.notebook)
        file = file.replacing(#"print(\"```\")"#, with: #"print(\"`````\")\n`````\nlet b = 2"#)
            .replacing("Last words.", with: "Other words.\\n\\n```swift\\nlet c = 3\\n```\\n<!-- open")
        let back = try imported(file)
        let document = try Document(parsing: back.text, path: "n.avtsnb")
        XCTAssertEqual(document.cells.map(\.id), ["first", "über.x"])
        XCTAssertEqual(document.cells[0].source, "print(\"`````\")\n`````\nlet b = 2\n")
        XCTAssertEqual(document.cells[0].attributes.raises, "Failed")
        XCTAssertEqual(document.frontMatter.parameters.map(\.name), ["rate", "way"])
        XCTAssertTrue(
            back.text.contains("Other words.") && back.text.contains("```swift {.noeval}\nlet c = 3\n```\n<!-- open\n-->"))
        XCTAssertEqual(back.warnings.count, 1, "\(back.warnings)")
    }

    func testACopiedCellLosesItsName() throws {
        let cell = #"{"cell_type":"code","metadata":{"avtsnb":{"open":"```swift {#a timeout=2s}"}},"source":"1"}"#
        let back = try imported(#"{"nbformat":4,"metadata":{},"cells":[\#(cell),\#(cell)]}"#)
        let document = try Document(parsing: back.text, path: "n.avtsnb")
        XCTAssertEqual(document.cells.map(\.isNamed), [true, false])
        XCTAssertTrue(back.warnings[0].contains("cell 2: its attributes are left out"), "\(back.warnings)")
    }

    func testNotebooksOfOthers() throws {
        let swift = try imported(
            #"""
            {"nbformat": 4, "nbformat_minor": 2, "metadata": {"kernelspec": {"language": "swift", "name": "swift"}, "title": "T \"x\""},
             "cells": [{"cell_type": "markdown", "source": ["---\n", "# H"], "metadata": {}},
              {"cell_type": "code", "source": ["let a = 1\n", "a"], "outputs": [{"output_type": "stream"}], "metadata": {"avtsnb": 3}},
              {"cell_type": "raw", "source": "raw"}, {"cell_type": "code", "source": ""}]}
            """#)
        let document = try Document(parsing: swift.text, path: "n.avtsnb")
        XCTAssertEqual(document.cells.map(\.source), ["let a = 1\na\n", ""])
        XCTAssertEqual(document.frontMatter.title, "T \"x\"")
        XCTAssertEqual(swift.warnings.count, 2, "\(swift.warnings)")

        let python = try imported(
            #"{"nbformat":4,"metadata":{"language_info":{"name":"python"}},"cells":[{"cell_type":"code","source":"```\nx = 1"}]}"#
        )
        XCTAssertTrue(python.text.hasSuffix("````python\n```\nx = 1\n````\n"), python.text)
        XCTAssertEqual(python.warnings.count, 1)
        XCTAssertTrue(try Document(parsing: python.text, path: "n").cells.isEmpty)
    }

    func testWhatIsNoNotebookIsAnError() {
        let deep = String(repeating: "[", count: 100_000)
        for (file, words) in [
            ("", "no JSON"), ("{", "no JSON"), ("[]", "another kind of JSON"), ("{}", "no `nbformat`"), ("3", "another kind"),
            (#"{"nbformat": 3, "worksheets": []}"#, "nbformat 3, expected 4"), (#"{"nbformat": 4}"#, "no list of `cells`"),
            (#"{"nbformat": "4", "cells": []}"#, "`nbformat`"), (#"{"nbformat": 4, "cells": {}}"#, "`cells`"),
            (#"{"nbformat": 4, "cells": [{"cell_type": "code", "source": 3}]}"#, "`cells[0].source`"),
            (#"{"nbformat": 4, "cells": [{"source": ""}]}"#, "no `cell_type` in `cells[0]`"), (deep, "no JSON"),
            (#"{"nbformat": 4, "cells": \#(deep)"#, "no JSON"), ("{\"nbformat\": 4, \"cells\": [\u{0}]}", "no JSON"),
            (#"{"nbformat": 99999999999999999999, "cells": []}"#, "no JSON"),
        ] {
            XCTAssertThrowsError(try imported(file), file.prefix(80).description) { error in
                XCTAssertTrue("\(error)".contains(words), "\(error)")
                XCTAssertTrue("\(error)".hasPrefix("n.ipynb: error: "), "\(error)")
            }
        }
        XCTAssertThrowsError(try Importer(ipynb: [0xFF, 0xFE, 0x00], path: "n.ipynb"))
    }

    func testJSONIsWrittenAsPythonWritesIt() {
        let value: JSON = [
            "b": [1, .null, true, []], "a": "é\u{1F600}\"\\\n\r\t\u{8}\u{c}\u{1}\u{7f}/", "É": [:], "\u{FFFF}": 0,
            "\u{1F600}": -1,
        ]
        XCTAssertEqual(
            value.file,
            "{\n \"a\": \"é\u{1F600}\\\"\\\\\\n\\r\\t\\b\\f\\u0001\u{7f}/\",\n \"b\": [\n  1,\n  null,\n  true,\n  []\n ],\n"
                + " \"É\": {},\n \"\u{FFFF}\": 0,\n \"\u{1F600}\": -1\n}\n")
        XCTAssertEqual((["x": [1, "y"]] as JSON).compact, "{\"x\":[1,\"y\"]}")
    }
}
