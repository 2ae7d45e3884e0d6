import Foundation
import Notebook
import XCTest

/// References to figures, tables, formulas, sections and works, and the list of works.
final class ReferenceTests: ScriptedRunCase {
    private let works = #"""
        % A comment, and @comment{nothing}
        @string{neurips = "Advances in Neural Information Processing Systems"}
        @InProceedings{korbar2018,
          author = {Bruno Korbar and Du Tran and Torresani, Lorenzo},
          title = "Cooperative Learning of {Audio} and Video Models",
          booktitle = neurips # { 31},
          year = 2018, pages = {7774--7785},
        }
        @article{maaten2008, author={van der Maaten, Laurens and Hinton, Geoffrey}, title={Visualizing Data using t-{SNE}},
          journal={JMLR}, volume={9}, number = 86, year={2008}, doi = {10.1/x}}
        @book{godel, author = {G{\"o}del, Kurt and others}, title = {\"Uber A \& B}, year = {1931}, publisher = {Se\~nor \'{E}}}
        @misc{first, author = {Ada Lovelace}, title = {One}, year = {1843}, url = {https://example.org/a?b=1&c=2}}
        @misc{second, author = {Ada Lovelace}, title = {Two}, year = {1843}}
        @misc{first, title = {Again}}
        """#

    private func page(_ text: String, front: String = "bibliography: refs.bib") throws -> (page: String, document: Document) {
        try Data(works.utf8).write(to: URL(fileURLWithPath: folder + "/refs.bib"))
        let document = try Document(parsing: Array("---\navtsnb: 1\n\(front)\n---\n\(text)".utf8), path: folder + "/n.avtsnb")
        return (Exporter(document: document, folder: nil).export(to: .html), document)
    }

    private func body(_ text: String) throws -> String {
        let whole = try page(text).page
        return whole.components(separatedBy: "<article>").last ?? ""
    }

    func testWorksAreCited() throws {
        let html = try body("As [@korbar2018, p. 3; @maaten2008] and @godel say.\n")
        XCTAssertTrue(
            html.contains(
                "As (<a href=\"#ref-korbar2018\">Korbar et al. 2018, p. 3</a>; <a href=\"#ref-maaten2008\">van der Maaten and Hinton 2008</a>) and <a href=\"#ref-godel\">Gödel et al. (1931)</a> say."
            ), html)
        for work in [
            "<li id=\"ref-korbar2018\">Korbar, B., Tran, D. and Torresani, L. (2018). Cooperative Learning of Audio and Video Models. In <em>Advances in Neural Information Processing Systems 31</em>, pp. 7774–7785.</li>",
            "<li id=\"ref-maaten2008\">van der Maaten, L. and Hinton, G. (2008). Visualizing Data using t-SNE. <em>JMLR</em> 9(86). <a href=\"https://doi.org/10.1/x\">https://doi.org/10.1/x</a>.</li>",
            "<li id=\"ref-godel\">Gödel, K., et al. (1931). Über A &amp; B. Señor É.</li>",
        ] { XCTAssertTrue(html.contains(work), "\(work) in \(html)") }
        // Those that nobody cites are not in the list.
        XCTAssertFalse(html.contains("Lovelace"))
        let order = ["ref-godel", "ref-korbar2018", "ref-maaten2008"].map { html.range(of: "id=\"\($0)\"")!.lowerBound }
        XCTAssertEqual(order, order.sorted())
    }

    func testWorksOfOneYearAreToldApart() throws {
        let html = try body("[@first; @second]\n")
        XCTAssertTrue(html.contains(">Lovelace 1843a</a>; <a href=\"#ref-second\">Lovelace 1843b</a>"), html)
        XCTAssertTrue(html.contains("href=\"https://example.org/a?b=1&amp;c=2\""), html)
    }

    func testWhatIsNoReferenceStays() throws {
        for (text, expected) in [
            ("Ask @someone or a@godel.org.\n", "Ask @someone or"), ("`@godel` stays.\n", "<code>@godel</code>"),
            ("[@nobody] and [@godel; @nobody].\n", "<p>[@nobody] and [@godel; @nobody].</p>"),
            ("[@godel](https://x.y/) is a link.\n", "<a href=\"https://x.y/\">"), ("$a@godel$\n", "<math"),
            ("[see @godel]\n", "<p>[see <a href=\"#ref-godel\">"), ("\\@godel\n", "<p>@godel</p>"),
        ] {
            let html = try body(text)
            XCTAssertTrue(html.contains(expected), "\(text): \(html)")
        }
    }

    func testFiguresTablesFormulasAndSections() throws {
        let text = """
            # T

            See @fig-later, @fig-loss, @tbl-b, @eq-loss and @sec-the-end; [@eq-one, @fig-a].

            ```swift {#a figure=loss}
            picture x
            ```
            ```swift {#b}
            table x
            ```
            $$
            x^2
            $$ {#eq-loss}

            $$ y $$ {#eq-one}

            ```swift {#later caption="Later & better"}
            picture y
            ```

            ## The end

            """
        let evaluator = ScriptedEvaluator()
        evaluator.words["table"] = {
            $0.onEvent(.display([.text("t"), .html("<table><caption>T</caption></table>"), .csv("a\n1\n", name: "t")]))
        }
        let document = try Document(parsing: Array(text.utf8), path: folder + "/n.avtsnb")
        XCTAssertEqual(try runner(document, evaluator).run().status, .ok)
        XCTAssertEqual(document.allWarnings, [])
        let page = self.text("n.out/report.html") ?? ""
        for words in [
            "<a href=\"#cell-later\">Figure\u{a0}2</a>, <a href=\"#cell-a\">Figure\u{a0}1</a>, <a href=\"#cell-b\">Table\u{a0}1</a>, <a href=\"#eq-loss\">Equation\u{a0}(1)</a> and <a href=\"#the-end\">The end</a>",
            "<div class=\"numbered\" id=\"eq-loss\">", "<span>(2)</span>", "<b>Figure 2.</b> Later &amp; better", "Table 1. T",
            "<a download=\"table.csv\" href=\"data:text/csv;base64,",
        ] { XCTAssertTrue(page.contains(words), "\(words) in \(page)") }
    }

    func testWhatLeadsNowhereIsSaid() throws {
        let warnings = try page("One @fig-none.\n\nTwo [@godl] and @eq-x, @sec-y, @tbl-z.\n").document.allWarnings
        XCTAssertEqual(warnings.count, 7, "\(warnings)")
        XCTAssertTrue(
            warnings[1].contains("refs.bib:14: warning: `first` is there twice; the first, of line 12, counts"), warnings[1])
        XCTAssertTrue(warnings[2].contains("n.avtsnb:5: warning: nothing is called `@fig-none`"), warnings[2])
        XCTAssertTrue(warnings[3].contains("n.avtsnb:7: warning: nothing is called `@godl`") && warnings[3].contains("refs.bib"))
        let missing = try page("x\n", front: "bibliography: [none.bib, refs.bib]").document.allWarnings
        XCTAssertTrue(missing.contains { $0.hasPrefix("none.bib: error: ") }, "\(missing)")
        // Without works an @ is somebody's name.
        let plain = try Document(parsing: "Ask @someone and @fig-none.\n", path: "n")
        XCTAssertEqual(plain.allWarnings.count, 2, "\(plain.allWarnings)")
    }

    func testBrokenFilesOfWorks() throws {
        for text in [
            "@article{a, title = {open", "@article{", "@", "@article{a title}", "@article{a, title}", "@string{",
            "{}{}@x(a,b=\"c\")",
        ] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/broken.bib"))
            let document = try Document(
                parsing: Array("---\navtsnb: 1\nbibliography: broken.bib\n---\n@a\n".utf8), path: folder + "/n.avtsnb")
            XCTAssertFalse(document.allWarnings.isEmpty, text)
        }
    }
}
