import Files
import Foundation
import Notebook
import Synchronization
import XCTest

/// Values within prose: `` `swift x` ``.
final class PhraseTests: ScriptedRunCase {
    private let text = """
        # Title `swift title`

        Before: `swift params`, plain `code`, ``swift a `b` ``.

        ```swift {#a}
        print one
        ```
        After a: **`swift one`** and again `swift one`.[^1]

        - item `swift item`

        ```
        `swift shown`
        ```
        ```swift {#b skip}
        print two
        ```
        ```swift {#c}
        print three
        ```
        ```output {for=c}
        three
        ```
        Last `swift <last>`.

        [^1]: Note `swift note`.

        """

    private func parsed(_ text: String) throws -> Document {
        try Document(parsing: Array(text.utf8), path: folder + "/n.avtsnb")
    }

    private func run(_ text: String, _ change: (inout RunOptions) -> Void = { _ in }) throws -> RunRecord {
        try runner(try parsed(text), with: change).run()
    }

    private var report: String { self.text("n.out/report.html") ?? "" }

    func testWhereTheyStand() throws {
        let phrases = try parsed(text).phrases
        XCTAssertEqual(
            phrases.map(\.expression), ["title", "params", "a `b`", "one", "one", "item", "<last>", "note"])
        XCTAssertEqual(phrases.map(\.line), [1, 3, 3, 8, 8, 10, 24, 26])
        XCTAssertEqual(phrases.map(\.part), [0, 0, 0, 1, 1, 1, 4, 4])
        // The program called swift may be spoken of.
        XCTAssertEqual(try parsed("Say `swift build`{.noeval}, and `swift x`.\n").phrases.map(\.expression), ["x"])
        XCTAssertEqual(try parsed("No values: `swift`, `swiftly x`, `swift `.\n").phrases, [])
    }

    func testTheyAreAskedForAfterTheirCell() throws {
        let asked = Mutex<[String]>([])
        let evaluator = ScriptedEvaluator()
        evaluator.words["print"] = { _ in }
        let observed = try runner(
            try parsed(text), evaluator,
            observer: { event in
                asked.withLock { asked in
                    switch event {
                    case .phrase(let phrase): asked.append(phrase.source)
                    case .cellStarted(_, let cell): asked.append("#" + cell.id)
                    default: break
                    }
                }
            })
        let record = observed.run()
        XCTAssertEqual(record.status, .ok)
        XCTAssertEqual(
            asked.withLock { $0 }, ["title", "params", "a `b`", "#a", "one", "one", "item", "#c", "<last>", "note"])
        XCTAssertEqual(record.phrases?.map(\.cell), [nil, nil, nil, "a", "a", "a", "c", "c"])
        XCTAssertEqual(
            record.phrases?.map(\.text), ["<title>", "<params>", "<a `b`>", "<one>", "<one>", "<item>", "<<last>>", "<note>"])
        let page = report
        for words in [
            "Title <span class=\"value\">&lt;title&gt;</span>", "<strong><span class=\"value\">&lt;one&gt;</span></strong>",
            "Note <span class=\"value\">&lt;note&gt;</span>", "`swift shown`", "<code>code</code>", "&lt;&lt;last&gt;&gt;",
        ] {
            XCTAssertTrue(page.contains(words), "\(words) in \(page)")
        }
    }

    func testOneThatFailsEndsTheRunAndIsSaid() throws {
        let source = "```swift {#a}\nprint one\n```\nIt is `swift fail`.\n```swift {#b}\nprint two\n```\n"
        let record = try run(source)
        XCTAssertEqual(record.status, .failed)
        XCTAssertEqual(record.cells.map(\.status), [.ok, .notRun])
        XCTAssertEqual(record.phrases?.first?.error?.line, 4)
        XCTAssertTrue(report.contains("The value <code>fail</code> in line 4: it failed"), report)
        XCTAssertEqual(DocumentTest(document: try parsed(source), record: record).failed, 1)
        XCTAssertEqual(try run(source) { $0.keepsGoing = true }.cells.map(\.status), [.ok, .ok])
    }

    /// A cell that does not run has its values from the run that its outputs are from.
    func testTheyAreCarriedWithTheirCell() throws {
        let source = "```swift {#a}\nprint one\n```\nA: `swift x`.\n```swift {#b}\nprint two\n```\nB: `swift y`.\n"
        _ = try run(source)
        let record = try run(source) { $0.only = ["b"] }
        XCTAssertEqual(record.phrases?.map(\.text), ["<x>", "<y>"])
        // Of a cell that is another now nothing is known, and the page says so.
        let edited = try run(source.replacing("print one", with: "print other")) { $0.only = ["b"] }
        XCTAssertEqual(edited.phrases?.map(\.text), [nil, "<y>"])
        XCTAssertTrue(report.contains("title=\"the cell before it did not run\"><code>x</code>"), report)
    }

    func testTheyAreWhatACellNeeds() throws {
        let readings = try parsed("```swift {#a if=\"c\"}\n1\n```\n`swift x + y`\n```swift {#b}\n2\n```\n").readings
        XCTAssertEqual(readings, ["_ = (c)\n1\n_ = (x + y)\n", "2\n"])
    }

    func testCodeThatIsNoValue() throws {
        _ = try run("```swift {#a}\nprint one\n```\nSay `swift build`{.noeval} now, `swift x`{.other}.\n")
        XCTAssertTrue(
            report.contains("Say <code>swift build</code> now, <span class=\"value\">&lt;x&gt;</span>{.other}."), report)
        let source = try parsed("```swift {#a}\nprint one\n```\nSay `swift build`{.noeval} now, `swift x`{.other}.\n")
        let text = Exporter(document: source, folder: output).export(to: .md)
        XCTAssertTrue(text.contains("Say `swift build` now, \\<x\\>{.other}."), text)
    }

    func testInOtherForms() throws {
        let source = "# T\n\n`swift early` *and* `swift x`\n\n```swift {#a}\nprint one\n```\n\nSo `swift *x*`, `swift early`.\n"
        let exporter = { Exporter(document: try self.parsed(source), folder: self.output) }
        // Before a run they are what they are of.
        XCTAssertTrue(try exporter().export(to: .html).contains("<code>early</code> <em>and</em> <code>x</code>"))
        _ = try run(source)
        let text = try exporter().export(to: .md)
        XCTAssertTrue(text.contains(#"\<early\> *and* \<x\>"#), text)
        XCTAssertTrue(text.contains(#"So \<\*x\*\>, \<early\>."#), text)
        // Jupyter has the text as it is, so that it comes back.
        XCTAssertTrue(try exporter().export(to: .ipynb).contains("`swift early` *and* `swift x`"))
    }
}
