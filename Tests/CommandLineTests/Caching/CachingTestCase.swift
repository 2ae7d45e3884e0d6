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

    /// - Parameter place: a folder beneath the test's own, for runs at once; "" for that itself.
    func run(_ text: String, _ arguments: [String] = [], in place: String = "") throws -> Ran {
        let folder = place.isEmpty ? folder : "\(folder)/\(place)"
        let path = try file(place.isEmpty ? "n.avtsnb" : "\(place)/n.avtsnb", text)
        let out = "\(folder)/n.out"
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
        let (cached, differences) = try compared(text, arguments, what)
        for difference in differences { XCTFail(difference, file: file, line: line) }
        return cached
    }

    /// The same, with what differs in words.
    func compared(
        _ text: String, _ arguments: [String] = [], _ what: String = "", in place: String = ""
    ) throws -> (ran: Ran, differences: [String]) {
        let cached = try run(text, arguments, in: place)
        let plain = try run(text, arguments + ["--no-cache"], in: place)
        var differences: [String] = []
        func same<Value: Equatable>(_ name: String, _ found: Value, _ expected: Value) {
            if found != expected { differences.append("\(what), \(name): found \(found), without the cache \(expected)") }
        }
        same("outputs", cached.outputs, plain.outputs)
        same("results", cached.results, plain.results)
        same("checks", cached.checks, plain.checks)
        same("code", cached.code, plain.code)
        same("restored", plain.restored, [])
        return (cached, differences)
    }
}
