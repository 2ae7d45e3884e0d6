import Kernels
import XCTest

/// Runs `body` with so many threads, and puts the count back.
func withThreads<R>(_ count: Int, _ body: () -> R) -> R {
    let before = Threads.count
    Threads.count = count
    defer { Threads.count = before }
    return body()
}

final class ThreadsTests: XCTestCase {
    func testEveryIndexOnce() {
        for threads in [1, 2, 3, 7] {
            for (count, grain) in [(0, 1), (1, 1), (7, 3), (1000, 1), (1000, 999), (1000, 2000), (12345, 64)] {
                var seen = [Int](repeating: 0, count: count)
                withThreads(threads) {
                    seen.withUnsafeMutableBufferPointer { seen in
                        let seen = seen
                        Threads.parallelFor(count, grain: grain) { range in
                            for i in range { seen[i] += 1 }
                        }
                    }
                }
                XCTAssertEqual(seen, .init(repeating: 1, count: count), "\(threads) threads, \(count) by \(grain)")
            }
        }
    }

    func testNestedCallsRunAlone() {
        var seen = [Int](repeating: 0, count: 400)
        withThreads(4) {
            seen.withUnsafeMutableBufferPointer { seen in
                let seen = seen
                Threads.parallelBlocks(20) { outer in
                    Threads.parallelFor(20, grain: 1) { range in
                        for inner in range { seen[outer * 20 + inner] += 1 }
                    }
                }
            }
        }
        XCTAssertEqual(seen, .init(repeating: 1, count: 400))
    }

    func testManyShortCalls() {
        withThreads(3) {
            var sums = [Int](repeating: 0, count: 3)
            for _ in 0..<20_000 {
                sums.withUnsafeMutableBufferPointer { sums in
                    let sums = sums
                    Threads.parallelBlocks(3) { sums[$0] += 1 }
                }
            }
            XCTAssertEqual(sums, [20_000, 20_000, 20_000])
        }
    }
}
