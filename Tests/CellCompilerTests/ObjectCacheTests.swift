import CellCompiler
import Foundation
import XCTest

/// The folder of compiled cells stays bounded, and nothing goes that may be in use.
final class ObjectCacheTests: XCTestCase {
    func testTidying() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("avts-objects-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let now = Date(), day = 86_400.0
        func make(_ name: String, days: Double) throws {
            let place = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            try Data(count: 1000).write(to: place.appendingPathComponent("cell.so"))
            try FileManager.default.setAttributes(
                [.modificationDate: now.addingTimeInterval(-days * day)], ofItemAtPath: place.path)
        }
        for (name, days) in [
            ("aa/aa1", 30.0), ("aa/aa2", 20), ("bb/bb1", 10), ("bb/bb2", 1), ("making/old", 2), ("making/new", 0.1),
        ] {
            try make(name, days: days)
        }
        func left() -> [String] {
            ["aa/aa1", "aa/aa2", "bb/bb1", "bb/bb2", "making/old", "making/new"].filter {
                FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
            }
        }
        let cache = ObjectCache(folder: folder.path)
        cache.tidy(to: 1 << 30)
        XCTAssertEqual(left(), ["aa/aa1", "aa/aa2", "bb/bb1", "bb/bb2", "making/new"], "there is room")
        cache.tidy(to: 0)
        XCTAssertEqual(left().count, 5, "once a day is enough")
        try FileManager.default.removeItem(at: folder.appendingPathComponent("tidied"))
        cache.tidy(to: 0)
        XCTAssertEqual(left(), ["bb/bb2", "making/new"], "what was used in the last week stays, however little is allowed")
    }
}
