import Foundation
import XCTest

/// Each test that Documentation/Promises.md names is there.
final class PromisesTests: XCTestCase {
    func testEveryPromiseHasItsTests() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("Documentation/Promises.md"), encoding: .utf8)
        var tests: Set<String> = []
        let files = FileManager.default.enumerator(at: root.appendingPathComponent("Tests"), includingPropertiesForKeys: nil)
        for case let file as URL in try XCTUnwrap(files) where file.pathExtension == "swift" {
            var name = ""
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                if let found = line.firstMatch(of: #/class (\w+Tests)\b/#) { name = String(found.1) }
                if let found = line.firstMatch(of: #/func (test\w+)\(/#) { tests.insert("\(name).\(found.1)") }
            }
        }
        var promises = 0
        for row in page.split(separator: "\n") where row.hasPrefix("| ") && !row.hasPrefix("| promise") {
            let names = row.matches(of: #/`(\w+Tests\.test\w+)`/#).map { String($0.1) }
            XCTAssertFalse(names.isEmpty, "a promise without a test: \(row)")
            for name in names { XCTAssertTrue(tests.contains(name), "there is no \(name)") }
            promises += 1
        }
        XCTAssertGreaterThan(promises, 20)
    }
}
