import CellSupport
import Foundation
import Session
import TestSupport
import XCTest

/// Cells mean what Swift means: each snippet prints here what it printed when `swiftc` compiled it.
final class ConformanceTests: XCTestCase {
    func testSnippetsPrintWhatSwiftPrints() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Conformance")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let snippets = files.filter { $0.pathExtension == "swift" }.map(\.path).sorted()
        XCTAssertGreaterThanOrEqual(snippets.count, 250)
        // Two sessions at once, for compiling takes one processor.
        let next = Shared(0), failures = Shared<[String]>([])
        atOnce(2) { _ in
            let cells = Cells()
            while case let number = next.withLock({
                $0 += 1; return $0 - 1
            }), number < snippets.count {
                let path = snippets[number]
                do {
                    // Snippets extend the same types: each wants a session that has seen no other.
                    try cells.session.reset()
                    let expected = try String(contentsOfFile: path.dropLast(5) + "out", encoding: .utf8)
                    try cells.evaluate(String(contentsOfFile: path, encoding: .utf8))
                    if cells.output != expected {
                        failures.withLock { [output = cells.output] in $0.append("\(path): \(output)") }
                    }
                } catch {
                    let words = (error as? CellError)?.rendered() ?? "\(error)"
                    failures.withLock { $0.append("\(path): \(words)") }
                }
            }
        }
        for failure in failures.withLock(\.self) { XCTFail(failure) }
    }
}
