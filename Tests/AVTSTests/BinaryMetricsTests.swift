import AVTS
import Tensors
import XCTest

final class BinaryMetricsTests: XCTestCase {
    func testThresholdAndAccuracyOfAKnownCase() {
        let distances: [Float] = [0.1, 0.4, 0.35, 0.8]
        let inSync = [true, true, false, false]
        let (threshold, accuracy) = BinaryMetrics.bestThreshold(distances: distances, inSync: inSync)
        XCTAssertEqual(accuracy, 0.75)
        XCTAssertEqual(
            BinaryMetrics.accuracy(distances: distances, inSync: inSync, threshold: threshold), 0.75)
        // scikit-learn: roc_auc_score([1, 1, 0, 0], [-0.1, -0.4, -0.35, -0.8]) == 0.75
        XCTAssertEqual(BinaryMetrics.areaUnderCurve(distances: distances, inSync: inSync), 0.75)
    }

    func testTiesCountHalf() {
        XCTAssertEqual(BinaryMetrics.areaUnderCurve(distances: [1, 1, 1, 1], inSync: [true, false, true, false]), 0.5)
        // roc_auc_score([1, 0, 1, 0], [-1, -1, -0.5, -2]) == 0.875
        XCTAssertEqual(
            BinaryMetrics.areaUnderCurve(distances: [1, 1, 0.5, 2], inSync: [true, false, true, false]), 0.875)
    }

    /// The best threshold is as good as any of those that a search over all of them finds.
    func testThresholdAgainstExhaustiveSearch() {
        var random = RandomStream(seed: 11)
        for _ in 0..<50 {
            let distances = (0..<31).map { _ in Float(Int.random(in: 0..<12, using: &random)) / 4 }
            let inSync = distances.map { _ in Bool.random(using: &random) }
            let best = BinaryMetrics.bestThreshold(distances: distances, inSync: inSync)
            let searched = stride(from: Float(-0.125), through: 4, by: 0.25).map {
                BinaryMetrics.accuracy(distances: distances, inSync: inSync, threshold: $0)
            }.max()!
            XCTAssertEqual(best.accuracy, searched, accuracy: 1e-12)
            XCTAssertEqual(
                BinaryMetrics.accuracy(distances: distances, inSync: inSync, threshold: best.threshold), searched,
                accuracy: 1e-12)
        }
    }

    func testNothingToJudgeIsChance() {
        XCTAssertEqual(BinaryMetrics.bestThreshold(distances: [], inSync: []).accuracy, 0.5)
        XCTAssertEqual(BinaryMetrics.areaUnderCurve(distances: [1, 2], inSync: [true, true]), 0.5)
    }
}
