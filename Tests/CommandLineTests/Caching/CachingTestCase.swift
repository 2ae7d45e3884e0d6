import Foundation
import XCTest

/// Runs notebooks twice, with the cache and without: whatever was edited in between, both say the same.
class CachingTestCase: FolderTestCase {
    /// Cells by id and source.
    typealias Cells = [(id: String, source: String)]

    struct Ran {
        var code: Int32
        /// What each cell printed and showed, and how it ended.
        var outputs: [String]
        /// Cells that did not run.
        var restored: [String]
        /// Why others could not be kept.
        var uncached: [String: String]
        var results: String
        var checks: [String]
    }

    private nonisolated(unsafe) static var cache = ""

    override class func setUp() {
        cache = NSTemporaryDirectory() + "avts-nb-caching-\(UUID().uuidString)"
    }

    override class func tearDown() { try? FileManager.default.removeItem(atPath: cache) }

    static var environment: [String: String] { ["XDG_CACHE_HOME": cache] }

    func text(_ cells: Cells, front: String = "", attributes: [String: String] = [:]) -> String {
        "---\navtsnb: 1\ntitle: t\n\(front)---\n\n"
            + cells.map { "```swift {#\($0.id)\(attributes[$0.id].map { " " + $0 } ?? "")}\n\($0.source)\n```\n" }.joined(
                separator: "\n")
    }

    func run(_ text: String, _ arguments: [String] = [], name: String = "n") throws -> Ran {
        let path = try file("\(name).avtsnb", text)
        let out = "\(folder)/\(name).out"
        let outcome = try Binary.run(
            ["run", path, "--out", out, "--keep-going"] + arguments, environment: Self.environment, in: folder)
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(out)/run.json"))
        let record = try XCTUnwrap(JSONSerialization.jsonObject(with: data) as? [String: Any])
        let cells = try XCTUnwrap(record["cells"] as? [[String: Any]])
        var ran = Ran(code: outcome.code, outputs: [], restored: [], uncached: [:], results: "", checks: [])
        for cell in cells {
            let id = cell["id"] as? String ?? ""
            let outputs = (cell["outputs"] as? [[String: Any]] ?? []).map { output in
                ["text", "image", "svg", "csv", "html"].compactMap { output[$0] as? String }.joined(separator: "|")
            }
            ran.outputs.append("\(id) \(cell["status"] ?? "") \(outputs)")
            if (cell["note"] as? String)?.hasPrefix("from the cache") == true { ran.restored.append(id) }
            ran.uncached[id] = cell["uncached"] as? String
        }
        let results = try JSONSerialization.data(withJSONObject: record["results"] ?? [:], options: .sortedKeys)
        ran.results = String(decoding: results, as: UTF8.self)
        ran.checks = (record["checks"] as? [[String: Any]] ?? []).map {
            "\($0["message"] ?? "") \($0["passed"] ?? "") \($0["line"] ?? "")"
        }
        return ran
    }

    /// Runs the same text with the cache and, elsewhere, without it; gives the former.
    @discardableResult
    func compare(
        _ text: String, _ arguments: [String] = [], _ what: String = "", file: StaticString = #filePath, line: UInt = #line
    ) throws -> Ran {
        let cached = try run(text, arguments)
        let plain = try run(text, arguments + ["--no-cache"], name: "n")
        XCTAssertEqual(cached.outputs, plain.outputs, what, file: file, line: line)
        XCTAssertEqual(cached.results, plain.results, what, file: file, line: line)
        XCTAssertEqual(cached.checks, plain.checks, what, file: file, line: line)
        XCTAssertEqual(cached.code, plain.code, what, file: file, line: line)
        XCTAssertEqual(plain.restored, [], what, file: file, line: line)
        return cached
    }
}
