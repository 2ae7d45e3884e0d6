import CellSupport
import Foundation
import XCTest

/// What `avts-fuzz --sweep` found: numbers that nobody means to give are refused in words.
final class OddOperandTests: XCTestCase {
    private let cells = Cells()

    private func assertRefused(_ cell: String, _ words: String, line: UInt = #line) {
        let said = cells.failure(cell, line: line)
        XCTAssertTrue(said.contains(words), said, line: line)
    }

    func testLabelsAndClassesThatNoClassifierCanLearn() {
        cells.run("let x = Tensor([0.5, -1.5, 2.5, 1, 0, 3], shape: [2, 3])")
        for learner in [
            "LinearSVM(x, labels: LABELS, classes: CLASSES, cost: 1)", "RandomForest(x, labels: LABELS, classes: CLASSES)",
        ] {
            func call(_ labels: String, _ classes: String) -> String {
                "try \(learner.replacing("LABELS", with: labels).replacing("CLASSES", with: classes))"
            }
            assertRefused(call("[0, 1]", "-1"), "expected at least 1")
            assertRefused(call("[0, 1]", "Int.max"), "expected at least 1, at most")
            assertRefused(call("[0, 2]", "2"), "found label 2, expected one within 0..<2")
            assertRefused(call("[0]", "2"), "expected [1, features]")
            assertRefused(call("[0, 1]", "2") + ".scores(Tensor.zeros([2, 2]))", "expected [rows, 3]")
        }
    }

    func testNeighbourOfOtherFeatures() {
        assertRefused(
            """
            let near = try LinearSVM(Tensor([1, 2], shape: [2, 1]), labels: [0, 1], classes: 2, cost: 1)
            try LinearSVM(Tensor([1, 2, 3, 4], shape: [2, 2]), labels: [0, 1], classes: 2, cost: 1, startingFrom: near)
            """, "found a neighbour of other features or classes")
    }

    func testNumbersBeyondWhatCanBeCounted() {
        assertRefused("Tensor.arange(from: .nan, to: 1)", "expected finite numbers")
        assertRefused("Tensor.arange(Int.max)", "at most this machine's")
        assertRefused(
            "var r = RandomStream(seed: 1)\nInitializer.uniformFanIn([2], fanIn: -1, fanOut: 1, using: &r)", "at least 1 of each")
    }

    /// What is set later holds to the same rules as what a sound was made with.
    func testASoundWithoutAClock() {
        cells.run("var tone = Waveform([Float](repeating: 0.5, count: 400), sampleRate: 8000)")
        for start in ["Double.nan", "-.infinity"] {
            assertRefused("tone.start = \(start)", "expected a finite number")
            assertRefused("Waveform([0.5], sampleRate: 8000, start: \(start))", "expected a finite number")
        }
        assertRefused("tone.sampleRate = 0", "expected above 0")
        assertRefused("tone.samples = Tensor.zeros([2, 2])", "expected [S]")
    }

    /// An array of `Int.max` elements is written beyond its memory, and the session lost with it.
    func testCountsBeyondMemory() {
        assertRefused("Window.hann.weights(.max)", "that memory holds")
        assertRefused("FrequencyScale.mel.frequencies(.max, from: 0, to: 1)", "that memory holds")
        assertRefused("var r = RandomStream(seed: 1)\nr.permutation(.max)", "that memory holds")
        assertRefused("let s: Shape = [2, 3]\ns[Int.min...Int.max]", "expected them within 0..<2")
        assertRefused("Double.random(in: -1e308...1e308)", "of finite length")
        assertRefused("RasterImage(width: .max, height: 2, rgb: [])", "pixels a side")
        assertRefused("RasterImage(width: 1, height: 1, rgb: [1, 2, 3])[1, 0]", "expected them within 1 × 1")
        assertRefused("try SyntheticWorld.pretrain(train: -1, validation: 0, test: 0)", "found -1 train videos")
        assertRefused("try SyntheticWorld.pretrain(train: 1_000_003, validation: 2, test: 2)", "found 1000003 train videos")
        assertRefused("try SyntheticWorld.pretrainEightfold(train: 1_000_003, validation: 2, test: 2)", "train videos")
        let words = "expected 1…1,000,000"
        for count in ["0", "Int.max", "100_000_000_007"] {
            assertRefused("try LearningRateSearch(\"x\", among: [0.1], seeds: \(count)) { _, _ in 0.5 }", words)
            assertRefused("try RandomForest(Tensor.zeros([2, 1]), labels: [0, 1], classes: 2, trees: \(count))", words)
        }
    }

    /// The parser would use up the front end's stack.
    func testBracketsTooDeepToRead() {
        for bracket in ["(", "[", "{"] {
            let error = cells.error("let a = 1\nlet x = \(String(repeating: bracket, count: 20_000))")
            XCTAssertEqual(error?.line, 2)
            XCTAssertEqual(error?.name, "SyntaxError")
        }
    }
}

extension String {
    fileprivate func replacing(_ word: String, with other: String) -> String {
        components(separatedBy: word).joined(separator: other)
    }
}
