import Files
import Foundation
import Notebook
import XCTest

/// The page of a run, made of a record and the files that a run leaves.
final class ReportPageTests: XCTestCase {
    private var folder = ""
    private var output: OutputFolder { OutputFolder(path: folder + "/n.out") }

    override func setUpWithError() throws {
        folder = NSTemporaryDirectory() + "avts-nb-page-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder + "/n.out/runs/newest", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: folder + "/sub", withIntermediateDirectories: true)
    }
    override func tearDown() { try? FileManager.default.removeItem(atPath: folder) }

    private func put(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
    }

    /// What the run has made, as its record lists it.
    private var made: [String] = []

    private func write(_ bytes: [UInt8], to name: String) throws {
        let path = "n.out/runs/newest/\(name)"
        try FileManager.default.createDirectory(
            at: URL(fileURLWithPath: folder + "/" + path).deletingLastPathComponent(), withIntermediateDirectories: true)
        try put(bytes, path)
        made.append(#"{"path": "\#(name)", "bytes": \#(bytes.count), "sha256": "\#(Digest.of(bytes))"}"#)
    }

    private let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47]

    private func page(
        _ text: String, cells: String = "[]", results: String = "{}", checks: String = "[]", to format: Exporter.Format = .html,
        in place: String? = nil
    ) throws -> String {
        let document = try Document(parsing: Array(text.utf8), path: folder + "/n.avtsnb")
        let record = """
            {"avtsnb": 1, "notebook": "\(folder)/n.avtsnb", "title": "n", "status": "ok", "exitCode": 0, "started": "2026-11-29T10:00:00Z",
             "seconds": 1, "seed": 7, "params": {}, "cells": \(cells), "results": \(results), "checks": \(checks),
             "provenance": {"version": "1", "cpu": "a processor", "threads": 2, "system": "Linux"},
             "fingerprint": "\(RunRecord.fingerprint(of: document.text))", "made": [\(made.joined(separator: ", "))]}
            """
        XCTAssertNotNil(RunRecord(json: Array(record.utf8)))
        try put(Array(record.utf8), "n.out/runs/newest/run.json")
        let exporter = Exporter(document: document, folder: output)
        XCTAssertTrue(exporter.hasOutputs)
        return exporter.export(to: format, in: place)
    }

    private func order(_ page: String, _ words: [String]) {
        let places = words.map { page.range(of: $0)?.lowerBound }
        for (word, place) in zip(words, places) { XCTAssertNotNil(place, word) }
        XCTAssertEqual(places.compactMap(\.self), places.compactMap(\.self).sorted(), "\(words)")
    }

    func testTheTitleComesFirst() throws {
        order(
            try page("# Own *title*\n\nText.\n"),
            ["<h1 id=\"own-title\">Own <em>title</em></h1>", "all cells ran", "a processor", "<p>Text."])
        let front = "---\navtsnb: 1\ntitle: A & B\nauthor: N. N.\ndescription: What it is.\n---\n"
        order(try page(front + "Text.\n"), ["<h1>A &amp; B</h1>", "What it is.", "N. N.", "all cells ran", "<p>Text."])
        order(try page(front + "# Other\n"), ["<h1>A &amp; B</h1>", "all cells ran", "<h1 id=\"other\">"])
        XCTAssertEqual(try page(front + "# A & *B*\n").components(separatedBy: "<h1").count, 2)
    }

    func testContents() throws {
        let text = "# T\n\n## One\n\n### `two`\n\n#### Four\n\n## Results\n"
        let page = try page(text, results: #"{"r": {"value": 1, "cell": "a"}}"#)
        order(
            page,
            [
                "<nav", "href=\"#one\">One", "href=\"#two\"><code>two</code>", "href=\"#results-1\"", "href=\"#results\"",
                "</nav>", "id=\"one\"",
            ])
        XCTAssertFalse(page.contains("href=\"#four\""))
        XCTAssertFalse(try self.page("# T\n\n## One\n").contains("<nav"))
        XCTAssertEqual(page.components(separatedBy: "id=\"results\"").count, 2)
    }

    func testFiguresAndTablesAreNumbered() throws {
        for name in ["loss.png", "two.png"] { try write(png, to: "cells/a/\(name)") }
        try write(Array("<svg>wide".utf8), to: "cells/a/loss.svg")
        try write(Array("<svg>narrow".utf8), to: "cells/a/loss-narrow.svg")
        try write(
            Array(
                "<table onclick=x><caption>T</caption><tr><td style=\"text-align:right\">1</td></tr></table><script>x</script>"
                    .utf8), to: "cells/b/output.html")
        let cells = #"""
            [{"id": "a", "line": 1, "status": "ok", "seconds": 1, "outputs": [
               {"kind": "display", "text": "LinePlot \"Loss\"", "image": "cells/a/loss.png", "svg": "cells/a/loss.svg", "narrowSVG": "cells/a/loss-narrow.svg"},
               {"kind": "display", "text": "RasterImage, 2×2 pixels", "image": "cells/a/two.png"}]},
             {"id": "b", "line": 4, "status": "ok", "seconds": 1, "outputs": [{"kind": "display", "text": "t", "html": "cells/b/output.html"}]}]
            """#
        let page = try page("```swift {#a}\n1\n```\n```swift {#b}\n2\n```\n", cells: cells)
        order(
            page,
            ["<b>Figure 1.</b> Loss", "<b>Figure 2.</b> two", "<caption>Table 1. T</caption>", "<td class=\"right\">1</td>"])
        let wide = Data("<svg>wide".utf8).base64EncodedString(), narrow = Data("<svg>narrow".utf8).base64EncodedString()
        order(
            page,
            [
                "<source media=\"(max-width: 40rem)\" srcset=\"data:image/svg+xml;base64,\(narrow)",
                "src=\"data:image/svg+xml;base64,\(wide)",
            ])
        XCTAssertFalse(page.contains("onclick") || page.contains("<script"))
    }

    /// A notebook of cells `a`, `b`, … that show a film of some bytes each, at offsets where there are several.
    private func films(_ sizes: [[Int]], front: String = "", to format: Exporter.Format = .html) throws -> String {
        var text = front, cells: [String] = []
        for (name, sizes) in zip(["a", "b", "c"], sizes) {
            text += "```swift {#\(name)}\n1\n```\n"
            let players = try sizes.enumerated().map { index, size in
                let path = "cells/\(name)/pair-\(index + 1).mp4"
                try write([UInt8](repeating: 65, count: size), to: path)
                let offset = sizes.count > 1 ? ", \"offset\": \(Double(index) - 1)" : ""
                return #"{"path": "\#(path)", "type": "video/mp4", "label": "A & \#(index)", "size": \#(size)\#(offset)}"#
            }
            cells.append(
                #"{"id": "\#(name)", "line": 1, "status": "ok", "seconds": 1, "outputs": [{"kind": "display", "text": "t", "players": [\#(players.joined(separator: ", "))]}]}"#
            )
        }
        return try page(text, cells: "[\(cells.joined(separator: ", "))]", to: format)
    }

    func testPlayersAreInThePage() throws {
        let page = try films([[3], [4, 5, 6]])
        let bytes = [3, 4, 5, 6].map { Data([UInt8](repeating: 65, count: $0)).base64EncodedString() }
        order(page, bytes.map { "src=\"data:video/mp4;base64,\($0)\"" })
        order(
            page,
            ["<div class=\"players\">", "A &amp; 0", "<div class=\"players offsets\">", "data-offset=\"-1.0\"", "A &amp; 2"])
        XCTAssertFalse(page.contains("<script") || page.contains("script-src"))
    }

    /// Five megabytes: a player that does not fit is a link and a word, and one behind it may fit.
    func testPlayersKeepToTheBudgetOfAPage() throws {
        let page = try films([[3 << 20], [3 << 20], [1 << 20]])
        XCTAssertEqual(page.components(separatedBy: "<video").count - 1, 2)
        order(
            page,
            [
                "<video", "id=\"cell-b\"", "<a href=\"cells/b/pair-1.mp4\">",
                "3.0 MB, and this page holds 5 MB of sound and film already",
                "id=\"cell-c\"",
            ])
    }

    /// The script is there where the notebook asks for it, and the page's policy allows it and no other.
    func testTheSliderIsAScriptOnRequest() throws {
        let page = try films([[4, 5, 6]], front: "---\navtsnb: 1\nscripts: true\n---\n")
        let script = try XCTUnwrap(
            page.components(separatedBy: "<script>").dropFirst().first?.components(separatedBy: "</script>").first)
        let digest = Digest.of(Array(script.utf8))
        let policy = try XCTUnwrap(page.firstMatch(of: #/script-src 'sha256-([^']*)'/#)?.output.1)
        XCTAssertEqual(Data(base64Encoded: String(policy))?.map { String(format: "%02x", $0) }.joined(), digest)
        XCTAssertEqual(page.components(separatedBy: "<video").count - 1, 3)
        XCTAssertThrowsError(try Document(parsing: "---\navtsnb: 1\nscripts: maybe\n---\n", path: "n"))
    }

    func testPlayersInOtherForms() throws {
        let text = try films([[3], [4, 5]], to: .md)
        order(text, ["[▶ A \\& 0](cells/a/pair-1.mp4)", "(cells/b/pair-1.mp4)", "[▶ A \\& 1](cells/b/pair-2.mp4)"])
        let notebook = try films([[3]], to: .ipynb)
        let bytes = Data([65, 65, 65]).base64EncodedString()
        XCTAssertTrue(notebook.contains("\"video/mp4\": \"\(bytes)\""), notebook)
        XCTAssertTrue(notebook.contains("<video controls src=\\\"data:video/mp4;base64,\(bytes)\\\"></video>"), notebook)
    }

    /// What is not the file that the run made is not played.
    func testAnAlteredPlayerIsLeftOut() throws {
        _ = try films([[3]])
        try put([66], "n.out/runs/newest/cells/a/pair-1.mp4")
        let document = try Document(parsing: Array("```swift {#a}\n1\n```\n".utf8), path: folder + "/n.avtsnb")
        let page = Exporter(document: document, folder: output).export(to: .html)
        XCTAssertFalse(page.contains("<video"))
        XCTAssertTrue(page.contains("left out, since it is not the file that the run made: cells/a/pair-1.mp4"), page)
    }

    func testCodeIsFoldedOnRequest() throws {
        let cells = "```swift {#a}\n1\n```\n```swift {#b fold=false}\n2\n```\n"
        func folds(_ page: String) -> Int { page.components(separatedBy: "<details class=\"input\">").count - 1 }
        XCTAssertEqual(folds(try page(cells)), 0)
        XCTAssertEqual(folds(try page("---\navtsnb: 1\nfold: true\n---\n" + cells)), 1)
        XCTAssertEqual(folds(try page("```swift {#a fold}\n1\n```\n")), 1)
        XCTAssertThrowsError(try Document(parsing: "---\navtsnb: 1\nfold: maybe\n---\n", path: "n"))
    }

    /// Pictures and sound are those beneath the notebook's folder, wherever an address or a link in the folder leads.
    func testOnlyWhatLiesInTheFolderIsEmbedded() throws {
        let outside = folder + "-outside.png"
        try Data(png).write(to: URL(fileURLWithPath: outside))
        defer { try? FileManager.default.removeItem(atPath: outside) }
        try put(png, "a b.png")
        try put(png, "sub/c.png")
        try put(Array("RIFF0000WAVE".utf8), "s.wav")
        try FileManager.default.createSymbolicLink(atPath: folder + "/link.png", withDestinationPath: outside)
        let name = URL(fileURLWithPath: outside).lastPathComponent
        func embeds(_ text: String) throws -> Bool { try page(text + "\n").contains("base64,") }
        XCTAssertTrue(try embeds("![a](a%20b.png)"))
        XCTAssertTrue(try embeds("![c](./sub/../sub/c.png)"))
        XCTAssertTrue(
            try page("![A & B](sub/c.png)\n").contains("\n<figcaption><b>Figure 1.</b> A &amp; B</figcaption>\n</figure>\n"))
        XCTAssertTrue(try embeds("<img src=\"sub/c.png\" onerror=x>"))
        XCTAssertTrue(try page("![s](s.wav)\n").contains("<audio controls aria-label=\"s\" src=\"data:audio/wav;base64,"))
        XCTAssertTrue(try embeds("![i](data:image/png;base64,iVBORw==)"))
        for address in [
            "../\(name)", "link.png", outside, "file://\(outside)", "sub/../../\(name)", "%2e%2e/\(name)", "https://x.y/a.png",
            "/dev/zero",
        ] {
            XCTAssertFalse(try embeds("![x](\(address))"), address)
        }
        // A link is relative to where the page lies.
        XCTAssertTrue(try page("[d](sub/d.csv)\n", in: folder).contains("href=\"sub/d.csv\""))
        XCTAssertTrue(try page("[d](sub/d.csv)\n", in: folder + "/n.out").contains("href=\"../sub/d.csv\""))
        XCTAssertFalse(try page("[d](sub/d.csv)\n", in: "/tmp").contains("href=\"sub"))
    }

    /// Neither the home folder nor a terminal's commands are in what is given away.
    func testNothingPrivateAndNothingObeyed() throws {
        let home = ProcessInfo.processInfo.environment["HOME"] ?? NSHomeDirectory()
        let cells = """
            [{"id": "a", "line": 1, "status": "failed", "seconds": 1,
              "outputs": [{"kind": "stream", "text": "\\u001b[31mred\\u001b]0;t\\u0007 \(home)/x \(home)s"}],
              "error": {"name": "E", "message": "at \(home)/x", "line": 2, "text": "at \(home)/x:2"}}]
            """
        for format in Exporter.Format.allCases {
            let page = try page("```swift {#a}\n1\n```\n", cells: cells, to: format)
            XCTAssertTrue(page.contains("␛[31mred␛]0;t␇ ~/x \(home)s"), page)
            XCTAssertFalse(page.contains("\u{1b}") || page.contains("\(home)/"), page)
            XCTAssertFalse(page.contains(folder), page)
        }
    }

    func testMarkdownNamesPictures() throws {
        try write(png, to: "cells/a/a (1).png")
        let cells =
            #"[{"id": "a", "line": 1, "status": "ok", "seconds": 1, "outputs": [{"kind": "display", "text": "Plot \"[x](y)\"", "image": "cells/a/a (1).png"}]}]"#
        let text = try page("# T\n\n```swift {#a}\n1\n```\n", cells: cells, to: .md)
        XCTAssertTrue(text.contains(#"![Plot "\[x\](y)"](cells/a/a%20%281%29.png)"#), text)
    }
}
