import Notebook
import XCTest

final class FormulaTests: XCTestCase {
    private func html(_ markdown: String) -> String { MarkdownRenderer().html(markdown) }

    /// What stands in the `<math>` of a text, without attributes.
    private func formula(_ source: String) -> String {
        let inner = html("$\(source)$\n").replacing(#/^<p>(<span[^>]*>)?<math[^>]*>|</math>(</span>)?</p>\n$/#, with: "")
        return inner.replacing(#/<([a-z]+) [^>]*>/#) { "<\($0.output.1)>" }
    }

    func testPricesAndCodeAreNoFormulas() {
        XCTAssertEqual(html("$5 and $6, `a $b$`, \\$x\\$\n"), "<p>$5 and $6, <code>a $b$</code>, $x$</p>\n")
        XCTAssertTrue(html("$x_i^2$ costs $5\n").hasSuffix("</math> costs $5</p>\n"))
        XCTAssertTrue(html("*a $b*c$ d*\n").hasPrefix("<p><em>a <math"))
    }

    func testFractionsRootsAndScripts() {
        XCTAssertEqual(formula("x_i^2"), "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>")
        XCTAssertEqual(formula("\\frac1{2a}"), "<mfrac><mn>1</mn><mrow><mn>2</mn><mi>a</mi></mrow></mfrac>")
        XCTAssertEqual(formula("\\sqrt[3]{x}"), "<mroot><mi>x</mi><mn>3</mn></mroot>")
        XCTAssertEqual(formula("\\sum_{i}^{n}"), "<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover>")
        XCTAssertEqual(formula("f'"), "<msup><mi>f</mi><mo>′</mo></msup>")
        XCTAssertEqual(formula("\\mathbb{R}"), "<mi>ℝ</mi>")
        XCTAssertEqual(formula("\\binom nk"), "<mrow><mo>(</mo><mfrac><mi>n</mi><mi>k</mi></mfrac><mo>)</mo></mrow>")
        XCTAssertEqual(formula("\\hat y"), "<mover><mi>y</mi><mo>^</mo></mover>")
        XCTAssertEqual(formula("\\unknown{<}"), "<mrow><mtext>\\unknown</mtext><mo>&lt;</mo></mrow>")
    }

    /// jgm/pandoc#8362: two rows of two in brackets, and no `&`.
    func testMatrices() {
        let page = html("$$t=\\alpha^2 \\begin{bmatrix}3 & 4 \\\\ 4 & 5\\end{bmatrix}$$\n")
        XCTAssertFalse(page.contains("&amp;"))
        let plain = page.replacing(#/<([a-z]+) [^>]*>/#) { "<\($0.output.1)>" }
        func row(_ a: Int, _ b: Int) -> String { "<mtr><mtd><mn>\(a)</mn></mtd><mtd><mn>\(b)</mn></mtd></mtr>" }
        XCTAssertTrue(plain.contains("<mo>[</mo><mtable>\(row(3, 4))\(row(4, 5))</mtable><mo>]</mo>"), plain)
        XCTAssertTrue(page.contains("stretchy=\"true\""))
        for (name, brackets) in ["pmatrix": "()", "vmatrix": "||", "Vmatrix": "‖‖", "Bmatrix": "{}"] {
            let text = formula("\\begin{\(name)} a \\end{\(name)}")
            XCTAssertTrue(
                text.contains("<mo>\(brackets.first!)</mo><mtable>") && text.contains("</mtable><mo>\(brackets.last!)</mo>"), text
            )
        }
    }

    /// Lines of a formula are no list and no underlined heading.
    func testFormulasOnLinesOfTheirOwn() {
        let page = html("> $$\n> f = \\begin{cases} 1 & x > 0 \\\\\n> - 2 & \\text{if not}\n> \\end{cases}\n> = y\n> $$\n\nb\n")
        XCTAssertTrue(page.hasPrefix("<blockquote>\n<span class=\"formula\"><math display=\"block\">"), page)
        XCTAssertFalse(page.contains("<li>") || page.contains("&amp;") || page.contains("<h1"), page)
        XCTAssertTrue(page.hasSuffix("</blockquote>\n<p>b</p>\n"), page)
        XCTAssertEqual(formula("a &= b \\\\ &= c").components(separatedBy: "<mtr>").count, 3)
        XCTAssertEqual(html("$$ never closed\n"), "<p>$$ never closed</p>\n")
        XCTAssertTrue(html("```\n$$\na\n$$\n```\n").contains("<code>$$\na\n$$\n</code>"))
    }

    /// Every formula ends as MathML whose tags match, however it is broken.
    func testBrokenFormulas() {
        for source in [
            "{", "}", "\\frac", "\\sqrt[", "\\left(", "\\right)", "\\begin{bmatrix} a &", "\\end{x} y", "^", "_^", "\\",
            "\\text{", "a \\\\", "&", "\\not", "\\hat",
        ] {
            let text = formula(source)
            var open: [Substring] = []
            for match in text.matches(of: #/<(/?)([a-z]+)>/#) {
                if match.output.1.isEmpty {
                    open.append(match.output.2)
                } else {
                    XCTAssertEqual(open.popLast(), match.output.2, source)
                }
            }
            XCTAssertEqual(open, [], source)
        }
    }
}
