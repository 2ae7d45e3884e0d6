import Kernels
import XCTest

final class BufferPoolTests: XCTestCase {
    func testBlocksAreAlignedAndCounted() {
        let before = BufferPool.statistics()
        for count in [0, 1, 15, 16, 17, 1000, 4097, 1 << 20] {
            let block = Storage(count: count)
            XCTAssertEqual(Int(bitPattern: block.pointer) % 64, 0)
            let live = BufferPool.statistics().liveBytes - before.liveBytes
            XCTAssertGreaterThanOrEqual(live, max(count * 4, 1))
            XCTAssertLessThanOrEqual(live, max(count * 5 + 64, 64), "at most a quarter wasted, count \(count)")
            block.buffer.update(repeating: 1)
        }
        XCTAssertEqual(BufferPool.statistics().liveBytes, before.liveBytes)
        XCTAssertEqual(BufferPool.statistics().liveBlocks, before.liveBlocks)
    }

    func testTheSameSizeIsReused() {
        let first = Storage(count: 5000)
        let address = first.pointer
        func borrow() -> UnsafeMutablePointer<Float> { Storage(count: 5001).pointer }
        withExtendedLifetime(first) {}
        _ = borrow()
        let before = BufferPool.statistics()
        for _ in 0..<100 { _ = borrow() }
        let after = BufferPool.statistics()
        XCTAssertEqual(after.systemAllocations, before.systemAllocations)
        XCTAssertEqual(after.reuses, before.reuses + 100)
        XCTAssertNotEqual(address, nil)
    }

    func testTheCacheIsBoundedAndTrimmed() {
        let limit = BufferPool.limitBytes
        defer { BufferPool.limitBytes = limit }
        BufferPool.trim()
        XCTAssertEqual(BufferPool.statistics().cachedBytes, 0)
        BufferPool.limitBytes = 1 << 16
        for _ in 0..<4 {
            let blocks = (0..<8).map { _ in Storage(count: 1 << 12) }
            withExtendedLifetime(blocks) {}
        }
        XCTAssertLessThanOrEqual(BufferPool.statistics().cachedBytes, 1 << 16)
        XCTAssertGreaterThan(BufferPool.statistics().cachedBytes, 0)
        BufferPool.trim()
        XCTAssertEqual(BufferPool.statistics().cachedBytes, 0)
    }

    func testThePeakIsTheHighestMark() {
        BufferPool.resetPeak()
        let before = BufferPool.statistics()
        do {
            let block = Storage(count: 1 << 18, repeating: 0)
            withExtendedLifetime(block) {}
        }
        let after = BufferPool.statistics()
        XCTAssertGreaterThanOrEqual(after.peakBytes, before.liveBytes + 1 << 20)
        XCTAssertEqual(after.liveBytes, before.liveBytes)
    }

    func testManyThreadsTakeAndGive() {
        let before = BufferPool.statistics().liveBytes
        withThreads(4) {
            Threads.parallelBlocks(64) { block in
                for turn in 0..<200 {
                    let storage = Storage(count: (block * 37 + turn * 11) % 3000, repeating: Float(block))
                    XCTAssertTrue(storage.buffer.allSatisfy { $0 == Float(block) })
                }
            }
        }
        XCTAssertEqual(BufferPool.statistics().liveBytes, before)
    }
}
