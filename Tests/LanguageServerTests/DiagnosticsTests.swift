import Foundation
import Notebook
import XCTest

/// What is wrong with a notebook, where it stands.
final class DiagnosticsTests: XCTestCase {
    private static let editor = Result { try Editor() }
    private var editor: Editor { get throws { try Self.editor.get() } }

    private func diagnostics(_ sample: Sample) throws -> [JSON] {
        try editor.open(sample.uri, sample.text)
        defer { try? editor.close(sample.uri) }
        return try editor.diagnostics(sample.uri)
    }

    private func messages(_ diagnostics: [JSON]) -> [String] { diagnostics.map { $0["message"]?.text ?? "" } }

    func testAnErrorIsWhereItStandsInUTF16() throws {
        // The prose holds signs of two and of three parts, and the line one before the place.
        let sample = Sample(
            "utf16",
            "# 😀 é 👩‍👩‍👧\n\n```swift {#a}\nlet n = 1\n```\n\ne\u{301}😀\n\n```swift {#b}\nlet s = \"😀e\u{301}日\"; let wrong: Int = \"x\"\n```\n"
        )
        let found = try diagnostics(sample)
        XCTAssertEqual(messages(found), ["cannot convert value of type 'String' to specified type 'Int'"])
        XCTAssertEqual(found.first?["range"], sample.range("\"x\"", length: 1))
        XCTAssertEqual(found.first?["severity"], 1)
        XCTAssertEqual(found.first?["source"], "swift")
    }

    func testWhatARunTakesIsNoMistake() throws {
        let sample = Sample(
            "run",
            """
            ---
            avtsnb: 1
            params:
              rate: {type: float, default: 0.5}
              steps: {type: int}
            ---
            ```swift
            let x = 1
            func f(_ a: Int) -> Int { a + x }
            struct S { private var hidden = 1 }
            private let secret = 4
            ```

            ```swift
            let x = "a" + String(x)
            func later() async throws -> Int { 3 }
            let y = try await later() + f(2) + secret
            guard let z = Int("3") else { fatalError() }
            extension S: CustomStringConvertible { var description: String { "\\(x)" } }
            ```

            ```swift {if="params.rate > 0"}
            import Dispatch
            x.count + z + params.steps + Int(params.rate)
            check(y > 0, "it is")
            record("a", 1.0)
            S().description
            throw CancellationError()
            ```

            ```swift {raises=TypeError}
            let no: Int = "a"
            ```

            ```swift {.noeval}
            this is no Swift
            ```
            """)
        XCTAssertEqual(messages(try diagnostics(sample)), [])
    }

    func testWhatARunRefusesIsAMistake() throws {
        let sample = Sample(
            "refused",
            """
            ```swift {#types}
            struct S { private var hidden = 1 }
            ```

            ```swift {#a}
            later()
            ```

            ```swift {#b}
            func later() {}
            extension S { var seen: Int { hidden } }
            ```

            ```swift {#unset}
            let u: Int
            print(u)
            ```

            ```swift {skip}
            let skipped = 1
            ```

            ```swift {#c}
            skipped
            np.zeros(3)
            ```
            """)
        let found = try diagnostics(sample)
        XCTAssertEqual(
            found.map { $0["range"] },
            [
                sample.range("later"), sample.range("hidden", 2), sample.range("print(u", further: 6), sample.range("skipped", 2),
                sample.range("np"),
            ], messages(found).joined(separator: "\n"))
        XCTAssertTrue(messages(found).allSatisfy { !$0.contains("cell_") }, "names of modules: \(messages(found))")
        XCTAssertTrue(messages(found).last?.contains("Tensor") ?? false, "a hint for who comes from NumPy: \(messages(found))")
    }

    func testTheNotebooksOwnForm() throws {
        let sample = Sample(
            "form",
            "---\navtsnb: 1\ntitel: x\nparams:\n  n: {type: int, default: 0.5}\n---\n```swift {#a timout=3s}\nparams.n\n```\n\n```swift {#a}\n1\n```\n\n```output {for=b}\n1\n```\n"
        )
        let found = try diagnostics(sample)
        XCTAssertEqual(Set(found.map { $0["source"]?.text }), ["avts-nb"], "\(messages(found))")
        func range(_ words: String) -> JSON? { found.first { $0["message"]?.text?.contains(words) ?? false }?["range"] }
        XCTAssertEqual(range("unknown key `titel`"), sample.range("titel"))
        XCTAssertEqual(range("unknown attribute `timout`"), sample.range("timout"))
        XCTAssertEqual(range("two cells have the id `a`"), sample.range("{#a}", further: 1, length: 2))
        XCTAssertEqual(range("no cell has the id `b`"), sample.range("```output {for=b}"))
        XCTAssertNotNil(range("`n` is a whole number"))
        XCTAssertEqual(
            found.first { $0["message"]?.text?.contains("two cells") ?? false }?["relatedInformation"]?.items?.count, 1)
    }

    func testFencesOfAllKinds() throws {
        for ending in ["\n", "\r\n"] {
            let text = [
                "- a list", "", "  ```swift", "  let a: Int = \"1\"", "    let b: Int = \"2\"", "  ```", "", "~~~~~swift {#long}",
                "let c = \"\"\"", "  ```", "  \"\"\"", "let d: Int = \"4\"", "~~~~~", "",
            ].joined(separator: ending)
            let sample = Sample("fences\(ending.count)", text)
            let found = try diagnostics(sample)
            XCTAssertEqual(
                found.map { $0["range"] },
                [
                    sample.range("\"1\"", length: 1), sample.range("\"2\"", length: 1), sample.range("\"4\"", length: 1),
                ], messages(found).joined(separator: "\n"))
        }
    }

    func testAnEditedNotebookIsJudgedAsItIsNow() throws {
        let editor = try editor
        let first = Sample("edited", "```swift {#a}\nlet n = 1\n```\n\n```swift {#b}\nlet m: String = n\n```\n")
        editor.open(first.uri, first.text)
        XCTAssertEqual(editor.diagnostics(first.uri).map { $0["range"] }, [first.range("n\n", length: 1)])
        // Lines that shift take the mistake with them.
        let start: JSON = ["line": 0, "character": 0]
        editor.change(first.uri, [["range": ["start": start, "end": start], "text": "Words 😀.\r\n\r\n"]])
        let second = Sample("edited", "Words 😀.\r\n\r\n" + first.text)
        XCTAssertEqual(editor.diagnostics(first.uri).map { $0["range"] }, [second.range("n\n", length: 1)])
        // What an earlier cell declares has changed: its value is a text now. Two changes, the second of what the first made.
        editor.change(
            first.uri,
            [
                ["range": second.range("1\n", length: 1), "text": "22"],
                ["range": second.range("1\n", length: 2), "text": "\"two\""],
            ])
        XCTAssertEqual(messages(editor.diagnostics(first.uri)), [])
        // An earlier cell that is being written takes no later one with it.
        let third = Sample("edited", second.text.replacingOccurrences(of: "1\n", with: "\"two\"\n"))
        editor.change(first.uri, [["range": third.range("\"two\"", length: 5), "text": "\"two\".cou"]])
        XCTAssertEqual(messages(editor.diagnostics(first.uri)).count, 1)
        // All of it anew, and what no longer parses.
        editor.change(first.uri, [["text": "```swift\nlet a = 1\n"]])
        XCTAssertTrue(messages(editor.diagnostics(first.uri)).first?.contains("never closed") ?? false)
        editor.change(first.uri, [["text": ""]])
        XCTAssertEqual(editor.diagnostics(first.uri).map { $0["severity"] }, [2], "a notebook without cells is warned of")
        editor.close(first.uri)
        XCTAssertEqual(
            editor.hears("textDocument/publishDiagnostics", where: { $0["version"] == nil && $0["diagnostics"] == [] })["uri"]?
                .text, first.uri)
        editor.open(first.uri, first.text)
        XCTAssertEqual(editor.diagnostics(first.uri).map { $0["range"] }, [first.range("n\n", length: 1)])
    }

    func testNamesOfACellThatNeverCompiledAreNotMissed() throws {
        let sample = Sample(
            "lost", "```swift {#a}\nlet lost: Int = \"a\"\n```\n\n```swift {#b}\nprint(lost)\nlet other: Int = \"b\"\n```\n")
        XCTAssertEqual(
            try diagnostics(sample).map { $0["range"] }, [sample.range("\"a\"", length: 1), sample.range("\"b\"", length: 1)])
    }
}
