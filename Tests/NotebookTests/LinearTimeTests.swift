import Foundation
import Notebook
import XCTest

/// Reading takes as long as the text is long, whatever the text is.
final class LinearTimeTests: XCTestCase {
    /// The work that four times the text makes, in works of the text: about 4, and 16 where words are gone through again and again.
    ///
    /// It is the thread's own time that is compared, which other programs take none of; the least of several.
    private func growth(_ text: (Int) -> String, _ n: Int, _ work: (String) -> Void) -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
        }
        func least(_ text: String) -> Double {
            (0..<2).map { _ in
                let began = now()
                work(text)
                return now() - began
            }.min()!
        }
        var best = Double.infinity
        for _ in 0..<5 where best > 8 { best = min(best, least(text(4 * n)) / least(text(n))) }
        return best
    }

    private func times(_ piece: String) -> (Int) -> String { { String(repeating: piece, count: $0) } }

    func testTexts() {
        let texts: [(String, (Int) -> String)] = [
            ("comments", times("<!--\n")), ("comments in a line", times("a <!-- ")), ("links", times("[a](")),
            ("brackets", times("![[")),
            ("nested brackets", { String(repeating: "[", count: $0) + "a" + String(repeating: "]", count: $0) }),
            ("deep lists", { String(repeating: "- ", count: $0) + "a\n" + String(repeating: "\n", count: $0) + "b" }),
            ("deep quotes", { String(repeating: "> ", count: $0) + "a\n" + String(repeating: "b\n", count: $0) }),
            ("numbered", times("1. ")), ("backticks", times("`")), ("codes", times("`a ")),
            (
                "runs of backticks",
                { n in (1...Int(Double(n).squareRoot())).map { "e" + String(repeating: "`", count: $0) }.joined() }
            ),
            ("rows", { "|a|b|\n|-|-|\n" + String(repeating: "|c|d|\n", count: $0) }),
            (
                "columns",
                {
                    String(repeating: "|a", count: $0) + "\n" + String(repeating: "|-", count: $0) + "\n"
                        + String(repeating: "|x\n", count: $0 / 10)
                }
            ),
            ("headers", times("|\n|-\n")), ("emphasis", times("*a **")), ("underlines", times("a_")), ("struck", times("~~a ~")),
            ("addresses", times("http://")), ("ends of addresses", { "http://a.b/" + String(repeating: ")", count: $0) }),
            ("mail", times("a@")), ("instructions", times("a <?")), ("declarations", times("a <!A ")),
            ("data", times("a <![CDATA[")),
            ("footnotes", { n in (0..<n).map { "[^\($0)]: x\n\n" }.joined() + (0..<n).map { "[^\($0)]" }.joined() }),
            ("tags", times("<b>")),
            ("crossed tags", { String(repeating: "<b>", count: $0) + String(repeating: "</i>", count: $0) }),
            ("blocks", times("<div>\n")), ("attributes", times("<div x='a' ")),
            ("definitions", { "a\n\n" + String(repeating: ": b\n\n", count: $0) }),
            ("callouts", times("> [!NOTE]\n\n")), ("headings", times("# a\n\n")), ("dollars", times("$a ")),
            ("double dollars", times("$$ a\n")),
            ("groups", { "$" + String(repeating: "{", count: $0) + "$" }),
            ("fractions", { "$" + String(repeating: "\\frac{", count: $0) + "x" + String(repeating: "}", count: $0) + "$" }),
            (
                "growing brackets",
                { "$" + String(repeating: "\\left(", count: $0) + "x" + String(repeating: "\\right)", count: $0) + "$" }
            ),
            ("matrices", { "$" + String(repeating: "\\begin{bmatrix} a & ", count: $0) + "$" }),
            ("scripts", { "$x" + String(repeating: "^{x", count: $0) + "$" }),
            ("Swift", { "```swift\n" + String(repeating: "/* \" ( let A\n", count: $0) + "```" }),
            ("escapes", times("\u{1b}[31m")),
        ]
        let renderer = MarkdownRenderer()
        for (name, text) in texts {
            XCTAssertLessThan(growth(text, 4000) { _ = renderer.html($0) }, 8, name)
        }
    }

    /// A notebook of many cells is a page in time of its length.
    func testPages() throws {
        func text(_ cells: Int) -> String {
            (0..<cells).map { "## H\($0)\n\na $x^2$\n\n```swift {#c\($0)}\nlet a = \"x\" // y\n```\n" }.joined()
        }
        let growth = growth(text, 500) { text in
            guard let document = try? Document(parsing: text, path: "n.avtsnb") else { return XCTFail("no notebook") }
            XCTAssertGreaterThan(Exporter(document: document, folder: nil).export(to: .html).count, text.count)
        }
        XCTAssertLessThan(growth, 8)
    }

    /// A file is read as a notebook in time of its length, whether it is one or not.
    func testDocuments() {
        let texts: [(String, (Int) -> String)] = [
            ("comments", times("<!--\n")), ("whole comments", times("<!-- a -->\n")), ("fences", times("```\n")),
            ("tildes", times("~~~ a\n")), ("open cells", times("```swift {#a\n")), ("empty cells", times("```swift\n```\n\n")),
            ("near cells", times("    ```swift\n    1\n    ```\n\n")),
            ("cells in quotations", times("> ```swift\n> 1\n> ```\n\n")),
            ("cells in lists", times("- ```swift\n  1\n  ```\n")), ("items", times("1. a\n\n")),
            ("braces", times("```{swift}\n```\n")),
            ("outputs", times("```output {for=a}\n```\n")),
            ("attributes", { "```swift {" + String(repeating: "a=b ", count: $0) + "}\n```\n" }),
            ("one name", times("```swift {#a}\n1\n```\n")), ("longer fences", { String(repeating: "`", count: $0) + "swift\n" }),
            ("dashes", times("---\n")),
            ("front matter", { "---\navtsnb: 1\n" + String(repeating: "a: b\n", count: $0) + "---\n" }),
        ]
        for (name, text) in texts {
            XCTAssertLessThan(growth(text, 4000) { _ = try? Document(parsing: $0, path: "n.avtsnb") }, 8, name)
        }
    }

    /// A formula nested deeper than any stack is a formula.
    func testDepth() {
        let text =
            "$" + String(repeating: "\\sqrt{\\left(", count: 10_000) + "x" + String(repeating: "\\right)}", count: 10_000) + "$"
        XCTAssertTrue(MarkdownRenderer().html(text).contains("<msqrt>"))
    }
}
