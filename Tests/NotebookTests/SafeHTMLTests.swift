import Notebook
import XCTest

/// Of a text's own HTML a page shows what is harmless, and nothing of it can act.
final class SafeHTMLTests: XCTestCase {
    private func html(_ markdown: String) -> String { MarkdownRenderer().html(markdown) }

    func testHarmlessTags() {
        XCTAssertEqual(
            html("H<sub>2</sub>O x<sup>2</sup> <kbd>Ctrl</kbd><br/><abbr title=\"a&amp;b\">c</abbr> <B>d</B>\n"),
            "<p>H<sub>2</sub>O x<sup>2</sup> <kbd>Ctrl</kbd><br><abbr title=\"a&amp;b\">c</abbr> <b>d</b></p>\n")
        XCTAssertEqual(
            html("<details open>\n<summary>More</summary>\n\n*x*\n\n</details>\n"),
            "<details open>\n<summary>More</summary>\n<p><em>x</em></p>\n</details>\n")
        XCTAssertEqual(
            html("<td colspan=\"9999\" style=\"text-align: right\" align=left>\n"), "<td class=\"right\" class=\"left\">\n</td>")
    }

    func testWhatIsOpenedIsClosedAndNothingElse() {
        XCTAssertEqual(html("<b>a <i>b\n"), "<p><b>a <i>b</i></b></p>\n")
        XCTAssertEqual(html("</details></b>a\n"), "&lt;/details&gt;&lt;/b&gt;a\n")
        XCTAssertEqual(html("> <div>\n\na\n"), "<blockquote>\n<div>\n</div></blockquote>\n<p>a</p>\n")
        XCTAssertEqual(html("*a <b>c* d</b>\n"), "<p><em>a <b>c</b></em> d&lt;/b&gt;</p>\n")
    }

    func testNothingCanAct() {
        XCTAssertEqual(html("<script>alert(1)</script>\n").trimmingSuffix("\n"), "&lt;script&gt;alert(1)&lt;/script&gt;")
        XCTAssertEqual(html("a <a href=\"java&#115;cript:x\" onclick=y>b</a>\n"), "<p>a <a>b</a></p>\n")
        XCTAssertEqual(html("a <a href=\"java&Tab;script:x\">b</a>\n"), "<p>a <a>b</a></p>\n")
        XCTAssertEqual(html("[x](javascript:alert(1)) [y](//evil.example/z) [w](file:///etc/passwd)\n"), "<p>x y w</p>\n")
        XCTAssertEqual(html("![x](data:text/html,<b>)\n"), "<p>x</p>\n")
        XCTAssertEqual(html("a\n\n# \"><b>\n"), "<p>a</p>\n<h1 id=\"section\">&quot;&gt;<b></b></h1>\n")
        for text in [
            "<iframe src=x>", "<style>*{}</style>", "<meta http-equiv=refresh>", "<form action=x>", "<svg onload=x>", "<?php ?>",
            "<!DOCTYPE x>",
        ] {
            XCTAssertFalse(html(text + "\n").contains("<" + text.dropFirst().prefix(3)), text)
            XCTAssertFalse(html("a " + text + "\n").contains("<" + text.dropFirst().prefix(3)), text)
        }
    }

    /// What a terminal or a page would obey is seen instead.
    func testControlCharactersAreSeen() {
        XCTAssertEqual(PageText.of("\u{1b}[31mred\u{7}\0\u{7f}\u{9b}\r\nb\tc\u{202e}"), "␛[31mred␇␀␡⟨U+009B⟩\nb\tc⟨U+202E⟩")
        XCTAssertEqual(html("a\u{1b}]0;t\u{7}\n"), "<p>a␛]0;t␇</p>\n")
    }

    /// Whatever a notebook holds, the renderer ends, lets no tag through that is not on its list, and closes what it opens.
    func testHostileText() throws {
        let pieces = [
            "*", "_", "`", "[", "](", ")", "!", "<", ">", "$", "$$", "\\", "|", "-", "- ", "1. ", "> ", "\n", "\n\n", "a", " ",
            "```", "&", "~~", "#",
            "{", "}", "<b>", "</b>", "<div>", "</div>", "<details>", "[^a]", "\n[^a]: ", ": ", "[!NOTE]", "<!--", "-->",
            "<a href='", "'", "\"", "=",
            "\\begin{matrix}", "\\end{matrix}", "\\left(", "^",
        ]
        var state: UInt64 = 42
        func pick(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let void: Set<Substring> = ["br", "hr", "input", "img", "wbr"]
        for _ in 0..<2000 {
            let text = (0..<(1 + pick(60))).map { _ in pieces[pick(pieces.count)] }.joined()
            let page = html(text + "<script>")
            XCTAssertFalse(page.contains("<script"), text)
            var open: [Substring] = []
            for match in page.matches(of: #/<(/?)([a-z0-9]+)[^>]*>/#) where !void.contains(match.output.2) {
                if match.output.1.isEmpty {
                    open.append(match.output.2)
                } else {
                    XCTAssertEqual(open.popLast(), match.output.2, text)
                }
            }
            XCTAssertEqual(open, [], text)
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String { hasSuffix(suffix) ? String(dropLast(suffix.count)) : self }
}
