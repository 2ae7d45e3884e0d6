import Foundation
import Notebook
import XCTest

/// Help, completion, definitions and renaming, with the service behind.
final class NavigationTests: XCTestCase {
    private static let editor = Result { try Editor() }
    private var editor: Editor { get throws { try Self.editor.get() } }

    private static let sample = Sample(
        "navigation",
        """
        ---
        avtsnb: 1
        title: Wege 😀
        params:
          rate: {type: float, default: 0.5}
        ---
        # Ways 👩‍👩‍👧

        Here `point` and total are words.

        ```swift {#a}
        struct Point {
            var across: Int
            /// Twice as far.
            func doubled(by n: Int) -> Point { Point(across: across * n) }
        }
        let x = 3
        func total(of p: Point, scale: Int) -> Int { let inner = p.across * scale; return inner }
        guard let taken = Int("3") else { fatalError() }
        ```

        ## Further

          ```swift {#b}
          let p = Point(across: 3); let s = "😀e\u{301}"; print(s, total(of: p, scale: 2), "x")
          let x = "text" + String(x)
          print(x.count, taken, params.rate, p.doubled(by: 3).across)
          ```

        ```swift {.noeval}
        total(of: p, scale: 3)
        ```

        ```swift
        let again = total(of: Point(across: x.count), scale: taken)
        let t = Tensor.ones([2])
        plot([1.0, 2])
        x.uppercased()
        ```
        """)

    private func ask(_ method: String, _ params: JSON, file: StaticString = #filePath, line: UInt = #line) throws -> JSON {
        let editor = try editor, sample = Self.sample
        if !Self.isOpen {
            editor.open(sample.uri, sample.text)
            XCTAssertEqual(editor.diagnostics(sample.uri), [], "the sample is as it should be")
            Self.isOpen = true
        }
        return editor.request("textDocument/\(method)", params, file: file, line: line)
    }
    private nonisolated(unsafe) static var isOpen = false

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

    private func definition(_ place: JSON) throws -> JSON? { try ask("definition", place).items?.first }

    func testDefinitions() throws {
        let sample = Self.sample
        for (piece, further, declared, inside) in [
            ("Point(across: 3);", 1, "struct Point", 7), ("total(of: p, scale: 2)", 1, "func total", 5),
            ("doubled(by: 3)", 1, "func doubled", 5), ("(by: 3).across", 9, "var across", 4),
            ("taken, params", 1, "guard let taken", 10), ("scale: taken", 8, "guard let taken", 10),
            ("params.rate", 8, "  rate:", 2), ("params.rate", 1, "params:", 0), ("print(x.count", 6, "let x = \"text\"", 4),
            ("String(x)", 7, "let x = 3", 4), ("return inner", 8, "let inner", 4),
        ] {
            let found = try definition(sample.at(piece, further: further))
            XCTAssertEqual(found?["uri"]?.text, sample.uri, piece)
            XCTAssertEqual(
                found?["range"]?["start"], sample.position(declared, further: inside), "\(piece): \(found?.compact ?? "none")")
        }
        // Into the library, where its sources lie, and into the standard library.
        let library = try definition(sample.at("plot("))?["uri"]?.text ?? ""
        XCTAssertTrue(library.hasSuffix("/Sources/Reporting/Drawing/Plots.swift"), library)
        let standard = try definition(sample.at("uppercased"))?["uri"]?.text ?? ""
        XCTAssertTrue(standard.contains("swiftinterface"), standard)
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

    func testWhatHasMovedIsFoundWhereItIs() throws {
        let editor = try editor
        let code =
            "```swift {#a}\r\nstruct Box {\r\n    var edge = 1\r\n}\r\nlet side = 2\r\n```\r\n\r\n```swift {#b}\r\nBox().edge + side\r\n```\r\n"
        var sample = Sample("moved", code)
        func check(_ when: String, file: StaticString = #filePath, line: UInt = #line) {
            for (piece, further, declared) in [("Box()", 0, "Box {"), ("().edge", 3, "edge = 1"), ("+ side", 2, "side = 2")] {
                let found = editor.request("textDocument/definition", sample.at(piece, further: further)).items?.first
                XCTAssertEqual(found?["range"]?["start"], sample.position(declared), "\(when): \(piece)", file: file, line: line)
            }
            let edits = editor.request("textDocument/rename", sample.at("().edge", further: 3, ["newName": "length"]))[
                "changes"]?[sample.uri]
            XCTAssertEqual(
                edits?.items?.compactMap { $0["range"] },
                [sample.range("edge = 1", length: 4), sample.range("().edge", further: 3)],
                when, file: file, line: line)
        }
        editor.open(sample.uri, sample.text)
        check("as it was opened")
        // A statement before it changes nothing that the module declares, nor does what stands on the same line.
        for (piece, new) in [
            ("struct Box", "print(1)\r\n\r\nstruct Box"), ("let side", "print(2); let side"), ("print(1)\r\n", ""),
        ] {
            let start = sample.position(piece), lines = piece.hasSuffix("\r\n") ? 1 : 0
            let end: JSON =
                lines == 1
                ? ["line": .int((start["line"]?.int ?? 0) + 1), "character": 0]
                : ["line": start["line"] ?? 0, "character": .int((start["character"]?.int ?? 0) + piece.utf16.count)]
            editor.change(sample.uri, [["range": ["start": start, "end": end], "text": .string(new)]])
            sample = Sample("moved", sample.text.replacingOccurrences(of: piece, with: new))
            check("`\(piece)` replaced")
        }
        // A cell that does not compile for the moment is found all the same.
        editor.change(sample.uri, [["range": sample.range("let side", length: 8), "text": "let = ; let side"]])
        sample = Sample("moved", sample.text.replacingOccurrences(of: "let side", with: "let = ; let side"))
        let found = editor.request("textDocument/definition", sample.at("+ side", further: 2)).items?.first
        XCTAssertEqual(found?["range"]?["start"], sample.position("side = 2"))
        editor.close(sample.uri)
    }

    func testReferencesAndHighlights() throws {
        let sample = Self.sample
        let uses = [
            sample.range("total(of p", length: 5), sample.range("total(of: p, scale: 2)", length: 5),
            sample.range("total(of: Point", length: 5),
        ]
        for place in [sample.at("total(of p", further: 2), sample.at("total(of: Point", further: 2)] {
            let found = try ask("references", place.with(["context": ["includeDeclaration": true]]))
            XCTAssertEqual(found.items?.map { $0["range"] }, uses, found.compact)
            XCTAssertEqual(Set(found.items?.map { $0["uri"]?.text } ?? []), [sample.uri])
            XCTAssertEqual(try ask("documentHighlight", place).items?.map { $0["range"] }, uses)
            let others = try ask("references", place.with(["context": ["includeDeclaration": false]]))
            XCTAssertEqual(others.items?.map { $0["range"] }, Array(uses.dropFirst()))
        }
        // The first `x` is in the second cell up to where that declares its own.
        let first = try ask("documentHighlight", sample.at("let x = 3", further: 4)).items?.map { $0["range"] }
        XCTAssertEqual(
            first, [sample.range("let x = 3", further: 4, length: 1), sample.range("String(x)", further: 7, length: 1)])
    }

    func testRenaming() throws {
        let sample = Self.sample
        func edits(_ place: JSON, _ name: String) throws -> [JSON: JSON] {
            let answer = try ask("rename", place.with(["newName": .string(name)]))
            guard case .object(let changes)? = answer["changes"] else { return [:] }
            XCTAssertEqual(Array(changes.keys), [sample.uri])
            return Dictionary((changes[sample.uri]?.items ?? []).map { ($0["range"] ?? .null, $0["newText"] ?? .null) }) { $1 }
        }
        // A label too, in all cells, from wherever it is asked; neither in prose nor in what is no cell.
        let all: [JSON: JSON] = [
            sample.range("total(of p", length: 5): "sum", sample.range("scale: Int", length: 5): "by",
            sample.range("across * scale", further: 9, length: 5): "by",
            sample.range("total(of: p, scale: 2)", length: 5): "sum", sample.range("scale: 2", length: 5): "by",
            sample.range("total(of: Point", length: 5): "sum", sample.range("scale: taken", length: 5): "by",
        ]
        XCTAssertEqual(try edits(sample.at("total(of p", further: 1), "sum(of:by:)"), all)
        XCTAssertEqual(try edits(sample.at("total(of: Point", further: 1), "sum(of:by:)"), all)
        XCTAssertEqual(
            try edits(sample.at("let x = \"text\"", further: 4), "words"),
            [
                sample.range("let x = \"text\"", further: 4, length: 1): "words",
                sample.range("print(x.count", further: 6, length: 1): "words",
                sample.range("(across: x.count", further: 9, length: 1): "words",
                sample.range("x.uppercased", length: 1): "words",
            ])
        XCTAssertEqual(
            try edits(sample.at("guard let taken", further: 11), "three"),
            [
                sample.range("guard let taken", further: 10): "three", sample.range("taken, params", length: 5): "three",
                sample.range("scale: taken", further: 7): "three",
            ])
        let prepared = try ask("prepareRename", sample.at("doubled(by: 3)", further: 2))
        XCTAssertEqual(prepared["range"], sample.range("doubled(by: 3)", length: 7))
    }

    func testWhatCannotBeRenamedSaysWhy() throws {
        let sample = Self.sample
        _ = try ask("hover", sample.at("x = 3"))
        for (place, name, words) in [
            (sample.at("plot("), "draw", "`plot` is not declared in this notebook"),
            (sample.at("params.rate", further: 8), "speed", "`rate` is declared in the front matter, on line 5"),
            (sample.at("total are"), "sum", "only names in code can be renamed"),
            (sample.at("let x = 3", further: 4), "3x", "found `3x`, expected a name"),
            (sample.at("+ String", further: 0), "x", "there is no name here"),
        ] {
            let error = try editor.error("textDocument/rename", place.with(["newName": .string(name)]))
            XCTAssertTrue(error["message"]?.text?.contains(words) ?? false, error.compact)
        }
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
