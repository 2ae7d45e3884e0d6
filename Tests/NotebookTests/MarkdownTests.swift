import Notebook
import XCTest

final class MarkdownTests: XCTestCase {
    private func html(_ markdown: String) -> String { MarkdownRenderer().html(markdown) }

    func testBlocks() {
        XCTAssertEqual(html("a\n\n# One *two*\n"), "<p>a</p>\n<h1 id=\"one-two\">One <em>two</em></h1>\n")
        XCTAssertEqual(html("Title\n=====\n"), "<h1 id=\"title\">Title</h1>\n")
        XCTAssertEqual(html("a\nb\n\nc\n"), "<p>a\nb</p>\n<p>c</p>\n")
        XCTAssertEqual(html("---\n"), "<hr>\n")
        XCTAssertEqual(html("> a\nb\n"), "<blockquote>\n<p>a\nb</p>\n</blockquote>\n")
        XCTAssertTrue(html("```\n<a>\n```\n").contains("<code>&lt;a&gt;\n</code></pre>"))
        XCTAssertTrue(html("    code\n").contains("<code>code\n</code></pre>"))
        XCTAssertEqual(html("a <!-- hidden --> b\n\n<!-- all\n\n of it -->\nc\n"), "<p>a  b</p>\n\n<p>c</p>\n")
        XCTAssertEqual(html("## A\n\n## A\n\n## A\n").components(separatedBy: "id=\"a").count, 4)
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
            html("| a | b |\n|:--|--:|\n| `x\\|y` | 2 |\n| 3 |\n"),
            """
            <div class="scroll" tabindex="0"><table>
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
        XCTAssertEqual(inline("`a*b*` ``x ` y``"), "<code>a*b*</code> <code>x ` y</code>")
        XCTAssertEqual(inline("\\*no\\* a\\\nb"), "*no* a<br>\nb")
        XCTAssertEqual(inline("[t](https://x.y/z \"T\")"), "<a href=\"https://x.y/z\" title=\"T\">t</a>")
        XCTAssertEqual(inline("see https://x.y/a_b."), "see <a href=\"https://x.y/a_b\">https://x.y/a_b</a>.")
        XCTAssertEqual(inline("<https://x.y>"), "<a href=\"https://x.y\">https://x.y</a>")
        XCTAssertEqual(inline("&copy; & &x"), "© &amp; &amp;x")
    }

    func testFootnotesDefinitionsAndCallouts() {
        let notes = html("a[^x] b[^x]\n\n[^x]: The *note*.\n")
        XCTAssertTrue(notes.hasPrefix("<p>a<sup class=\"note\"><a id=\"fnref-1\" href=\"#fn-1\">1</a></sup> b<sup"), notes)
        XCTAssertTrue(notes.contains("<li id=\"fn-1\">\n<p>The <em>note</em>. <a class=\"back\" href=\"#fnref-1\""), notes)
        XCTAssertEqual(
            html("Term\n: One *a*\n: Two\n\nOther\n\n: Three\n\nnone\n"),
            "<dl>\n<dt>Term</dt>\n<dd>One <em>a</em></dd>\n<dd>Two</dd>\n<dt>Other</dt>\n<dd>Three</dd>\n</dl>\n<p>none</p>\n")
        XCTAssertEqual(html("a: b\n:c\n"), "<p>a: b\n:c</p>\n")
        XCTAssertEqual(
            html("> [!NOTE]\n> a *b*\n"),
            "<div class=\"callout note\" role=\"note\">\n<p class=\"callout-title\">Note</p>\n<p>a <em>b</em></p>\n</div>\n")
        XCTAssertTrue(
            html("> [!WARNING] Mind & this\n> x\n").contains("<p class=\"callout-title\">Mind &amp; this</p>\n<p>x</p>"))
        XCTAssertEqual(html("> [!OTHER]\n"), "<blockquote>\n<p>[!OTHER]</p>\n</blockquote>\n")
    }

    /// What stands in one part of a notebook's prose is known in all, and what one part opens another may close.
    func testPartsAreOneText() {
        let page = MarkdownRenderer().page([
            "# T\n\na[^n] [l]\n\n<details>\n\n- x\n", "  b\n\n</details>\n", "[^n]: note\n\n[l]: https://x.y\n",
        ])
        XCTAssertEqual(page.title, "<h1 id=\"t\">T</h1>")
        XCTAssertEqual(page.parts.count, 3)
        XCTAssertTrue(page.parts[0].contains("href=\"#fn-1\"") && page.parts[0].contains("href=\"https://x.y\""), page.parts[0])
        XCTAssertFalse(page.parts[0].contains("</details>"))
        XCTAssertTrue(page.parts[1].contains("<p>b</p>\n</details>"), page.parts[1])
        XCTAssertTrue(page.footnotes.contains("note"))
        // A part that swallows what comes after it is a text of its own.
        let torn = MarkdownRenderer().page(["a\n\n<!-- open\n", "b[^n]\n\n[^n]: c\n"])
        XCTAssertEqual(torn.parts.count, 2)
        XCTAssertTrue(torn.parts[1].contains("<p>b<sup"), torn.parts[1])
    }

    func testCodeIsColoured() {
        XCTAssertTrue(
            html("```swift\nlet a = \"x\" // c\n```\n").contains(
                "<span class=\"k\">let</span> a = <span class=\"s\">&quot;x&quot;</span> <span class=\"c\">// c</span>"))
        XCTAssertTrue(html("```swift\n0..<5\n```\n").contains("<span class=\"n\">0</span>..&lt;<span class=\"n\">5</span>"))
    }
}
