import Foundation
import XCTest

/// The reference in the documentation is the one that the library's docstrings give today.
final class ReferenceTests: XCTestCase {
    func testDocumentationIsCurrent() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let written = try String(contentsOf: root.appendingPathComponent("Documentation/Reference.md"), encoding: .utf8)
        let found = try Binary.run("reference")
        XCTAssertEqual(found.code, 0, found.errors)
        for name in ["### TwoStreamNetwork", "`func matmul(", "`func logFilterBank("] {
            XCTAssertTrue(found.output.contains(name), "\(name) is not in it")
        }
        XCTAssertTrue(written == found.output, "Documentation/Reference.md is not current: run `make reference`")
    }
}
