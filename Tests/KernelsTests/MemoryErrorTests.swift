import Glibc
import Kernels
import TestSupport
import Work
import XCTest

/// No memory is an error of who asked for it.
final class MemoryErrorTests: XCTestCase {
    func testALimitOfAddresses() throws {
        try assertTraps(self, "memory: found 1.0 GiB asked for beside") {
            // Before the pool has reserved its own.
            var limit = rlimit(rlim_cur: 1 << 30, rlim_max: 1 << 30)
            setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
            _ = Storage(count: 1 << 28)
        }
    }

    func testSizesThatNoIntHolds() throws {
        try assertTraps(self, "memory: found more bytes than an Int can number asked for") { _ = Storage(count: .max) }
    }

    func testTheMessage() {
        for (bytes, text) in [
            (0, "0 bytes"), (1023, "1023 bytes"), (1536, "1.5 KiB"), (1 << 20, "1.0 MiB"), (5 << 29, "2.5 GiB"),
        ] {
            XCTAssertTrue(
                "\(MemoryError(bytes: bytes, inUse: 0))".contains("found \(text) asked for beside 0 bytes in use"), text)
        }
    }

    /// What fails in a block ends the thread that made the call, after the other blocks, and leaves the pool free.
    func testAFailureInABlockArrivesAtTheCaller() {
        for threads in [1, 4] {
            let before = Threads.count
            defer { Threads.count = before }
            Threads.count = threads
            let ended = failure(of: {
                Threads.parallelBlocks(32) { block in
                    if block == 5 { BufferPool.refuse(after: 0) }
                    BufferPool.withScratch(1000) { $0[0] = 1 }
                }
            })
            XCTAssertTrue(ended is MemoryError, "\(threads) threads: \(String(describing: ended))")
            var seen = [Int](repeating: 0, count: 100)
            seen.withUnsafeMutableBufferPointer { seen in
                let seen = seen
                Threads.parallelBlocks(100) { seen[$0] += 1 }
            }
            XCTAssertEqual(seen, .init(repeating: 1, count: 100))
        }
    }
}
