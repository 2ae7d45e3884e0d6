import AVTS
import XCTest

/// What may be said of a difference, and what may not.
final class ClaimTests: XCTestCase {
    /// Answers to 400 questions about 100 videos, of which a share is right.
    private func answers(_ share: Double, about: String = "") -> Answers {
        Answers(correct: (0..<400).map { Double(($0 * 7919) % 400) < 400 * share }, about: (0..<400).map { "\(about)\($0 / 4)" })
    }

    private func verdict(_ claim: Claim) -> Verdict { Claims([claim]).verdicts[0] }

    func testAClearDifferenceIsTold() {
        let (more, less) = ([0.80, 0.82, 0.81].map { answers($0) }, [0.70, 0.71, 0.72].map { answers($0) })
        let claim = Claim("more", larger: more, smaller: less)
        XCTAssertEqual(verdict(claim), .holds)
        XCTAssertEqual(claim.difference, 10, accuracy: 1e-9)
        XCTAssertEqual(claim.differences.map { ($0 * 10).rounded() / 10 }, [10, 11, 9])
        XCTAssertTrue(claim.interval!.contains(10) && !claim.interval!.contains(0))
        XCTAssertEqual(verdict(Claim("less", larger: less, smaller: more)), .doesNotHold)
        XCTAssertEqual(verdict(.same("same", more, less)), .doesNotHold)
    }

    func testOneSeedTellsNothing() {
        let claim = Claim("more", larger: [answers(0.99)], smaller: [answers(0.51)])
        XCTAssertEqual(verdict(claim), .cannotBeJudged)
        XCTAssertNil(claim.interval)
        XCTAssertEqual(claim.difference, 48, accuracy: 1e-9)
        XCTAssertEqual(verdict(Claim("none", larger: [], smaller: [])), .cannotBeJudged)
    }

    func testGuessesAreNotJudged() {
        let (a, b) = ([0.46, 0.47, 0.46].map { answers($0) }, [0.30, 0.31, 0.30].map { answers($0) })
        XCTAssertEqual(verdict(Claim("better guesses", larger: a, smaller: b)), .cannotBeJudged)
        XCTAssertEqual(verdict(Claim("of ten classes", larger: a, smaller: b, chance: 10)), .holds)
    }

    func testSameness() {
        let (a, b) = ([0.80, 0.81, 0.80].map { answers($0) }, [0.80, 0.805, 0.80].map { answers($0) })
        XCTAssertEqual(verdict(Claim("more", larger: a, smaller: b)), .aboutTheSame)
        XCTAssertEqual(verdict(.same("same", a, b)), .holds)
        XCTAssertEqual(verdict(.same("too strict a margin", a, b, margin: 0.1)), .cannotBeJudged)
    }

    func testSpreadingSeedsCannotBeJudged() {
        let (a, b) = ([0.80, 0.70, 0.75].map { answers($0) }, [0.70, 0.79, 0.70].map { answers($0) })
        XCTAssertEqual(verdict(Claim("more", larger: a, smaller: b)), .cannotBeJudged)
        XCTAssertEqual(verdict(.same("same", a, b)), .cannotBeJudged)
    }

    /// The same numbers about four videos say less than about a hundred.
    func testQuestionsAboutOneVideoAreNoIndependentWitnesses() {
        func claim(videos: Int) -> Claim {
            let about = (0..<400).map { "\($0 * videos / 400)" }
            func answers(_ right: Range<Int>) -> Answers { Answers(correct: (0..<400).map { right.contains($0) }, about: about) }
            let more = [0..<300, 0..<302, 0..<300].map(answers), less = [0..<280, 0..<280, 0..<281].map(answers)
            return Claim("more", larger: more, smaller: less)
        }
        XCTAssertEqual(verdict(claim(videos: 400)), .holds)
        XCTAssertEqual(verdict(claim(videos: 4)), .cannotBeJudged)
    }

    func testHolm() {
        XCTAssertEqual(Claims.holm([]), [])
        let adjusted = Claims.holm([0.04, 0.01, 0.03, 0.5])
        for (found, expected) in zip(adjusted, [0.09, 0.04, 0.09, 0.5]) { XCTAssertEqual(found, expected, accuracy: 1e-12) }
        // One claim that alone would hold does not among twenty.
        let (a, b) = ([0.80, 0.79, 0.81].map { answers($0) }, [0.75, 0.75, 0.75].map { answers($0) })
        let claim = Claim("more", larger: a, smaller: b)
        XCTAssertEqual(verdict(claim), .holds)
        let nothing = Claim("nothing", larger: a, smaller: a.reversed())
        XCTAssertEqual(Claims([claim] + Array(repeating: nothing, count: 19)).verdicts[0], .cannotBeJudged)
    }

    func testJoinedListsCountTheSame() {
        let joined = Answers(joining: [
            Answers(correct: [true], about: ["a"]), Answers(correct: [false, false, true], about: ["b", "b", "c"]),
        ])
        XCTAssertEqual(joined.mean, 200 / 3, accuracy: 1e-9)
        XCTAssertEqual(joined.about, ["a", "b", "b", "c"])
        XCTAssertEqual(Answers(joining: []).mean, 0)
    }
}
