import AVTS
import Tensors
import TestSupport
import XCTest

final class PairLossTests: XCTestCase {
    func testTheFormulaOfThePaper() {
        // y d² for pairs in sync, max(η − d, 0)² for the others; mean over pairs.
        let distances = Tensor([0.5, 2, 0.3, 1.5])
        let loss = PairLoss.contrastive(distances: distances, inSync: [true, true, false, false], margin: 0.99)
        XCTAssertEqual(loss.scalar, (0.25 + 4 + 0.69 * 0.69 + 0) / 4, accuracy: 1e-6)
    }

    func testDistancesAreEuclidean() {
        let video = Tensor([0, 0, 1, 1], shape: [2, 2])
        let audio = Tensor([3, 4, 1, 1], shape: [2, 2])
        let distances = PairLoss.distances(video, audio).scalars
        XCTAssertEqual(distances[0], 5, accuracy: 1e-6)
        XCTAssertEqual(distances[1], 0, accuracy: 1e-5)
    }

    func testTheSlopeIsFiniteAtADistanceOfZero() {
        let point = Tensor([1, 2], shape: [1, 2])
        for inSync in [true, false] {
            let slope = gradient(at: point) {
                PairLoss.contrastive(distances: PairLoss.distances($0, point), inSync: [inSync], margin: 0.99)
            }
            XCTAssertTrue(slope.scalars.allSatisfy(\.isFinite), "\(slope.scalars)")
        }
    }

    func testGradientAgainstFiniteDifferences() {
        var random = RandomStream(seed: 4)
        let video = Tensor.normal([6, 3], mean: 0, standardDeviation: 0.4, using: &random)
        let audio = Tensor.normal([6, 3], mean: 0, standardDeviation: 0.4, using: &random)
        let inSync = [true, false, true, false, true, false]
        assertGradient(
            of: { PairLoss.contrastive(distances: PairLoss.distances($0[0], $0[1]), inSync: inSync, margin: 2) },
            at: [video, audio])
    }
}
