import AVTS
import XCTest

final class ClaimTests: XCTestCase {
    func testAClearDifferenceHolds() {
        XCTAssertEqual(Claim("a", larger: [80, 82, 81], smaller: [70, 71, 72], pairs: 1000).verdict, .holds)
        XCTAssertEqual(Claim("b", larger: [70, 71, 72], smaller: [80, 82, 81], pairs: 1000).verdict, .doesNotHold)
    }

    func testADifferenceWithinTheSpreadCannotBeJudged() {
        XCTAssertEqual(Claim("a", larger: [80, 70], smaller: [70, 79], pairs: 1000).verdict, .cannotBeJudged)
        XCTAssertEqual(Claim("one seed", larger: [71], smaller: [70], pairs: 400).verdict, .cannotBeJudged)
    }

    func testTwoGuessesCannotBeJudged() {
        XCTAssertEqual(Claim("a", larger: [51], smaller: [45], pairs: 400).verdict, .cannotBeJudged)
        XCTAssertEqual(Claim("none", larger: [], smaller: [], pairs: 400).verdict, .cannotBeJudged)
    }
}
