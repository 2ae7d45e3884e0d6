import Foundation
import TestSupport
import XCTest

/// What ends one rank ends all, with one message that names it.
final class RankEndTests: NotebookCase {
    private static let cells = #"""

        ```swift {#alike raises=DiskError}
        struct DiskError: Error, CustomStringConvertible { var description: String { "no room on the disk" } }
        throw DiskError()
        ```

        ```swift {#end timeout=60s}
        import Foundation
        if Ranks.isFirst { print("begins") }
        if params.how == "throw", Ranks.rank == 1 { throw DiskError() }
        if params.how == "trap", Ranks.rank == 1 { let none: Int? = nil; print(none!) }
        if params.how == "die", Ranks.rank == 1 { kill(getpid(), 9) }
        while params.how == "wait" { try Ranks.barrier(); usleep(10_000) }
        try Ranks.barrier()
        ```
        """#

    private func outcome(_ how: String, ranks: Int = 2, during: (Subprocess) -> Void = { _ in }) throws -> Subprocess.Outcome {
        try write("n.avtsnb", Self.cells)
        let process = try start("n.avtsnb", ranks: ranks, ["-p", "how=\(how)"])
        during(process)
        return process.wait()
    }

    func testAnErrorOfAllIsNoErrorOfOne() throws {
        let outcome = try outcome("none", ranks: 3)
        XCTAssertEqual(outcome.status, 0, outcome.error)
        XCTAssertEqual(outcome.output, "begins\n", "one rank prints")
        XCTAssertEqual(outcome.error.components(separatedBy: "ok: 2 of 2 cells").count, 2, outcome.error)
    }

    func testAnErrorOfOne() throws {
        let outcome = try outcome("throw")
        XCTAssertEqual(outcome.status, 1, outcome.error)
        XCTAssert(outcome.error.contains(#/rank 1 on \S+ failed: DiskError: no room on the disk\n/#), outcome.error)
        XCTAssertEqual(outcome.error.components(separatedBy: "no room on the disk").count, 2, outcome.error)
        XCTAssert(outcome.error.contains("failed: 1 of 2 cells ran"), "the first rank saved the run: \(outcome.error)")
    }

    func testATrapOfOne() throws {
        let outcome = try outcome("trap", ranks: 3)
        XCTAssertEqual(outcome.status, 1, outcome.error)
        XCTAssert(outcome.error.contains(#/rank 1 on \S+ failed: \S+/#), outcome.error)
    }

    func testAProcessOfCellsThatDies() throws {
        let outcome = try outcome("die")
        XCTAssertNotEqual(outcome.status, 0)
        XCTAssert(outcome.error.contains(#/rank 1 on \S+: .*killed \(signal 9\)/#), outcome.error)
    }

    func testAnInterruptOfOne() throws {
        let outcome = try outcome("wait") { process in
            hear("begins", from: process)
            let fronts = processes("avts-nb\0run", below: process.identifier)
            XCTAssertEqual(fronts.count, 2)
            if let last = fronts.last { kill(last, SIGINT) }
        }
        XCTAssertNotEqual(outcome.status, 0)
        XCTAssert(outcome.error.contains(#/rank 1 on \S+ failed: it was interrupted/#), outcome.error)
    }

    func testARankThatIsKilled() throws {
        var cells: [Int32] = []
        let outcome = try outcome("wait", ranks: 3) { process in
            hear("begins", from: process)
            cells = processes("libAVTSKit.so", below: process.identifier)
            let fronts = processes("avts-nb\0run", below: process.identifier)
            if let last = fronts.last { kill(last, SIGKILL) }
        }
        XCTAssertEqual(cells.count, 3)
        XCTAssertNotEqual(outcome.status, 0)
        XCTAssert(outcome.error.contains("process rank 2"), outcome.error)
        let end = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < end, cells.contains(where: { kill($0, 0) == 0 }) { usleep(50_000) }
        XCTAssertFalse(cells.contains { kill($0, 0) == 0 }, "processes of cells live on")
    }

    func testADeadlineOfAll() throws {
        try write("n.avtsnb", "\n```swift {#wait timeout=1s}\nwhile true { try Ranks.barrier() }\n```\n")
        let outcome = try run("n.avtsnb", ranks: 2)
        XCTAssertEqual(outcome.status, 124, outcome.error)
    }

    func testWhatNeedsOneProcess() throws {
        let outcome = try MPIRun.run(2, "avts-nb", [])
        XCTAssertEqual(outcome.status, 64, outcome.error)
        XCTAssertEqual(outcome.error.components(separatedBy: "a prompt needs one process, found 2 ranks").count, 2, outcome.error)
        let doctor = try MPIRun.run(2, "avts-nb", ["--version"])
        XCTAssertEqual(doctor.status, 0)
    }
}
