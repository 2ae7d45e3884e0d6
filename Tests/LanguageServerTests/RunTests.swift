import Foundation
import Notebook
import XCTest

/// Cells run from above their fences.
final class RunTests: XCTestCase {
    private static let sample = Sample(
        "run",
        """
        ---
        avtsnb: 1
        params:
          start: {type: int, default: 40}
        ---
        ```swift {#a}
        var n = params.start
        print("begun")
        ```

        ```swift {#b}
        n += 2
        n
        ```

        ```swift {#bad}
        let none: [Int] = []
        print("about to")
        none[n]
        ```

        ```swift {#after}
        check(n == 0, "nothing left")
        ```

        ```swift {#long}
        print("waiting")
        while true { n &+= 1 }
        ```

        ```swift {#leaving}
        import Foundation
        _exit(3)
        ```
        """)

    private func command(_ name: String, _ cell: String = "", of sample: Sample = sample) -> JSON {
        ["command": .string("avts-nb.\(name)"), "arguments": [["uri": .string(sample.uri), "cell": .string(cell)]]]
    }

    private func run(_ editor: Editor, _ name: String, _ cell: String = "") -> String? {
        editor.request("workspace/executeCommand", command(name, cell))["status"]?.text
    }

    private func hints(_ editor: Editor) -> [Int: String] {
        let found = editor.request("textDocument/inlayHint", Self.sample.document).items ?? []
        return Dictionary(found.map { ($0["position"]?["line"]?.int ?? -1, $0["label"]?.text ?? "") }) { $1 }
    }

    private func hint(_ editor: Editor, _ cell: String) -> String {
        hints(editor)[Self.sample.position("```swift {#\(cell)}")["line"]?.int ?? -1] ?? ""
    }

    private func output(_ editor: Editor, _ kind: String, of cell: String) -> String {
        editor.hears("avts-nb/cellOutput", where: { $0["kind"]?.text == kind && $0["cell"]?.text == cell })["text"]?.text ?? ""
    }

    func testLensesStandAboveCells() throws {
        let editor = try Editor()
        editor.open(Self.sample.uri, Self.sample.text)
        let lenses = editor.request("textDocument/codeLens", Self.sample.document).items ?? []
        XCTAssertEqual(lenses.count, 11, "the first cell has none above it")
        XCTAssertEqual(lenses[1]["range"]?["start"], Self.sample.position("```swift {#b}"))
        XCTAssertEqual(lenses[1]["command"]?["title"], "Run cell")
        XCTAssertEqual(lenses[2]["command"]?["title"], "Run above")
        XCTAssertEqual(lenses[2]["command"]?["command"], "avts-nb.runAbove")
        // What a lens says is what the server takes.
        let result = editor.request(
            "workspace/executeCommand",
            ["command": lenses[0]["command"]?["command"] ?? .null, "arguments": lenses[0]["command"]?["arguments"] ?? .null])
        XCTAssertEqual(result["status"], "ok")
        XCTAssertTrue(output(editor, "output", of: "a").contains("begun"))
    }

    func testRunsFailuresAndStops() throws {
        let editor = try Editor(), sample = Self.sample
        editor.open(sample.uri, sample.text)
        XCTAssertEqual(editor.diagnostics(sample.uri), [])
        XCTAssertEqual(run(editor, "runAbove", "bad"), "ok")
        XCTAssertEqual(output(editor, "output", of: "a"), "begun\n")
        XCTAssertEqual(output(editor, "value", of: "b"), "42")
        XCTAssertTrue(hint(editor, "b").hasPrefix("✓ ") && hint(editor, "b").hasSuffix(" · 42"), hint(editor, "b"))
        // A trap is an error of its cell, where it stands, and the session goes on.
        XCTAssertEqual(run(editor, "runCell", "bad"), "failed")
        XCTAssertTrue(output(editor, "error", of: "bad").contains("Index out of range"))
        var failure = editor.hears(
            "textDocument/publishDiagnostics", where: { $0["diagnostics"]?.items?.isEmpty == false })["diagnostics"]?.items?.first
        XCTAssertEqual(failure?["source"], "avts-nb run")
        XCTAssertEqual(failure?["code"], "RuntimeError")
        XCTAssertEqual(failure?["range"]?["start"]?["line"], sample.position("none[n]")["line"])
        XCTAssertTrue(hint(editor, "bad").contains("RuntimeError"), hint(editor, "bad"))
        XCTAssertEqual(run(editor, "runCell", "b"), "ok")
        XCTAssertEqual(output(editor, "value", of: "b"), "44")
        // A claim that does not hold.
        XCTAssertEqual(run(editor, "runCell", "after"), "ok")
        failure = editor.hears(
            "textDocument/publishDiagnostics",
            where: { $0["diagnostics"]?.items?.contains { $0["code"] == "Check" } == true })["diagnostics"]?.items?.first {
                $0["code"] == "Check"
            }
        XCTAssertEqual(failure?["range"], sample.range("check(n == 0, \"nothing left\")"))
        // One that has no end is stopped, by its progress, by a command and by giving up the request.
        for way in ["progress", "command", "request"] {
            let id = editor.begin("workspace/executeCommand", command("runCell", "long"))
            XCTAssertEqual(output(editor, "output", of: "long"), "waiting\n", way)
            switch way {
            case "progress":
                let begin = editor.hears(
                    "$/progress", where: { $0["value"]?["title"] == "Run long" && $0["value"]?["kind"] == "begin" })
                XCTAssertEqual(begin["value"]?["cancellable"], true)
                editor.notify("window/workDoneProgress/cancel", ["token": begin["token"] ?? .null])
            case "command": editor.request("workspace/executeCommand", command("interrupt"))
            default: editor.notify("$/cancelRequest", ["id": .int(id)])
            }
            let answer = editor.answer(id)
            if way == "request" {
                XCTAssertEqual(answer["error"]?["code"], -32800)
            } else {
                XCTAssertEqual(answer["result"]?["status"], "interrupted", way)
            }
        }
        // A process that is gone takes the names with it, and the next run begins anew.
        XCTAssertEqual(run(editor, "runCell", "leaving"), "failed")
        XCTAssertTrue(output(editor, "error", of: "leaving").contains("SessionLost"))
        XCTAssertEqual(run(editor, "runAbove", "bad"), "ok")
        // What is edited has not failed, and what it gave is of another text.
        editor.change(sample.uri, [["range": sample.range("n += 2"), "text": "n += 3"]])
        XCTAssertTrue(hint(editor, "b").hasSuffix("edited since"), hint(editor, "b"))
        editor.request("workspace/executeCommand", command("restart"))
        XCTAssertEqual(hints(editor), [:])
        XCTAssertEqual(run(editor, "runCell", "b"), "failed", "a new session knows no `n`")
        XCTAssertEqual(editor.request("shutdown", .null), .null)
        editor.notify("exit", .null)
        XCTAssertEqual(editor.exitCode(), 0)
    }

    func testRunsThatCannotBe() throws {
        let editor = try Editor()
        editor.open(Self.sample.uri, Self.sample.text)
        var error = editor.error("workspace/executeCommand", command("runCell", "gone"))
        XCTAssertTrue(error["message"]?.text?.contains("there is no cell `gone` any more") ?? false, error.compact)
        error = editor.error("workspace/executeCommand", ["command": "rm"])
        XCTAssertTrue(error["message"]?.text?.contains("expected one of avts-nb.runCell") ?? false, error.compact)
        let other = Sample("other", "")
        error = editor.error("workspace/executeCommand", command("runAll", of: other))
        XCTAssertTrue(error["message"]?.text?.contains("not open") ?? false, error.compact)
        let asking = Sample("asking", "---\navtsnb: 1\nparams:\n  n: {type: int}\n---\n```swift {#a}\nparams.n\n```\n")
        editor.open(asking.uri, asking.text)
        XCTAssertEqual(editor.request("workspace/executeCommand", command("runCell", "a", of: asking))["status"], "failed")
        XCTAssertTrue(output(editor, "error", of: "a").contains("`n` has no default"))
        // The end comes, whatever runs.
        let id = editor.begin("workspace/executeCommand", command("runAll"))
        XCTAssertEqual(output(editor, "output", of: "a"), "begun\n")
        XCTAssertNotEqual(id, 0)
        editor.notify("exit", .null)
        XCTAssertEqual(editor.exitCode(), 1)
    }
}
