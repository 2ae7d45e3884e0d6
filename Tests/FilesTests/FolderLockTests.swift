import Files
import Foundation
import TestSupport
import XCTest

final class FolderLockTests: XCTestCase {
    func testOneAtATimeAndTheOthersHearWho() {
        withTemporaryDirectory { folder in
            let path = folder.url.path
            let inside = Shared((now: 0, most: 0))
            let heard = Shared<Set<Int32?>>([])
            atOnce(4) { _ in
                let lock = try? FolderLock(path, waiting: { holder in heard.withLock { _ = $0.insert(holder) } }, poll: {})
                inside.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                usleep(150_000)
                inside.withLock { $0.now -= 1 }
                lock?.release()
                lock?.release()
            }
            XCTAssertEqual(inside.withLock { $0.most }, 1)
            XCTAssertTrue(heard.withLock { $0.contains(getpid()) }, "\(heard.withLock { $0 })")
        }
    }

    func testWhoWaitsCanStop() throws {
        struct Enough: Error {}
        try withTemporaryDirectory { folder in
            let lock = try FolderLock(folder.url.path, waiting: { _ in }, poll: {})
            XCTAssertThrowsError(try FolderLock(folder.url.path, waiting: { _ in }, poll: { throw Enough() })) {
                XCTAssertTrue($0 is Enough)
            }
            lock.release()
            _ = try FolderLock(folder.url.path, waiting: { _ in XCTFail("nobody holds it") }, poll: {})
            XCTAssertThrowsError(try FolderLock(folder.path("none"), waiting: { _ in }, poll: {})) {
                XCTAssertTrue($0 is FileError, "\($0)")
            }
        }
    }

    /// A process that is killed lets the next one in.
    func testAKilledHolderHoldsNothing() throws {
        try withTemporaryDirectory { folder in
            let path = try folder.write(".lock", "".utf8)
            let holder = Process()
            holder.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
            holder.arguments = ["--no-fork", path, "sleep", "60"]
            try holder.run()
            while true {
                let descriptor = open(path, O_RDWR)
                defer { close(descriptor) }
                if flock(descriptor, LOCK_EX | LOCK_NB) != 0 { break }
                usleep(10_000)
            }
            var waits = 0
            let lock = try FolderLock(
                folder.url.path,
                waiting: { _ in
                    waits += 1
                    kill(holder.processIdentifier, SIGKILL)
                }, poll: {})
            lock.release()
            XCTAssertGreaterThan(waits, 0)
        }
    }
}
