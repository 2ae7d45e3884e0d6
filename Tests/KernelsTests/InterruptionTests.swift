import Kernels
import Synchronization
import XCTest

/// Work that is given up half-way.
final class InterruptionTests: XCTestCase {
    private struct Stop: Error {}

    func testTheRestOfTheWorkIsPassedOver() {
        for threads in [1, 2] { withThreads(threads) { checkTheRest("\(threads) threads") } }
        XCTAssertFalse(Interruption.isAsked)
    }

    private func checkTheRest(_ note: String) {
        let done = Atomic<Int>(0)
        func work() throws {
            try Interruption.polling({ if done.load(ordering: .relaxed) >= 1000 { throw Stop() } }) {
                Threads.parallelFor(1 << 20, grain: 16) {
                    done.add($0.count, ordering: .relaxed)
                    usleep(500)  // or one thread has done all before the other has asked
                }
                XCTAssertTrue(Interruption.isAsked)
            }
        }
        XCTAssertThrowsError(try work()) { XCTAssertTrue($0 is Stop) }
        let count = done.load(ordering: .relaxed)
        XCTAssertTrue((1000..<(1 << 19)).contains(count), "\(note) did \(count)")
    }

    func testWithoutAReasonAllIsDone() throws {
        let done = Atomic<Int>(0)
        let value = try Interruption.polling({}) { () -> Int in
            Threads.parallelFor(1 << 20, grain: 16) { done.add($0.count, ordering: .relaxed) }
            return 42
        }
        XCTAssertEqual(value, 42)
        XCTAssertEqual(done.load(ordering: .relaxed), 1 << 20)
        XCTAssertThrowsError(try Interruption.polling({}) { throw Stop() }) { XCTAssertTrue($0 is Stop) }
    }

    func testOnceAskedItStaysAsked() {
        var polls = 0
        XCTAssertThrowsError(
            try Interruption.polling({
                polls += 1
                if polls == 3 { throw Stop() }
            }) {
                for _ in 0..<10 { _ = Interruption.isAsked }
                XCTAssertTrue(Interruption.isAsked)
            })
        XCTAssertEqual(polls, 3)
    }

    func testWhatMustBeWholeIsWhole() {
        let done = Atomic<Int>(0)
        XCTAssertThrowsError(
            try Interruption.polling({ throw Stop() }) {
                XCTAssertTrue(Interruption.isAsked)
                Interruption.suspended {
                    Threads.parallelFor(1 << 16, grain: 16) { done.add($0.count, ordering: .relaxed) }
                }
            })
        XCTAssertEqual(done.load(ordering: .relaxed), 1 << 16)
    }

    /// A product large enough to go by panels, against one row of it computed alone.
    func testPanelsOfALargeProduct() {
        let (m, n, k) = (400, 6400, 6400)
        let a = noise(m * k, 1), b = noise(k * n, 2)
        var whole = [Float](repeating: .nan, count: m * n), row = [Float](repeating: .nan, count: n)
        MatrixKernel.gemm(m: m, n: n, k: k, a: a, lda: k, b: b, ldb: n, c: &whole, ldc: n)
        for index in [0, 63, 64, 255, m - 1] {
            a.withUnsafeBufferPointer {
                MatrixKernel.gemm(m: 1, n: n, k: k, a: $0.baseAddress! + index * k, lda: k, b: b, ldb: n, c: &row, ldc: n)
            }
            for column in stride(from: 0, to: n, by: 97) {
                XCTAssertEqual(whole[index * n + column], row[column], accuracy: 1e-2 * max(1, abs(row[column])))
            }
        }
        XCTAssertThrowsError(
            try Interruption.polling({ throw Stop() }) {
                MatrixKernel.gemm(m: m, n: n, k: k, a: a, lda: k, b: b, ldb: n, c: &whole, ldc: n)
            })
    }
}
