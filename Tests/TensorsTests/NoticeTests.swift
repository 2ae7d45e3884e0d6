import Synchronization
import Tensors
import XCTest

final class NoticeTests: XCTestCase {
    private final class Log: Sendable {
        let texts = Mutex<[String]>([])
    }

    func testATextIsToldOnceInAScope() {
        let log = Log()
        let tell: @Sendable (String) -> Void = { text in log.texts.withLock { $0.append(text) } }
        withNotices(tell) { for text in ["a", "b", "a"] { NoticeBoard.tell(text) } }
        XCTAssertEqual(log.texts.withLock { $0 }, ["a", "b"])
        withNotices(tell) { NoticeBoard.tell("a") }
        XCTAssertEqual(log.texts.withLock { $0 }, ["a", "b", "a"], "another scope has heard nothing yet")
    }

    func testABoardOutlivesACall() {
        let log = Log()
        let board = NoticeBoard { text in log.texts.withLock { $0.append(text) } }
        for _ in 0..<3 { withNotices(board) { NoticeBoard.tell("once") } }
        XCTAssertEqual(log.texts.withLock { $0 }, ["once"])
    }
}
