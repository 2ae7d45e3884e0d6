import AVTS
import Layers
import Media
import Optimizers
import Plotting
import Reporting
import Tables
import Tensors
import Work
import XCTest

/// How values are shown at the end of a cell.
final class ShowTests: XCTestCase {
    private enum Kind { case plain, held(Int) }
    private struct Row {
        let name: String
        let values: [Double]
        let kind: Kind?
    }

    /// What a column holds is looked at once, not once for each of its cells: this would not come to its end otherwise.
    func testALongTable() {
        let rows = (0..<30_000).map { ["row \($0)", "\($0)", "x  "] }
        guard case .text(let text) = Table("long", columns: ["name", "number", "rest"], rows: rows).representations()[0] else {
            return XCTFail("no text")
        }
        let lines = text.split(separator: "\n")
        XCTAssertEqual(lines.count, 30_004)
        XCTAssertEqual(lines[4], "row 0           0  x")
    }

    /// A table that was read or made is shown by its first rows, and in whole when that is asked for.
    func testTablesOfData() {
        let made = DataTable(["clip": .words(["a", nil, "c, d"]), "level": .numbers([-3, 12.5, nil])])
        guard case .text(let text) = made.representations()[0] else { return XCTFail("no text") }
        XCTAssertEqual(
            text.split(separator: "\n").map(String.init),
            ["3 × 2", "───────────", "clip  level", "───────────", "a        -3", "–      12.5", "c, d      –"])
        guard case .csv(let csv, _) = made.representations()[2] else { return XCTFail("no CSV") }
        XCTAssertEqual(csv, "clip,level\na,-3\n–,12.5\n\"c, d\",–\n")
        let long = DataTable(["n": .numbers((0..<30).map(Double.init))])
        guard case .text(let shown) = long.representations()[0] else { return XCTFail("no text") }
        XCTAssertTrue(shown.hasPrefix("30 × 1, the first 20 rows\n"), shown)
        XCTAssertEqual(shown.split(separator: "\n").last, "19")
        XCTAssertEqual(table("all", long).rows.count, 30)
        XCTAssertEqual(Heard.shown([made]), "[DataTable 3 × 2: clip, level]")
    }

    func testPlainValues() {
        XCTAssertEqual(Heard.shown(3), "3")
        XCTAssertEqual(Heard.shown("a \"b\""), "\"a \\\"b\\\"\"")
        XCTAssertEqual(Heard.shown(["a": 1, "B": 2]), "[\"B\": 2, \"a\": 1]")
        XCTAssertEqual(Heard.shown([10: "x", 9: "y"]), "[9: \"y\", 10: \"x\"]")
        XCTAssertEqual(Heard.shown((one: 1, "two")), "(one: 1, \"two\")")
        XCTAssertEqual(Heard.shown([1, nil, 3] as [Int?]), "[1, nil, 3]")
        XCTAssertEqual(Heard.shown(Int?(3)), "3")
        XCTAssertEqual(Heard.shown(String?.none), "nil")
        XCTAssertEqual(Heard.shown(0..<3), "0..<3")
        XCTAssertEqual(Heard.shown([Kind.plain, .held(2)]), "[plain, held(2)]")
        XCTAssertEqual(
            Heard.shown(Row(name: "a", values: [1], kind: .plain)), "Row(name: \"a\", values: [1.0], kind: plain)")
        XCTAssertEqual(Heard.from { show(()) }, [])
    }

    /// A million elements are no line of text: the first of them, and how many there are, in a text that does not grow with them.
    func testLongCollectionsAreCut() {
        XCTAssertTrue(Heard.shown(Array(0..<1000)).hasSuffix("998, 999]"))
        let texts = [2_000, 1_000_000].map { Heard.shown(Array(0..<$0)) }
        XCTAssertTrue(texts[0].hasPrefix("[0, 1, 2, ") && texts[0].hasSuffix("98, 99, … 2000 in all]"), texts[0])
        XCTAssertTrue(texts[1].hasSuffix("99, … 1000000 in all]"))
        XCTAssertLessThan(texts[1].count, texts[0].count + 10)
        XCTAssertTrue(Heard.shown(Set(0..<5000)).hasSuffix("… 5000 in all]"))
        XCTAssertTrue(Heard.shown([[Int](repeating: 7, count: 5000)]).hasSuffix("7, … 5000 in all]]"))
    }

    func testWhatAFigureLeavesOutIsToldOnceBeforeIt() {
        let events = Heard.from {
            for _ in 0..<3 { show(LinePlot([.init("", y: [1, .nan])], title: "gaps")) }
        }
        XCTAssertEqual(events.first, .output("warning: LinePlot \"gaps\": 1 of 2 values is no finite number and is not drawn\n"))
        XCTAssertEqual(events.count, 4)
    }

    func testFiguresThatNobodyTakesAreShown() {
        XCTAssertEqual(Heard.from { _showFigure(LinePlot([], title: "a")) }.count, 1)
        XCTAssertEqual(Heard.from { _showFigure(RasterImage(width: 1, height: 1, grey: [0])) }.count, 1)
        let others = Heard.from {
            _showFigure(())
            _showFigure(3)
            _showFigure([LinePlot([], title: "a")])
        }
        XCTAssertEqual(others, [])
    }

    func testTensorsInFullAndAmongOthersInOneLine() {
        XCTAssertEqual(Heard.shown(Tensor([[1, 2], [3, 4]])), "Tensor [2, 2], 1…4\n[[1, 2],\n [3, 4]]")
        XCTAssertEqual(Heard.shown([Tensor([1, 2])]), "[Tensor [2], 1…2]")
        XCTAssertEqual(Heard.shown(Tensor?(Tensor(3))), "Tensor [] = 3")
    }

    func testFiguresAreDrawnWithTheirData() {
        let events = Heard.from { show(LinePlot([.init("loss", y: [3, 2, 1])], title: "The Loss", x: "step")) }
        guard case .display(let forms)? = events.first else { return XCTFail("\(events)") }
        XCTAssertEqual(forms.first, .text("LinePlot \"The Loss\""))
        XCTAssertTrue(
            forms.contains {
                if case .png(let bytes, "the-loss") = $0 { bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) } else { false }
            })
        XCTAssertTrue(forms.contains { if case .csv(let text, "the-loss") = $0 { text.contains("3") } else { false } })
    }

    /// What a person looks for, not the fields.
    func testValuesOfTheLibraryInOneLine() {
        let net = Sequential([Linear(2, 2), ReLU()])
        for (value, shown) in [
            (SGD(net.parameters, momentum: 0.9), "SGD of 2 parameters, momentum 0.9, weight decay 0.0"),
            (Adam(net.parameters), "Adam of 2 parameters, weight decay 0.0"), (net, "Sequential, 6 parameters"),
            (Axis("x", unit: "s"), "Axis \"x (s)\", linear"), (LineSeries("a", y: [1, 2]), "LineSeries \"a\", 2 points"),
            (BarSeries("a", [1, 2, 3]), "BarSeries \"a\", 3 bars"),
            (ReferenceLine.horizontal(0.5, "chance"), "horizontal ReferenceLine at 0.5, \"chance\""),
            (
                ClassifierTraining(epochs: 2, backboneRate: 0.1),
                "ClassifierTraining: 2 epochs, rate 0.01, below the classifier times 0.1"
            ),
            (FeatureClassifier.linearSVM(), "linear SVM, C chosen within the training files"),
            (FrameSize(2, 3), "2×3 pixels, by crop"),
            (Stage(.hard(share: 0.4), steps: 5), "Stage(60 % easy + 40 % hard, 5 steps)"),
            (table("T", columns: ["a"], rows: [["1"]]), "T\n─\na\n─\n1"),
        ] as [(Any, String)] { XCTAssertEqual(Heard.shown(value), shown) }
        XCTAssertTrue(Heard.shown(Configuration(scale: "smoke")).contains("video network  MC3-10, width 4"))
        XCTAssertEqual("\(Configuration(scale: .smoke))", "Configuration(2 stages, 10 steps)")
    }
}
