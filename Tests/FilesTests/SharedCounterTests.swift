import Files
import Foundation
import Synchronization
import TestSupport
import XCTest

final class SharedCounterTests: XCTestCase {
    func testEachNumberIsTakenOnce() throws {
        try withTemporaryDirectory { folder in
            let counter = SharedCounter(folder.path("next"))
            let taken = Mutex<[Int]>([])
            // Each opens the file for itself, as another process does.
            DispatchQueue.concurrentPerform(iterations: 8) { _ in
                for _ in 0..<50 { if let number = try? counter.next() { taken.withLock { $0.append(number) } } }
            }
            XCTAssertEqual(taken.withLock { $0.sorted() }, Array(0..<400))
            XCTAssertEqual(try SharedCounter(folder.path("next")).next(), 400)
        }
    }

    func testWhatIsNoCounter() throws {
        try withTemporaryDirectory { folder in
            try folder.write("next", "a picture".utf8)
            XCTAssertThrowsError(try SharedCounter(folder.path("next")).next()) {
                XCTAssert("\($0)".contains("expected the next one"))
            }
            XCTAssertThrowsError(try SharedCounter(folder.path("none/next")).next())
        }
    }
}
