import Foundation
import XCTest

/// Numbers that `Tests/Reference/optimizers_torch.py` made.
enum Reference {
    struct Rules: Decodable {
        struct Clipping: Decodable {
            let before, after: [[Float]]
            let norm, maximum: Double
        }
        let start: [Float]
        let gradients: [[Float]]
        let trajectories: [String: [[Float]]]
        let clipping: Clipping
    }

    static func rules() throws -> Rules {
        try JSONDecoder().decode(Rules.self, from: Data(contentsOf: folder.appendingPathComponent("rules.json")))
    }

    static func schedules() throws -> [String: [Double]] {
        try JSONDecoder().decode(
            [String: [Double]].self, from: Data(contentsOf: folder.appendingPathComponent("schedules.json")))
    }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Reference/optimizers")
}

/// Fails when two lists differ by more than `tolerance` anywhere, relative to values above 1.
func assertClose(
    _ found: [Float], _ expected: [Float], _ tolerance: Float = 1e-6, _ what: String = "",
    file: StaticString = #filePath, line: UInt = #line
) {
    XCTAssertEqual(found.count, expected.count, what, file: file, line: line)
    for (index, (a, b)) in zip(found, expected).enumerated() where !(abs(a - b) <= tolerance * max(1, abs(b))) {
        return XCTFail("\(what) [\(index)]: found \(a), expected \(b)", file: file, line: line)
    }
}
