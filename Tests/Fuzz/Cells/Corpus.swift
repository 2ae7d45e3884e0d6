import Foundation
import Notebook

/// Cells and notebooks that people wrote, from the project's own pages.
struct Corpus {
    private(set) var cells: [String] = []
    private(set) var notebooks: [[UInt8]] = []

    init(project: String) throws {
        for path in Self.files(project, ["notebooks"], "avtsnb") {
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            notebooks.append(bytes)
            cells += Self.fenced(String(decoding: bytes, as: UTF8.self))
        }
        for path in Self.files(project, ["README.md", "Documentation"], "md") {
            cells += Self.fenced(try String(contentsOfFile: path, encoding: .utf8))
        }
        for path in Self.files(project, ["Tests/CellTests/Conformance"], "swift") {
            cells.append(try String(contentsOfFile: path, encoding: .utf8))
        }
    }

    private static func files(_ project: String, _ places: [String], _ ending: String) -> [String] {
        places.flatMap { place -> [String] in
            let path = "\(project)/\(place)"
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return [path] }
            return names.sorted().filter { $0.hasSuffix(".\(ending)") }.map { "\(path)/\($0)" }
        }
    }

    /// What stands between lines that begin "```swift" and the next "```".
    private static func fenced(_ text: String) -> [String] {
        var (result, cell): ([String], [String]?) = ([], nil)
        for line in text.lines {
            if line.hasPrefix("```") {
                if let cell { result.append(cell.joined(separator: "\n")) }
                cell = cell == nil && line.hasPrefix("```swift") ? [] : nil
            } else {
                cell?.append(line)
            }
        }
        return result
    }
}
