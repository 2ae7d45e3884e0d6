import CellSupport
import XCTest

/// The settings and claims that cells make, without training.
final class LearningCellTests: XCTestCase {
    private let cells = Cells()

    func testAConfigurationOfAScale() {
        XCTAssertEqual(cells.run("Configuration(scale: .mini).stages.count"), "2")
        XCTAssertEqual(cells.run("Configuration(scale: \"smoke\").pairsPerStep"), "16")
        XCTAssertEqual(cells.run("var c = Configuration(scale: .mini)\nc.pairsPerStep = 32\nc.pairsPerStep"), "32")
        XCTAssertFalse(cells.failure("Configuration(scale: .huge)").isEmpty)
    }

    func testStagesAndMixtures() {
        XCTAssertEqual(cells.run("Stage(.mixed, steps: 20).steps"), "20")
        XCTAssertTrue(cells.run("Stage(.hard(share: 0.4), steps: 5)").contains("60 % easy + 40 % hard"))
        XCTAssertTrue(cells.failure("try NegativeMixture(easy: 0.5, hard: 0.7)").contains("add up to 1"))
        XCTAssertTrue(cells.failure("Stage(.easy, steps: -1)").contains("-1"))
    }

    /// What ends a cell is shown by what a person looks for, not by its fields.
    func testValuesAreShownInOneLine() {
        let cell = Cells()
        _ = cell.run("let net = Sequential([Linear(2, 2), ReLU()])")
        for (source, shown) in [
            ("SGD(net.parameters, momentum: 0.9)", "SGD of 2 parameters, momentum 0.9, weight decay 0.0"),
            ("Adam(net.parameters)", "Adam of 2 parameters, weight decay 0.0"),
            ("Axis(\"x\", unit: \"s\")", "Axis \"x (s)\", linear"),
            ("LineSeries(\"a\", y: [1, 2])", "LineSeries \"a\", 2 points"),
            ("BarSeries(\"a\", [1, 2, 3])", "BarSeries \"a\", 3 bars"),
            ("ScatterGroup(\"a\", x: [1], y: [2])", "ScatterGroup \"a\", 1 points"),
            ("HistogramGroup(\"a\", [1, 2])", "HistogramGroup \"a\", 2 values"),
            ("ReferenceLine.horizontal(0.5, \"chance\")", "horizontal ReferenceLine at 0.5, \"chance\""),
            (
                "ClassifierTraining(epochs: 2, backboneRate: 0.1)",
                "ClassifierTraining: 2 epochs, rate 0.01, below the classifier times 0.1"
            ),
            ("FeatureClassifier.linearSVM()", "linear SVM, C chosen within the training files"),
            ("FeatureClassifier.randomForest(trees: 10)", "random forest of 10 trees"),
            ("FrameSize(2, 3)", "2×3 pixels, by crop"),
        ] {
            XCTAssertEqual(cell.run(source), shown, source)
        }
    }

    func testAClaimIsJudged() {
        _ = cells.run(
            """
            func answers(_ right: Int) -> Answers { Answers(correct: (0..<100).map { $0 < right }, about: (0..<100).map { "\\($0)" }) }
            let (more, less) = ([answers(90), answers(91), answers(90)], [answers(60), answers(60), answers(61)])
            """)
        XCTAssertEqual(cells.run("judge([Claim(\"a\", larger: more, smaller: less)]).verdicts[0]"), "holds")
        XCTAssertEqual(cells.run("judge([Claim(\"a\", larger: less, smaller: more)]).verdicts[0]"), "does not hold here")
        XCTAssertTrue(cells.failure("Claim(\"a\", larger: [more[0]], smaller: less)").contains("answers of 1 and 3 seeds"))
    }
}
