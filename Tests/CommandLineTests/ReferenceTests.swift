import Foundation
import XCTest

/// The reference in the documentation is the one that the rows of natives give today.
final class ReferenceTests: XCTestCase {
    func testDocumentationIsCurrent() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let written = try String(contentsOf: root.appendingPathComponent("Documentation/Reference.md"), encoding: .utf8)
        let found = try Binary.run("reference")
        XCTAssertEqual(found.code, 0, found.errors)
        XCTAssertTrue(found.output.contains("`logFilterBank("), "the rows are in it")
        XCTAssertTrue(written == found.output, "Documentation/Reference.md is not current: run `make reference`")
    }
}
