import Foundation
import XCTest

/// The notebooks that the documentation shows run as they stand, and print what they say.
final class DocumentedNotebookTests: FolderTestCase {
    func testTheyRun() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        for (page, scale) in [("README.md", []), ("Documentation/Notebooks.md", ["-p", "scale=smoke"])] {
            let text = try String(contentsOf: root.appendingPathComponent(page), encoding: .utf8)
            let shown = text.components(separatedBy: "````markdown\n").dropFirst().compactMap {
                $0.components(separatedBy: "\n````").first
            }
            XCTAssertEqual(shown.count, 1, page)
            for notebook in shown {
                let path = try file("shown.avtsnb", notebook + "\n")
                let outcome = try Binary.run(["test", path] + scale, environment: ["AVTS_DATA": folder + "/data"])
                XCTAssertEqual(outcome.code, 0, "\(page): \(outcome.output)\(outcome.errors)")
                XCTAssertTrue(outcome.output.contains("passed, 0 failed") || outcome.errors.contains("passed, 0 failed"), page)
            }
        }
    }
}
