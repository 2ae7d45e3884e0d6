import Foundation
import Notebook
import XCTest

/// Where a name is declared, where else it stands, and what it is called.
final class NavigationTests: NotebookCase {
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
}
