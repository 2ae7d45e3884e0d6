import Datasets
import Synchronization
import XCTest

final class DiskForecastTests: XCTestCase {
    func testASetTooLargeForTheDiskIsRefusedAfterItsFirstItems() throws {
        let forecast = DiskForecast("/data", items: 4000) { $0 == "/data" ? 66_000_000_000 : nil }
        for _ in 1..<DiskForecast.period { try forecast.itemDone(written: 18_900_000) }
        XCTAssertThrowsError(try forecast.itemDone(written: 18_900_000)) { error in
            XCTAssertEqual(
                error as? DatasetError,
                .noRoom(path: "/data", items: 3992, needed: 3992 * 18_900_000, free: 66_000_000_000))
            let text = "\(error)"
            XCTAssertTrue(text.contains("75.4 GB") && text.contains("66.0 GB") && text.contains("AVTS_DATA"), text)
        }
    }

    func testItemsLeftOutTakeNoRoom() throws {
        let forecast = DiskForecast("/data", items: 16) { _ in 900 }
        for index in 0..<8 { try forecast.itemDone(written: index < 7 ? 0 : 800) }
        XCTAssertThrowsError(
            try DiskForecast("/data", items: 16) { _ in 700 }.finish(8, written: 100), "8 more of 100 bytes exceed 700")
    }

    func testTheDiskIsLookedAtAgain() throws {
        let free = Mutex(1_000_000)
        let forecast = DiskForecast("/data", items: 64) { _ in free.withLock { $0 } }
        try forecast.finish(8, written: 1000)
        // Somebody else fills it.
        free.withLock { $0 = 1000 }
        XCTAssertThrowsError(try forecast.finish(8, written: 1000))
    }

    func testWhatCannotBeToldRefusesNothing() throws {
        try DiskForecast("/data", items: 1000) { _ in nil }.finish(100, written: 1 << 40)
        XCTAssertNil(DiskForecast.free("/no/such/folder"))
        XCTAssertGreaterThan(try XCTUnwrap(DiskForecast.free("/")), 0)
    }
}

extension DiskForecast {
    fileprivate func finish(_ count: Int, written: Int) throws {
        for _ in 0..<count { try itemDone(written: written) }
    }
}
