import Foundation
import Notebook
import Synchronization
import XCTest

/// A run is a folder that is never taken away by the next.
final class RunFolderTests: ScriptedRunCase {
    func testEachRunHasAFolderAndTheNewestIsShown() throws {
        let first = try run(["print one"])
        let second = try run(["print two\npicture p"])
        XCTAssertEqual(runs, [first.run, second.run].compactMap(\.self).sorted())
        XCTAssertEqual(shown?.run, second.run)
        XCTAssertEqual(text("n.out/cells/a/output.txt"), "two\na picture\n")
        XCTAssertEqual(text("n.out/runs/\(first.run ?? "")/cells/a/output.txt"), "one\n")
        XCTAssertTrue(text("n.out/report.html")?.contains("two") == true)
        for name in ["report.html", "run.json", "cells"] {
            XCTAssertEqual(
                try FileManager.default.destinationOfSymbolicLink(atPath: out + "/" + name), "runs/newest/" + name)
        }
        XCTAssertTrue(text("n.out/runs/\(second.run ?? "")/log.txt")?.contains("[1] a begins\ntwo\n") == true)
    }

    func testARunThatFailsAtOnceIsNotShownInPlaceOfABetterOne() throws {
        let good = try run(["print one"])
        let failed = try run(["fail", "print two"])
        XCTAssertEqual(failed.status, .failed)
        XCTAssertEqual(shown?.run, good.run)
        XCTAssertTrue(text("n.out/runs/\(failed.run ?? "")/report.html")?.contains("it failed") == true)
        let partial = try run(["print three", "fail"])
        XCTAssertEqual(shown?.run, partial.run, "a cell of it has finished")
        XCTAssertEqual(runs.count, 3)
    }

    func testARunThatFailsIsShownWhereNothingBetterIs() throws {
        try run(["fail"])
        let second = try run(["fail"])
        XCTAssertEqual(shown?.run, second.run)
    }

    func testTheLinksMoveAtTheFirstFinishedCell() throws {
        let first = try run(["print one"])
        let seen = Mutex<[String?]>([])
        let evaluator = ScriptedEvaluator()
        evaluator.words["look"] = { [self] _ in
            let run = shown?.run
            seen.withLock { $0.append(run) }
        }
        let record = try runner(document(["look", "look"]), evaluator).run()
        XCTAssertEqual(seen.withLock { $0 }, [first.run, record.run])
    }

    func testWhatALongCellSaysIsOnDiskWhileItRuns() throws {
        let evaluator = ScriptedEvaluator()
        let seen = Mutex<RunRecord?>(nil)
        evaluator.words["long"] = { [self] evaluator in
            evaluator.onEvent(.output("so far\n"))
            evaluator.onEvent(.progress(.init(label: "", fraction: 0.25, detail: "loss 0.3")))
            // However slow the machine is: it comes, or the test does not end well.
            for _ in 0..<3000 where seen.withLock({ $0 == nil }) {
                if let record = shown, record.cells[1].progress != nil { seen.withLock { $0 = record } }
                usleep(10_000)
            }
        }
        _ = try runner(document(["record r\nprint one", "long"]), evaluator, with: { $0.saveEvery = 0.02...0.05 }).run()
        let record = try XCTUnwrap(seen.withLock { $0 })
        XCTAssertEqual(record.status, .running)
        XCTAssertEqual(record.cells.map(\.status), [.ok, .running])
        XCTAssertEqual(record.cells.map(\.text), ["one\n", "so far\n"])
        XCTAssertEqual(record.cells[1].progress?.detail, "loss 0.3")
        XCTAssertNotNil(record.results["r"])
    }

    func testSelectedCellsShowTheOthersFromTheRunTheyCameFrom() throws {
        let first = try run(["print one\nrecord r", "picture p", "print three"])
        let second = try run(["print one\nrecord r", "picture p", "print three"]) { $0.only = ["c"] }
        XCTAssertEqual(second.cells.map(\.status), [.skipped, .skipped, .ok])
        XCTAssertEqual(second.cells.map(\.from), [first.run, first.run, nil])
        XCTAssertEqual(shown?.cells.map(\.text), ["one\n", "a picture\n", "three\n"])
        XCTAssertTrue(second.cells[0].note?.contains("shown from the run of 20") == true)
        XCTAssertEqual(shown?.results["r"]?.run, first.run)
        XCTAssertEqual(text("n.out/cells/b/p.png"), "p")
        XCTAssertTrue(text("n.out/report.html")?.contains("data:image/png") == true)
        // From a run that took it over itself: still the first's. A cell that is another now is not shown.
        let third = try run(["print one\nrecord r", "picture q", "print three"]) { $0.only = ["c"] }
        XCTAssertEqual(third.cells.map(\.from), [first.run, nil, nil])
        XCTAssertEqual(third.cells[1].note, "not selected")
    }

    func testSoManyRunsAreKeptWholeAndTheirRecordsLonger() throws {
        try run(["print good"])
        for _ in 0..<3 { try run(["fail"]) { $0.keep = 2 } }
        let good = try XCTUnwrap(shown?.run)
        for _ in 0..<3 { try run(["print x"]) { $0.keep = 2 } }
        XCTAssertTrue(exists("n.out/runs/\(good)/run.json"))
        XCTAssertFalse(exists("n.out/runs/\(good)/cells"), "pictures and texts go first")
        XCTAssertEqual(runs.filter { exists("n.out/runs/\($0)/cells") }.count, 4, "two that got somewhere, and two that did not")
        XCTAssertEqual(runs.suffix(2).filter { exists("n.out/runs/\($0)/cells") }.count, 2)
        XCTAssertEqual(runs.count, 7)
        for _ in 0..<9 { try run(["print x"]) { $0.keep = 1 } }
        XCTAssertEqual(runs.filter { exists("n.out/runs/\($0)/cells") }.count, 2)
        XCTAssertEqual(runs.count, 13, "of ten that got somewhere, and of all three that did not, the record is kept")
        XCTAssertEqual(text("n.out/cells/a/output.txt"), "x\n")
    }

    func testFailedRunsPushNoGoodOneOut() throws {
        let good = try run(["print good"])
        for _ in 0..<5 { try run(["fail"]) { $0.keep = 2 } }
        XCTAssertEqual(shown?.run, good.run)
        XCTAssertEqual(text("n.out/cells/a/output.txt"), "good\n")
    }

    func testTwoRunsAtOnceTakeTwoFolders() throws {
        let evaluator = ScriptedEvaluator()
        let inner = Mutex<RunRecord?>(nil)
        evaluator.words["other"] = { [self] _ in
            let notes = Mutex<[String]>([])
            let record = try runner(
                document(["print inner"]), observer: { if case .note(let text) = $0 { notes.withLock { $0.append(text) } } }
            ).run()
            inner.withLock { $0 = record }
            XCTAssertTrue(notes.withLock { $0 }.joined().contains("process \(getpid())"))
            XCTAssertThrowsError(try output.clean()) { XCTAssertTrue("\($0)".contains("process \(getpid()) is writing it")) }
        }
        let outer = try runner(document(["print a", "other"]), evaluator).run()
        XCTAssertEqual(runs.count, 2)
        XCTAssertEqual(outer.status, .ok)
        XCTAssertEqual(inner.withLock { $0 }?.status, .ok)
        XCTAssertNotEqual(outer.run, inner.withLock { $0 }?.run)
        XCTAssertTrue(exists("n.out/runs/\(outer.run ?? "")/cells/a/output.txt"))
    }

    /// A process that is killed leaves its run as `running`; the next one says what became of it.
    func testADeadRunIsCalledKilled() throws {
        let first = try run(["print one"])
        let path = "n.out/runs/\(first.run ?? "")/run.json"
        var record = try XCTUnwrap(text(path).flatMap { RunRecord(json: Array($0.utf8)) })
        (record.status, record.cells[0].status) = (.running, .running)
        try put(String(decoding: record.json, as: UTF8.self), path)
        try FileManager.default.removeItem(atPath: "\(out)/runs/\(first.run ?? "")/.ended")
        try run(["print two"])
        let dead = try XCTUnwrap(text(path).flatMap { RunRecord(json: Array($0.utf8)) })
        XCTAssertEqual(dead.status, .killed)
        XCTAssertEqual(dead.exitCode, 137)
        XCTAssertEqual(dead.cells[0].status, .interrupted)
    }

    /// Twice as many cells are twice as many bytes, and not four times.
    func testWhatIsWrittenGrowsWithTheCells() throws {
        func bytes(_ count: Int) throws -> Double {
            let text = (0..<count).map { "```swift {#c\($0)}\nprint a line of text of cell \($0)\n```\n" }.joined()
            let document = try Document(parsing: Array(text.utf8), path: folder + "/n.avtsnb")
            let before = written()
            _ = try runner(document, folder: OutputFolder(path: folder + "/\(count)"), with: { $0.saveEvery = 1000...1000 }).run()
            return written() - before
        }
        let small = try bytes(150), large = try bytes(300)
        XCTAssertGreaterThan(small, 10_000)
        XCTAssertLessThan(large / small, 2.5)
    }

    /// Bytes that this process has written so far.
    private func written() -> Double {
        let io = (try? String(contentsOfFile: "/proc/self/io", encoding: .utf8)) ?? ""
        return io.split(separator: "\n").first { $0.hasPrefix("wchar") }.flatMap { Double($0.dropFirst(7)) } ?? 0
    }
}
