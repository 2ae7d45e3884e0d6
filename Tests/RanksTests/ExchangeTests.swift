import Foundation
import TestSupport
import XCTest

final class ExchangeTests: XCTestCase {
    private func probe(_ scenario: String, ranks: Int, environment: [String: String] = [:]) throws -> Subprocess.Outcome {
        try MPIRun.run(ranks, "avts-ranks-probe", [scenario], environment: environment)
    }

    private func assertHolds(_ scenario: String, ranks: Int, line: UInt = #line) throws {
        let outcome = try probe(scenario, ranks: ranks)
        XCTAssertEqual(outcome.status, 0, outcome.output + outcome.error, line: line)
        for rank in 0..<ranks { XCTAssert(outcome.output.contains("rank \(rank): ok"), outcome.output, line: line) }
    }

    func testSumsRowsAndBytes() throws {
        try assertHolds("exchanges", ranks: 2)
        try assertHolds("exchanges", ranks: 3)
    }

    func testWorkPieceByPiece() throws { try assertHolds("pieces", ranks: 2) }

    /// Three does not divide seven.
    func testLayersOfADividedBatch() throws { try assertHolds("layers", ranks: 3) }

    func testStepsOfADividedBatch() throws { try assertHolds("steps", ranks: 3) }

    func testRowsOfOneThatAreNoNumbers() throws {
        let outcome = try probe("numbers", ranks: 3)
        XCTAssertEqual(outcome.status, 7, outcome.output + outcome.error)
        XCTAssert(
            outcome.output.contains(#/rank 0: what rank 1 on \S+ computed of the clips of step 1 is no number/#), outcome.output)
    }

    func testRanksThatDoNotDoTheSame() throws {
        let outcome = try probe("mismatch", ranks: 2)
        XCTAssertEqual(outcome.status, 7, outcome.output + outcome.error)
        XCTAssert(outcome.output.contains("all ranks have to do the same"), outcome.output)
    }

    func testARankThatFails() throws {
        let outcome = try probe("failing", ranks: 3)
        XCTAssert([1, 7].contains(outcome.status), outcome.output + outcome.error)
        XCTAssert(outcome.output.contains(#/rank 0: rank 1 on \S+ failed: DiskError: no room on the disk/#), outcome.output)
    }

    func testARankThatHasLeft() throws {
        let outcome = try probe("leaving", ranks: 2)
        XCTAssertEqual(outcome.status, 7, outcome.output + outcome.error)
        XCTAssert(outcome.output.contains("came to its end while this one waits for it"), outcome.output)
    }

    func testARankThatIsSilent() throws {
        let outcome = try probe("silent", ranks: 2, environment: ["AVTS_RANK_PATIENCE": "2"])
        XCTAssertEqual(outcome.status, 7, outcome.output + outcome.error)
        XCTAssert(outcome.output.contains(#/rank 0: nothing was heard of rank 1 on \S+ for 2 s/#), outcome.output)
    }
}
