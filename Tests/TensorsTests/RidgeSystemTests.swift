import Tensors
import XCTest

final class RidgeSystemTests: XCTestCase {
    /// Whatever rows counted before, the solution is that of a system that has only these.
    func testRowsComeAndGo() throws {
        var random = RandomStream(seed: 4)
        let rows = Tensor.normal([60, 7], using: &random)
        let targets = Tensor.normal([60], using: &random).scalars
        var system = RidgeSystem(rows)
        // A few less, a few more, none, few from none, all but few, others.
        for kept in [Array(0..<60), Array(0..<55), Array(2..<57), [], [3, 9, 11], Array(1..<60), [40], Array(20..<50)] {
            system.keep(kept)
            let found = try XCTUnwrap(system.solution(targets, ridge: 0.5))
            let alone = RidgeSystem(rows.gathered(rows: kept))
            let expected = try XCTUnwrap(alone.solution(kept.map { targets[$0] }, ridge: 0.5))
            XCTAssertEqual(found.shape, [7, 1])
            for (found, expected) in zip(found.scalars, expected.scalars) {
                XCTAssertEqual(found, expected, accuracy: 1e-6, "\(kept)")
            }
        }
    }

    func testCopiesAreTheirOwn() throws {
        let whole = RidgeSystem(Tensor([[1, 0], [0, 1], [1, 1]]))
        var part = whole
        part.keep([0])
        XCTAssertEqual(try XCTUnwrap(part.solution([3, 5, 7], ridge: 1)).scalars, [1.5, 0])
        let all = try XCTUnwrap(whole.solution([3, 5, 7], ridge: 1)).scalars
        // [3 1; 1 3] w = [10, 12]
        XCTAssertEqual(all[0], 2.25, accuracy: 1e-6)
        XCTAssertEqual(all[1], 3.25, accuracy: 1e-6)
    }

    func testWithoutRowsOrColumns() throws {
        XCTAssertEqual(try XCTUnwrap(RidgeSystem(.zeros([0, 2])).solution([], ridge: 1)).scalars, [0, 0])
        XCTAssertEqual(try XCTUnwrap(RidgeSystem(.zeros([3, 0])).solution([1, 2, 3], ridge: 1)).shape, [0, 1])
    }
}
