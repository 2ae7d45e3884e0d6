import Foundation
import XCTest

/// What the documentation shows of Swift runs as cells, and the values in the comments behind its lines are those that come out.
final class DocumentedExampleTests: FolderTestCase {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        .standardizedFileURL.path

    /// The rooms that cells import.
    private static func rooms() throws -> [String] {
        try text("Sources/AVTSKit/AVTSKit.swift").matches(of: #/@_exported import (\w+)/#).map { String($0.1) }
    }

    private static func text(_ file: String) throws -> String {
        try String(contentsOfFile: "\(root)/\(file)", encoding: .utf8)
    }

    private static func files(below folder: String, ending: String) -> [String] {
        let all = FileManager.default.enumerator(atPath: "\(root)/\(folder)")?.allObjects as? [String] ?? []
        return all.filter { $0.hasSuffix(ending) }.sorted().map { "\(folder)/\($0)" }
    }

    /// The reference is made of docstrings, which are run where they stand.
    private static func pages() throws -> [DocumentedExample] {
        let files = ["README.md"] + files(below: "Documentation", ending: ".md") + files(below: "Sources", ending: ".md")
        return try files.filter { !$0.hasSuffix("/Reference.md") }.flatMap { DocumentedExample.inPage($0, try text($0)) }
    }

    private static func docstrings(of room: String) throws -> [DocumentedExample] {
        try files(below: "Sources/\(room)", ending: ".swift").flatMap { DocumentedExample.inSource($0, try text($0)) }
    }

    /// Runs examples one after the other, each file's words before them.
    private func run(_ examples: [DocumentedExample], _ name: String) throws -> Binary.Outcome {
        let place = "\(folder)/\(name)"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        for file in DocumentedWords.media {
            let target = URL(fileURLWithPath: "\(place)/\(file)")
            try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: "\(Self.root)/assets/sample.mp4", toPath: target.path)
        }
        var notebook = """
            ---
            avtsnb: 1
            params:
              scale: {type: choice, choices: [smoke, mini], default: smoke}
              precision: float32
            ---
            ```swift {#claims}
            \(DocumentedExample.claiming)
            ```

            """
        var last = ""
        for example in examples where example.isRun {
            if example.file != last, let words = DocumentedWords.of(example.file) {
                notebook += "```swift {#words-\(example.id)}\n\(words)\n```\n"
            }
            last = example.file
            notebook += "```swift {#\(example.id)}\n\(example.cell.text)\n```\n"
        }
        try Data(notebook.utf8).write(to: URL(fileURLWithPath: "\(place)/examples.avtsnb"))
        return try Binary.run(
            ["run", "examples.avtsnb", "--keep-going", "--allow-write", place], environment: ["AVTS_DATA": folder + "/data"],
            in: place)
    }

    func testDocstrings() throws {
        var (count, claims) = (0, 0)
        for room in try Self.rooms() {
            let examples = try Self.docstrings(of: room)
            if examples.isEmpty { continue }
            let outcome = try run(examples, room)
            XCTAssertEqual(outcome.code, 0, "\(room): \(outcome.errors)")
            count += examples.count
            claims += examples.reduce(0) { $0 + $1.cell.claims }
        }
        XCTAssertGreaterThan(count, 100)
        XCTAssertGreaterThan(claims, 35)
    }

    func testPages() throws {
        let examples = Dictionary(grouping: try Self.pages().filter(\.isRun), by: \.file)
        XCTAssertGreaterThan(examples.count, 10)
        for (file, examples) in examples.sorted(by: { $0.key < $1.key }) {
            let outcome = try run(examples, file.replacing("/", with: "-"))
            XCTAssertEqual(outcome.code, 0, "\(file): \(outcome.errors)")
        }
    }

    func testWhatIsNotRunSaysWhy() throws {
        let left = try Self.pages() + Self.rooms().flatMap { try Self.docstrings(of: $0) }
        for example in left where !example.isRun {
            XCTAssertTrue(example.hasReason, "\(example.file):\(example.line): say why, as {.noeval reason=\"…\"}")
        }
    }

    func testAValueThatIsNotTheDocumentedOneIsFound() throws {
        let page = """
            ```swift
            Tensor.arange(3).scalars    // [0, 1, 2]
            print(1, 2)                 // 1 2
            ```
            """
        let right = DocumentedExample.inPage("right.md", page)
        XCTAssertEqual(right.map(\.cell.claims), [2])
        XCTAssertEqual(try run(right, "right").code, 0)
        for wrong in [page.replacing("// [0, 1, 2]", with: "// [0, 1, 3]"), page.replacing("// 1 2", with: "// 1 3")] {
            let outcome = try run(DocumentedExample.inPage("wrong.md", wrong), "wrong-\(wrong.hashValue)")
            XCTAssertEqual(outcome.code, 1)
            XCTAssertTrue(outcome.errors.contains("documented as"), outcome.errors)
        }
    }
}
