import Foundation
import TestSupport
import XCTest

/// A grid over ranks: each takes the next point from a counter that they share.
final class RankGridTests: NotebookCase {
    func testEachPointRunsOnce() throws {
        try write("grid.avtsnb", "```swift {#work}\nrecord(\"length\", params.how.count)\nprint(\"ran\")\n```\n")
        let words = ["-p", "how={a,bb,ccc}", "-p", "seed=0..1"]
        let outcome = try run("grid.avtsnb", ranks: 2, words)
        XCTAssertEqual(outcome.status, 0, outcome.error)
        let grid = folder.path("grid.grid")
        let points = try FileManager.default.contentsOfDirectory(atPath: grid).filter { $0.hasSuffix(".out") }
        XCTAssertEqual(points.count, 6, "\(points)")
        for point in points {
            let runs = try FileManager.default.contentsOfDirectory(atPath: "\(grid)/\(point)/runs").filter { $0 != "newest" }
            XCTAssertEqual(runs.count, 1, point)
        }
        // The first rank alone sums up, once all have ended.
        XCTAssertEqual(outcome.output.components(separatedBy: "how  runs").count, 2, outcome.output)
        let summary = try Data(contentsOf: URL(fileURLWithPath: "\(grid)/summary.json"))
        let held = try XCTUnwrap(JSONSerialization.jsonObject(with: summary) as? [String: Any])
        XCTAssertEqual((held["runs"] as? [[String: Any]])?.map { $0["status"] as? String }, Array(repeating: "ok", count: 6))
        XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: grid).filter { $0.hasPrefix(".") }, [])
    }
}
