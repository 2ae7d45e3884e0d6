import Foundation
import Notebook
import XCTest

/// What a name is, how it may go on, and what a notebook consists of.
final class HelpTests: NotebookCase {
    private func hover(_ place: JSON) throws -> (text: String, range: JSON?) {
        let answer = try ask("hover", place)
        return (answer["contents"]?["value"]?.text ?? "", answer["range"])
    }

    func testTypesAreThoseOfTheNewestNames() throws {
        let sample = Self.sample
        var hover = try hover(sample.at("x = 3"))
        XCTAssertTrue(hover.text.contains("let x: Int"), hover.text)
        // Within a fence that is indented, behind signs of two parts.
        hover = try self.hover(sample.at("total(of: p, scale: 2)", further: 1))
        XCTAssertTrue(hover.text.contains("func total(of p: Point, scale: Int) -> Int"), hover.text)
        XCTAssertEqual(hover.range, sample.range("total(of: p, scale: 2)", length: 5))
        hover = try self.hover(sample.at("String(x)", further: 7))
        XCTAssertTrue(hover.text.contains("let x: Int"), "of the earlier cell: \(hover.text)")
        XCTAssertEqual(hover.range, sample.range("String(x)", further: 7, length: 1))
        for (piece, further) in [("let x = \"text\"", 4), ("print(x.count", 6), ("(across: x.count", 9)] {
            hover = try self.hover(sample.at(piece, further: further))
            XCTAssertTrue(hover.text.contains("let x: String"), "\(piece): \(hover.text)")
        }
        hover = try self.hover(sample.at("params.rate", further: 8))
        XCTAssertTrue(hover.text.contains("rate: Double"), hover.text)
        hover = try self.hover(sample.at("doubled(by: 3)"))
        XCTAssertTrue(hover.text.contains("Twice as far."), hover.text)
        hover = try self.hover(sample.at("plot("))
        XCTAssertTrue(hover.text.contains("A curve of numbers"), hover.text)
        XCTAssertEqual(try ask("hover", sample.at("total are")), .null, "prose")
        XCTAssertEqual(try ask("hover", sample.at("total(of: p, scale: 3)")), .null, "a fence that is no cell")
        XCTAssertEqual(try ask("hover", sample.at("```swift {#a}")), .null, "a fence")
    }

    func testCompletion() throws {
        let editor = try editor
        let sample = Sample(
            "completion",
            """
            ---
            avtsnb: 1
            params:
              rate: {type: float, default: 0.5}
              epochs: {type: int, default: 3}
            ---
            ```swift {#first tim}
            let greeting = "😀"
            ```

            ```output {for=}
            ```

             ```swift {hide=in}
             let s = "😀"; greeting.upp
             params.
             ```
            """)
        editor.open(sample.uri, sample.text)
        func labels(_ place: JSON) -> [String: JSON] {
            let answer = editor.request("textDocument/completion", place)
            let items = answer["items"]?.items ?? answer.items ?? []
            return Dictionary(items.map { ($0["label"]?.text ?? "", $0) }) { first, _ in first }
        }
        var found = labels(sample.at("greeting.upp", further: 12))
        XCTAssertEqual(found["uppercased()"]?["textEdit"]?["range"], sample.range("greeting.upp", further: 9), "\(found.keys)")
        let item = try XCTUnwrap(found["uppercased()"])
        XCTAssertEqual(editor.request("completionItem/resolve", item)["label"]?.text, "uppercased()")
        found = labels(sample.at("params.", further: 7))
        XCTAssertTrue(Set(found.keys).isSuperset(of: ["rate", "epochs"]), "\(found.keys)")
        // A blank goes on with attributes, and in code with nothing.
        let blank: [String: JSON] = ["context": ["triggerKind": 2, "triggerCharacter": " "]]
        XCTAssertEqual(editor.request("textDocument/completion", sample.at("greeting.upp", further: 12, blank)), .null)
        // Attributes, within braces alone.
        found = labels(sample.at("tim}", further: 3))
        XCTAssertEqual(found["timeout"]?["textEdit"], ["range": sample.range("tim}", length: 3), "newText": "timeout="])
        XCTAssertEqual(Set(labels(sample.at("hide=in", further: 7)).keys), ["input"])
        XCTAssertEqual(Set(labels(sample.at("{for=", further: 5)).keys), ["first"])
        XCTAssertEqual(labels(sample.at("```swift {#first", further: 5)).count, 0)
        XCTAssertEqual(Set(labels(sample.at("params:\n")).keys).isSuperset(of: ["title", "seed"]), true)
        editor.close(sample.uri)
    }

    func testEveryAttributeThatIsCompletedIsKnown() throws {
        let editor = try editor
        let empty = Sample("attributes", "```swift { }\n1\n```\n\n```output { }\n1\n```\n")
        editor.open(empty.uri, empty.text)
        func attributes(_ piece: String) -> [String] {
            let answer = editor.request("textDocument/completion", empty.at(piece, further: piece.utf16.count))
            return (answer["items"]?.items ?? []).compactMap { $0["textEdit"]?["newText"]?.text }
        }
        let cell = attributes("```swift { "), output = attributes("```output { ")
        editor.close(empty.uri)
        XCTAssertEqual([cell.count, output.count], [13, 4])
        let known = Sample(
            "known",
            "```swift {#a \(cell.joined(separator: " ").replacingOccurrences(of: "= ", with: "=x "))}\n1\n```\n\n```output {\(output.joined(separator: "x "))x}\n1\n```\n"
        )
        editor.open(known.uri, known.text)
        let messages = editor.diagnostics(known.uri).map { $0["message"]?.text ?? "" }
        XCTAssertFalse(messages.isEmpty)
        XCTAssertFalse(messages.contains { $0.contains("unknown attribute") }, "\(messages)")
        editor.close(known.uri)
    }

    func testSignatures() throws {
        let help = try ask("signatureHelp", Self.sample.at("scale: 2", further: 7))
        XCTAssertEqual(help["signatures"]?.items?.first?["label"]?.text, "total(of: Point, scale: Int) -> Int", help.compact)
        XCTAssertEqual(help["activeParameter"] ?? help["signatures"]?.items?.first?["activeParameter"], 1)
    }

    func testTheOutline() throws {
        let sample = Self.sample
        let found = try ask("documentSymbol", sample.document)
        func names(_ symbols: [JSON]?) -> [String] {
            (symbols ?? []).flatMap { [$0["name"]?.text ?? ""] + names($0["children"]?.items).map { "  " + $0 } }
        }
        XCTAssertEqual(
            names(found.items),
            [
                "Ways 👩‍👩‍👧", "  a", "    Point", "      across", "      doubled(by:)", "    x", "    total(of:scale:)", "    taken",
                "  Further", "    b", "      p", "      s", "      x", "    cell 3", "      again", "      t",
            ].filter { !$0.hasSuffix(" taken") || names(found.items).contains($0) })
        let cell = found.items?.first?["children"]?.items?.first
        XCTAssertEqual(cell?["range"]?["start"], sample.position("```swift {#a}"))
        let inner = cell?["children"]?.items?.first { $0["name"] == "x" }
        XCTAssertEqual(inner?["selectionRange"], sample.range("let x = 3", further: 4, length: 1))
    }

    func testFolds() throws {
        let sample = Self.sample
        let folds = try ask("foldingRange", sample.document).items ?? []
        func line(_ piece: String) -> Int { sample.position(piece)["line"]?.int ?? -1 }
        func holds(_ first: Int, _ last: Int) -> Bool {
            folds.contains { $0["startLine"]?.int == first && $0["endLine"]?.int == last }
        }
        XCTAssertTrue(holds(0, 5), "the front matter")
        XCTAssertTrue(holds(line("```swift {#a}"), line("guard let taken") + 1), "a cell")
        XCTAssertTrue(holds(line("## Further"), sample.text.components(separatedBy: "\n").count - 1), "what a heading is above")
        XCTAssertTrue(folds.contains { $0["startLine"]?.int == line("struct Point") }, "within a cell")
    }

    func testTheKindsOfWords() throws {
        let sample = Self.sample
        let kinds = try editor.capabilities["semanticTokensProvider"]?["legend"]?["tokenTypes"]?.items?.compactMap(\.text) ?? []
        func tokens(_ answer: JSON) -> [JSON: String] {
            var found: [JSON: String] = [:]
            var line = 0, column = 0
            let data = answer["data"]?.items?.compactMap(\.int) ?? []
            for index in stride(from: 0, to: data.count, by: 5) {
                column = data[index] == 0 ? column + data[index + 1] : data[index + 1]
                line += data[index]
                let start: JSON = ["line": .int(line), "character": .int(column)]
                found[["start": start, "end": ["line": .int(line), "character": .int(column + data[index + 2])]]] =
                    kinds[data[index + 3]]
            }
            return found
        }
        let all = tokens(try ask("semanticTokens/full", sample.document))
        XCTAssertEqual(all[sample.range("struct Point", length: 6)], "keyword")
        XCTAssertEqual(all[sample.range("total(of: p, scale: 2)", length: 5)], "function")
        XCTAssertEqual(all[sample.range("let p = Point", further: 8)], "struct")
        XCTAssertNil(all[sample.range("total(of: p, scale: 3)", length: 5)], "a fence that is no cell")
        let part = tokens(try ask("semanticTokens/range", sample.document.with(["range": sample.range("struct Point")])))
        XCTAssertFalse(part.isEmpty)
        XCTAssertEqual(Set(part.keys.map { $0["start"]?["line"] }), [sample.position("struct Point")["line"]])
    }
}
