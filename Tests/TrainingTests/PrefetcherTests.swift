import Foundation
import Synchronization
import Training
import XCTest

/// Batches come in order, a bounded number ahead, and the thread ends when it should.
final class PrefetcherTests: XCTestCase {
    private struct Broken: Error {}

    /// Waits for another thread to come to something; fails after ten seconds.
    private func eventually(_ what: String, _ condition: () -> Bool) {
        for _ in 0..<2_000 where !condition() { usleep(5_000) }
        XCTAssertTrue(condition(), what)
    }

    func testBatchesComeInOrder() throws {
        let prefetcher = Prefetcher(steps: 5..<50, ahead: 3) { $0 * 2 }
        var found: [Int] = []
        while let batch = try prefetcher.next() { found.append(batch) }
        XCTAssertEqual(found, (5..<50).map { $0 * 2 })
        XCTAssertNil(try prefetcher.next())
        eventually("the thread ends") { prefetcher.hasEnded }
    }

    func testItWorksABoundedNumberAhead() throws {
        let made = Mutex(0)
        let prefetcher = Prefetcher(steps: 0..<100, ahead: 4) { step in
            made.withLock { $0 += 1 }
            return step
        }
        eventually("it fills its queue") { made.withLock { $0 } == 4 }
        usleep(20_000)
        XCTAssertEqual(made.withLock { $0 }, 4)
        XCTAssertEqual(try prefetcher.next(), 0)
        eventually("it makes one more") { made.withLock { $0 } == 5 }
        prefetcher.stop()
    }

    func testAnErrorArrivesInItsTurn() throws {
        let prefetcher = Prefetcher(steps: 0..<10, ahead: 5) { step in
            if step == 2 { throw Broken() }
            return step
        }
        XCTAssertEqual(try prefetcher.next(), 0)
        XCTAssertEqual(try prefetcher.next(), 1)
        XCTAssertThrowsError(try prefetcher.next()) { XCTAssertTrue($0 is Broken) }
        XCTAssertNil(try prefetcher.next())
        eventually("the thread ends") { prefetcher.hasEnded }
    }

    func testStoppingEndsTheThread() {
        let prefetcher = Prefetcher(steps: 0..<1_000_000, ahead: 2) { $0 }
        prefetcher.stop()
        eventually("the thread ends") { prefetcher.hasEnded }
        XCTAssertNil(try prefetcher.next())
    }

    func testReleasingItEndsTheThread() {
        final class Witness: Sendable {}
        weak var weakly: Witness?
        do {
            let witness = Witness()
            weakly = witness
            _ = Prefetcher(steps: 0..<1_000_000, ahead: 2) { [witness] step in (step, ObjectIdentifier(witness)) }
        }
        eventually("the closure is let go") { weakly == nil }
    }

    func testPollEndsTheWait() {
        let gate = DispatchSemaphore(value: 0)
        let prefetcher = Prefetcher(steps: 0..<2, ahead: 1) { step in
            gate.wait()
            return step
        }
        XCTAssertThrowsError(try prefetcher.next(poll: { throw Broken() })) { XCTAssertTrue($0 is Broken) }
        prefetcher.stop()
        gate.signal()
        eventually("the thread ends") { prefetcher.hasEnded }
    }
}
