import Notebook
import XCTest

final class MarkdownTests: XCTestCase {
    private func html(_ markdown: String) -> String {
        MarkdownRenderer { $0 == "a.png" ? [0x89, 0x50, 0x4E, 0x47] : nil }.html(markdown)
    }

    func testBlocks() {
        XCTAssertEqual(html("# One *two*\n"), "<h1 id=\"one-two\">One <em>two</em></h1>\n")
        XCTAssertEqual(html("Title\n=====\n"), "<h1 id=\"title\">Title</h1>\n")
        XCTAssertEqual(html("a\nb\n\nc\n"), "<p>a\nb</p>\n<p>c</p>\n")
        XCTAssertEqual(html("---\n"), "<hr>\n")
        XCTAssertEqual(html("> a\nb\n"), "<blockquote>\n<p>a\nb</p>\n</blockquote>\n")
        XCTAssertEqual(html("```\n<a>\n```\n"), "<pre class=\"code\"><code>&lt;a&gt;\n</code></pre>\n")
        XCTAssertEqual(html("    code\n"), "<pre class=\"code\"><code>code\n</code></pre>\n")
        XCTAssertEqual(html("a <!-- hidden --> b\n\n<!-- all\n\n of it -->\nc\n"), "<p>a  b</p>\n<p>c</p>\n")
    }

    func testLists() {
        XCTAssertEqual(html("- a\n- b\n"), "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n")
        XCTAssertEqual(html("3. a\n4. b\n"), "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n")
        XCTAssertEqual(html("- a\n\n- b\n"), "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n")
        XCTAssertEqual(html("- a\n  - b\n- c\n"), "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>\n")
        XCTAssertEqual(html("text\n2019. no list\n"), "<p>text\n2019. no list</p>\n")
        XCTAssertTrue(html("- [x] done\n").contains("<input type=\"checkbox\" disabled checked> done"))
    }

    func testTables() {
        XCTAssertEqual(
            html("| a | b |\n|:--|--:|\n| `x|y` | 2 |\n| 3 |\n"),
            """
            <div class="scroll"><table>
            <thead>
            <tr><th class="left">a</th><th class="right">b</th></tr>
            </thead>
            <tbody>
            <tr><td class="left"><code>x|y</code></td><td class="right">2</td></tr>
            <tr><td class="left">3</td><td class="right"></td></tr>
            </tbody>
            </table></div>

            """)
    }

    func testInline() {
        func inline(_ text: String) -> String { String(html(text).dropFirst(3).dropLast(5)) }
        XCTAssertEqual(
            inline("**a** *b* ***c*** _d_ __e__ ~~f~~"),
            "<strong>a</strong> <em>b</em> <em><strong>c</strong></em> <em>d</em> <strong>e</strong> <del>f</del>")
        XCTAssertEqual(inline("snake_case_name 2 * 3 * 4"), "snake_case_name 2 * 3 * 4")
        XCTAssertEqual(inline("**a*"), "*<em>a</em>")
        XCTAssertEqual(inline("`a*b*` ``x ` y``"), "<code>a*b*</code> <code>x ` y</code>")
        XCTAssertEqual(inline("\\*no\\* a\\\nb"), "*no* a<br>\nb")
        XCTAssertEqual(inline("[t](https://x.y/z \"T\")"), "<a href=\"https://x.y/z\" title=\"T\">t</a>")
        XCTAssertEqual(inline("see https://x.y/a_b."), "see <a href=\"https://x.y/a_b\">https://x.y/a_b</a>.")
        XCTAssertEqual(inline("<https://x.y>"), "<a href=\"https://x.y\">https://x.y</a>")
        XCTAssertEqual(inline("![p](a.png)"), "<img alt=\"p\" src=\"data:image/png;base64,iVBORw==\">")
        XCTAssertEqual(inline("![p](https://x.y/a.png)"), "<a href=\"https://x.y/a.png\">p</a>")
        XCTAssertEqual(inline("&copy; & &x"), "&copy; &amp; &amp;x")
    }

    func testNothingCanAct() {
        XCTAssertEqual(html("<script>alert(1)</script>\n"), "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n")
        XCTAssertEqual(html("[x](javascript:alert(1))\n"), "<p>x</p>\n")
        XCTAssertEqual(html("![x](data:text/html,<b>)\n"), "<p>x</p>\n")
        XCTAssertEqual(html("# \"><b>\n"), "<h1 id=\"b\">&quot;&gt;&lt;b&gt;</h1>\n")
    }

    func testFormulas() {
        XCTAssertEqual(
            html("$x_i^2$ costs $5 and $6\n"),
            "<p><span class=\"math\"><i>x</i><sub><i>i</i></sub><sup>2</sup></span> costs $5 and $6</p>\n")
        XCTAssertTrue(html("$$\n\\frac{1}{N} \\sum \\eta\n$$\n").hasPrefix("<p class=\"math display\"><span class=\"frac\">"))
        XCTAssertTrue(html("$\\unknown{<}$\n").contains("unknown</span>&lt;"))
    }

    func testCodeIsColoured() {
        XCTAssertTrue(
            html("```swift\nlet a = \"x\" // c\n```\n").contains(
                "<span class=\"k\">let</span> a = <span class=\"s\">&quot;x&quot;</span> <span class=\"c\">// c</span>"))
        XCTAssertTrue(html("```swift\n0..<5\n```\n").contains("<span class=\"n\">0</span>..&lt;<span class=\"n\">5</span>"))
    }

    /// Whatever a notebook holds, the renderer ends and lets no tag through.
    func testHostileText() {
        let pieces = [
            "*", "_", "`", "[", "](", ")", "!", "<", ">", "$", "\\", "|", "-", "- ", "1. ", "> ", "\n", "\n\n", "a", " ", "```",
            "&", "~~", "#", "{", "}",
        ]
        var state: UInt64 = 42
        func pick(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<500 {
            let text = (0..<(1 + pick(60))).map { _ in pieces[pick(pieces.count)] }.joined()
            XCTAssertFalse(html(text + "<script>").contains("<script"))
        }
    }
}
