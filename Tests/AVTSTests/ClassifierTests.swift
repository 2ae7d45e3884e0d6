import AVTS
import Tensors
import TestSupport
import XCTest

/// Classifiers of fixed features beside scikit-learn's, on the same rows (Tests/Reference/avts_classifiers.py).
final class ClassifierTests: XCTestCase {
    static let classes = 4

    /// Four overlapping clouds: noise by a linear congruential generator, shifted along three features by the class.
    static func rows() -> (features: Tensor, labels: [Int]) {
        let (rows, width) = (360, 13)
        var state = 2_463_534_242
        var values: [Float] = []
        for row in 0..<rows {
            var line: [Double] = []
            for _ in 0..<width {
                var total = 0.0
                for _ in 0..<3 {
                    state = (1_103_515_245 &* state &+ 12345) % (1 << 31)
                    total += Double(state) / Double(1 << 31) - 0.5
                }
                line.append(total)
            }
            line[row % classes] += 0.8
            line[5] += 0.1 * Double(row % classes)
            line[6] *= 20
            values += line.map(Float.init)
        }
        return (Tensor(values, shape: [rows, width]), (0..<rows).map { $0 % classes })
    }

    func testLinearMachinesAreScikitLearns() throws {
        let reference = try Reference.load("avts/classifiers.json")
        let (features, labels) = ClassifierTests.rows()
        assertClose(features[0], reference["first"].tensor, tolerance: 1e-6, scale: 1)
        let (train, test) = (features.slice(axis: 0, 0..<240), features.slice(axis: 0, 240..<360))
        for cost in ["0.001", "0.1", "1.0"] {
            let expected = reference["svm \(cost)"]
            let machine = try LinearSVM(
                train, labels: Array(labels.prefix(240)), classes: Self.classes, cost: Double(cost)!, tolerance: 1e-5)
            assertClose(
                machine.weights.slice(axis: 0, 0..<13).transposed(), expected["weights"].tensor, tolerance: 2e-4, scale: 1)
            assertClose(machine.weights[13], expected["bias"].tensor, tolerance: 2e-4, scale: 1)
            let scores = machine.scores(test)
            assertClose(scores, expected["scores"].tensor, tolerance: 1e-3, scale: 1)
            var confusion = [Float](repeating: 0, count: 16)
            for (truth, predicted) in zip(labels.dropFirst(240), scores.argmax(axis: 1)) { confusion[truth * 4 + predicted] += 1 }
            XCTAssertEqual(Tensor(confusion, shape: [4, 4]), expected["confusion"].tensor)
            // The area under the curve of class 0 against the others: small for in sync, so scores change sign.
            let area = BinaryMetrics.areaUnderCurve(
                distances: scores.slice(axis: 1, 0..<1).scalars.map(-), inSync: labels.dropFirst(240).map { $0 == 0 })
            XCTAssertEqual(area, expected["area"].number, accuracy: 1e-9)
        }
    }

    func testTheUsualToleranceGivesTheSameClasses() throws {
        let (features, labels) = ClassifierTests.rows()
        for cost in [0.0003, 0.03, 1] {
            let usual = try LinearSVM(features, labels: labels, classes: 4, cost: cost).scores(features)
            let exact = try LinearSVM(features, labels: labels, classes: 4, cost: cost, tolerance: 1e-7).scores(features)
            XCTAssertEqual(usual.argmax(axis: 1), exact.argmax(axis: 1), "C = \(cost)")
        }
    }

    func testLearningCanBeInterrupted() throws {
        struct Enough: Error {}
        let (features, labels) = ClassifierTests.rows()
        var asked = 0
        XCTAssertThrowsError(
            // Without an interrupt this takes a second and more.
            try LinearSVM(features, labels: labels, classes: 4, cost: 100, tolerance: 1e-9) {
                asked += 1
                if asked > 3 { throw Enough() }
            }
        ) { XCTAssertTrue($0 is Enough) }
        XCTAssertThrowsError(
            try RandomForest(features, labels: labels, classes: 4, trees: 10_000) {
                asked += 1
                if asked > 6 { throw Enough() }
            }
        ) { XCTAssertTrue($0 is Enough) }
    }

    func testAForestIsAsGoodAsScikitLearns() throws {
        let reference = try Reference.load("avts/classifiers.json")["forest"]
        let (features, labels) = ClassifierTests.rows()
        let (train, test) = (features.slice(axis: 0, 0..<240), features.slice(axis: 0, 240..<360))
        let accuracies = try (0..<10).map { seed in
            let forest = try RandomForest(train, labels: Array(labels.prefix(240)), classes: 4, trees: 100, seed: UInt64(seed))
            let found = forest.scores(test).argmax(axis: 1)
            return Double(zip(found, labels.dropFirst(240)).count { $0 == $1 }) / 120
        }
        let mean = accuracies.reduce(0, +) / 10
        // Both means have an error of a deviation over √10 and √20.
        XCTAssertEqual(mean, reference["mean"].number, accuracy: 1.5 * reference["deviation"].number)
        let again = try RandomForest(train, labels: Array(labels.prefix(240)), classes: 4, trees: 5, seed: 3).scores(test)
        XCTAssertEqual(
            again, try RandomForest(train, labels: Array(labels.prefix(240)), classes: 4, trees: 5, seed: 3).scores(test))
        assertClose(again.sum(axes: [1]), .ones([120]), tolerance: 1e-5, scale: 1)
    }

    func testAForestRemembersWhatItLearntFrom() throws {
        let (features, labels) = ClassifierTests.rows()
        let found = try RandomForest(features, labels: labels, classes: 4, trees: 50).scores(features).argmax(axis: 1)
        XCTAssertGreaterThan(zip(found, labels).count { $0 == $1 }, 355)
    }
}
