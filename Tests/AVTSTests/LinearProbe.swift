import AVTS
import Tensors
import XCTest

/// A linear machine that tries to tell positives from negatives by what it ought not to know.
struct LinearProbe {
    /// Share of the test's rows on the right side of 0.
    let accuracy: Double
    /// Area under the curve on the test's rows.
    let areaUnderCurve: Double
    /// Rows of the test.
    let count: Int

    /// Rows of features and what they are to be told apart by.
    struct Rows {
        var features: [[Float]] = []
        var labels: [Bool] = []

        mutating func add(_ row: [Float], _ label: Bool) {
            features.append(row)
            labels.append(label)
        }
    }

    init(train: Rows, test: Rows, cost: Double = 0.1) throws {
        let width = train.features[0].count
        var (mean, scale) = ([Float](repeating: 0, count: width), [Float](repeating: 0, count: width))
        for column in 0..<width {
            let values = train.features.map { Double($0[column]) }
            let middle = values.reduce(0, +) / Double(values.count)
            let variance = values.reduce(0) { $0 + ($1 - middle) * ($1 - middle) } / Double(values.count)
            mean[column] = Float(middle)
            scale[column] = variance > 1e-9 ? Float(1 / variance.squareRoot()) : 0
        }
        func tensor(_ rows: Rows) -> Tensor {
            let values = rows.features.flatMap { row in (0..<width).map { (row[$0] - mean[$0]) * scale[$0] } }
            return Tensor(values, shape: [rows.labels.count, width])
        }
        let machine = try LinearSVM(tensor(train), labels: train.labels.map { $0 ? 1 : 0 }, classes: 2, cost: cost)
        let scores = machine.scores(tensor(test)).scalars
        // Smaller is more in sync.
        let distances = test.labels.indices.map { scores[2 * $0] - scores[2 * $0 + 1] }
        accuracy = BinaryMetrics.accuracy(distances: distances, inSync: test.labels, threshold: 0)
        areaUnderCurve = BinaryMetrics.areaUnderCurve(distances: distances, inSync: test.labels)
        count = test.labels.count
    }

    /// Fails unless both figures are what guessing gives, within four standard errors.
    func assertChance(_ what: String, file: StaticString = #filePath, line: UInt = #line) {
        print(String(format: "%@: accuracy %.3f, AUC %.3f, %d rows", what, accuracy, areaUnderCurve, count))
        XCTAssertEqual(accuracy, 0.5, accuracy: 4 * (0.25 / Double(count)).squareRoot(), what, file: file, line: line)
        let smaller = Double(count) / 2
        XCTAssertEqual(
            areaUnderCurve, 0.5, accuracy: 4 * ((2 * smaller + 1) / (12 * smaller * smaller)).squareRoot(), what, file: file,
            line: line)
    }
}
