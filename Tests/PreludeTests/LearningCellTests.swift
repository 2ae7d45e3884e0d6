import Script
import XCTest

/// The settings and claims that cells make, without training.
final class LearningCellTests: XCTestCase {
    private let cells = CellSession()

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

    func testAClaimIsJudged() {
        XCTAssertEqual(cells.run("Claim(\"a\", larger: [80, 82], smaller: [70, 71]).verdict"), "\"holds\"")
        XCTAssertEqual(cells.run("Claim(\"a\", larger: [70, 71], smaller: [80, 82]).verdict"), "\"does not hold here\"")
        XCTAssertTrue(cells.failure("Claim(\"a\", larger: [70], smaller: [80, 82])").contains("found 1 and 2 values"))
    }
}
