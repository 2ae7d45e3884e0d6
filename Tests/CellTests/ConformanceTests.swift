import CellSupport
import Foundation
import XCTest

/// Cells mean what Swift means: each snippet prints here what it printed when `swiftc` compiled it.
final class ConformanceTests: XCTestCase {
    func testSnippetsPrintWhatSwiftPrints() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Conformance")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let snippets = files.filter { $0.pathExtension == "swift" }.sorted { $0.path < $1.path }
        XCTAssertGreaterThanOrEqual(snippets.count, 250)
        let cells = Cells()
        for (number, file) in snippets.enumerated() {
            // Snippets extend the same types: each wants a session that has seen no other.
            if number > 0 { try cells.session.reset() }
            let expected = try String(contentsOf: file.deletingPathExtension().appendingPathExtension("out"), encoding: .utf8)
            cells.run(try String(contentsOf: file, encoding: .utf8))
            XCTAssertEqual(cells.output, expected, file.lastPathComponent)
        }
    }
}
