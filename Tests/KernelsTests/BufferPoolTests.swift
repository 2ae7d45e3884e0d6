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

    func testLargeBlocksShareTheirPlaces() {
        BufferPool.trim()
        func step(_ mebibytes: [Int]) {
            for size in mebibytes {
                let block = Storage(count: size << 18, repeating: 1)
                withExtendedLifetime(block) {}
            }
        }
        step([16])
        let warm = BufferPool.statistics()
        step([1, 2, 3, 5, 7, 11, 13])
        XCTAssertEqual(
            BufferPool.statistics().systemAllocations, warm.systemAllocations, "what one size has freed serves another")
        XCTAssertEqual(BufferPool.statistics().cachedBytes, warm.cachedBytes)
    }

    func testNeighboursAreJoined() {
        BufferPool.trim()
        do {
            var blocks = (0..<16).map { Storage(count: 1 << 18, repeating: Float($0)) }
            for index in [3, 1, 2, 0, 9, 11, 10, 15, 13, 14, 12, 4, 5, 8, 6, 7] {
                XCTAssertTrue(blocks[index].buffer.allSatisfy { $0 == Float(index) })
                blocks[index] = Storage(count: 0)
            }
        }
        let warm = BufferPool.statistics()
        let whole = Storage(count: 15 << 18)
        XCTAssertEqual(BufferPool.statistics().systemAllocations, warm.systemAllocations)
        withExtendedLifetime(whole) {}
    }

    func testPagesBeyondTheLimitGoBack() {
        let before = BufferPool.statistics()
        let limit = BufferPool.limitBytes
        defer { BufferPool.limitBytes = limit }
        BufferPool.trim()
        BufferPool.limitBytes = 1 << 20
        do {
            let block = Storage(count: 1 << 20, repeating: 0)
            withExtendedLifetime(block) {}
        }
        XCTAssertLessThanOrEqual(BufferPool.statistics().cachedBytes, 1 << 20, "pages beyond the limit go back")
        XCTAssertEqual(BufferPool.statistics().liveBytes, before.liveBytes)
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
