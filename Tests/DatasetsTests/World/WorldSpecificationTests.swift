import Datasets
import XCTest

final class WorldSpecificationTests: XCTestCase {
    private let specification = WorldSpecification()

    func testAVideoIsAPureFunctionOfItsPlace() {
        XCTAssertEqual(specification.video("train", 7), WorldSpecification().video("train", 7))
        XCTAssertNotEqual(specification.video("train", 7), specification.video("train", 8))
        XCTAssertNotEqual(specification.video("train", 7), specification.video("test", 7))
        XCTAssertNotEqual(specification.video("train", 7), WorldSpecification(seed: 2).video("train", 7))
        XCTAssertNotEqual(specification.video("train", 7), WorldSpecification(name: "pretrain-8x").video("train", 7))
    }

    func testTuningOneNumberLeavesTheRestOfTheVideo() {
        var louder = specification
        louder.difficulty.loudness = .init(-3, -1)
        let (a, b) = (specification.video("train", 3), louder.video("train", 3))
        XCTAssertEqual(a.strikes, b.strikes)
        XCTAssertEqual(a.body, b.body)
        XCTAssertEqual(a.voice.pitch, b.voice.pitch)
        XCTAssertNotEqual(a.voice.loudness, b.voice.loudness)
    }

    func testClassesAreBalancedAndInNoFixedOrder() {
        let count = ActionClass.allCases.count
        let classes = (0..<count * 20).map { specification.action("train", $0) }
        for action in ActionClass.allCases { XCTAssertEqual(classes.filter { $0 == action }.count, 20) }
        XCTAssertGreaterThan(Set((0..<20).map { classes[$0 * count] }).count, 3)
    }

    func testStrikesLieOnTheFramesClockWithTheGapsAsked() {
        for index in 0..<50 {
            let strikes = specification.video("train", index).strikes
            XCTAssertLessThan(strikes[0], 0)
            XCTAssertGreaterThanOrEqual(strikes[strikes.count - 1], specification.duration)
            for time in strikes {
                XCTAssertEqual(time * 24, (time * 24).rounded(), accuracy: 1e-9)
            }
            for (a, b) in zip(strikes, strikes.dropFirst()) {
                XCTAssertGreaterThanOrEqual(b - a, 0.28 - 1e-9)
                XCTAssertLessThanOrEqual(b - a, 1.1 + 1e-9)
            }
        }
    }

    func testNoTwoClassesShareATimbreAndSomeTimbresAreNeverSeen() {
        let timbres = Set(ActionClass.allCases.map(\.timbre))
        XCTAssertEqual(timbres.count, ActionClass.allCases.count)
        XCTAssertGreaterThanOrEqual(ActionClass.allCases.count, 8)
        XCTAssertTrue(timbres.isDisjoint(with: Timbre.unseen))
        XCTAssertEqual(timbres.union(Timbre.unseen), Set(Timbre.allCases))
    }

    func testDifficultyBlendsNumberByNumberAndSurvivesJSON() throws {
        XCTAssertEqual(Difficulty.blend(0), .clean)
        XCTAssertEqual(Difficulty.blend(1), .noisy)
        XCTAssertEqual(Difficulty.blend(0.5).signalToNoise.lower, 8.5, accuracy: 1e-12)
        let spec = WorldSpecification(difficulty: Difficulty.blend(0.3).handHeld(), palette: .earthen)
        XCTAssertEqual(try JSONDecoder().decode(WorldSpecification.self, from: JSONEncoder().encode(spec)), spec)
    }
}
