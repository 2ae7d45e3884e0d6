import Foundation
import Session
import XCTest

/// What is kept of unchanged cells, and what goes.
final class OutcomeCacheTests: XCTestCase {
    func testWhatWasUsedLastStays() throws {
        let folder = NSTemporaryDirectory() + "avts-nb.outcomes-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let cache = OutcomeCache(within: folder)
        try FileManager.default.createDirectory(atPath: "\(cache.folder)/base", withIntermediateDirectories: true)
        let now = Date()
        for (name, age) in [("old", 90_000.0), ("newer", 9_000), ("newest", 10), ("killed.part", 9_000), ("writing.part", 10)] {
            let path = "\(cache.folder)/base/\(name)"
            try Data(count: 1000).write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes([.modificationDate: now.addingTimeInterval(-age)], ofItemAtPath: path)
        }
        func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: "\(cache.folder)/base").sorted() }
        cache.tidy(now: now)
        XCTAssertEqual(try names(), ["newer", "newest", "old", "writing.part"], "what is small stays, however old")
        cache.tidy(to: 2500, now: now)
        XCTAssertFalse(try names().contains("old"))
        XCTAssertTrue(try names().contains("newest"))
        XCTAssertGreaterThan(try cache.clear(), 0)
        XCTAssertEqual(try cache.clear(), 0)
    }
}
