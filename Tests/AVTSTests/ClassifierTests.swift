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
                train, labels: Array(labels.prefix(240)), classes: Self.classes, cost: Double(cost)!)
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

    /// At the minimum the gradient w − 2C Σ y x max(0, 1 − y w·x) is zero: whatever the cost, the way there, and the features' scales.
    func testTheMinimumIsReached() throws {
        let (features, labels) = ClassifierTests.rows()
        let uneven = features * Tensor((0..<13).map { pow(10, Float($0 % 5) - 2) })
        for (features, costs) in [(features, [0.0003, 0.03, 1, 100]), (uneven, [0.01, 1, 30])] {
            var before: LinearSVM?
            for cost in costs {
                let machine = try LinearSVM(features, labels: labels, classes: 4, cost: cost)
                let follower = try LinearSVM(features, labels: labels, classes: 4, cost: cost, startingFrom: before)
                assertClose(follower.weights, machine.weights, tolerance: 1e-4, scale: Double(machine.weights.abs().max().scalar))
                before = machine
                let rows = Tensor.concatenated([features, .ones([360, 1])], axis: 1)
                let signs = Tensor.oneHot(labels, classes: 4) * 2 - 1
                let slack = (1 - signs * matmul(rows, machine.weights)).maximum(0)
                let pull = matmul(rows.transposed(), signs * slack) * Float(2 * cost)
                // What rounding leaves of sums that cancel.
                let rounding = matmul(rows.abs().transposed(), slack + 1) * Float(2 * cost * 3e-6)
                XCTAssertLessThan(((pull - machine.weights).abs() / (rounding + 1e-4)).max().scalar, 1, "C = \(cost)")
            }
        }
    }

    func testRowsOfOneClassOrNone() throws {
        let machine = try LinearSVM(Tensor([[1, 2], [3, 4]]), labels: [0, 0], classes: 2, cost: 1)
        XCTAssertEqual(machine.scores(Tensor([[1, 2]])).argmax(axis: 1), [0])
        let nothing = try LinearSVM(.zeros([0, 2]), labels: [], classes: 2, cost: 1)
        XCTAssertEqual(nothing.weights, .zeros([3, 2]))
    }

    func testLearningCanBeInterrupted() throws {
        struct Enough: Error {}
        let (features, labels) = ClassifierTests.rows()
        var random = RandomStream(seed: 1)
        let many = Tensor.normal([4000, 300], using: &random)
        var asked = 0
        XCTAssertThrowsError(
            // Without an interrupt this takes seconds.
            try LinearSVM(many, labels: (0..<4000).map { $0 % 20 }, classes: 20, cost: 100) {
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
