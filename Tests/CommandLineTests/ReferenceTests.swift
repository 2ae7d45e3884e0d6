import CellCompiler
import Foundation
import XCTest

/// The library says of everything public what it is, and the tools can read it.
final class DocumentationTests: FolderTestCase {
    /// A graph holds what a module declares; what is synthesised has no place in a file.
    private struct Graph: Decodable {
        struct Symbol: Decodable {
            struct Place: Decodable {
                struct Position: Decodable { var line: Int }
                var uri: String
                var position: Position
            }
            struct Comment: Decodable {}
            var pathComponents: [String]
            var docComment: Comment?
            var location: Place?
        }
        var symbols: [Symbol]
    }

    func testEverythingPublicHasADocstring() throws {
        let compiler = try Compiler(toolchain: .find(), library: .find(beside: Binary.path))
        let graphs = try compiler.toolchain.symbolGraphs(
            of: Self.rooms() + ["Program", "SessionHost"], compiler.searchArguments)
        let symbols = try graphs.flatMap { try JSONDecoder().decode(Graph.self, from: $0).symbols }
        XCTAssertGreaterThan(symbols.count, 2000)
        let silent = symbols.filter { symbol in
            symbol.docComment == nil && symbol.location != nil && !symbol.pathComponents.contains { $0.hasPrefix("_") }
        }
        XCTAssertEqual(
            silent.compactMap { symbol in
                symbol.location.map { "\($0.uri):\($0.position.line + 1): \(symbol.pathComponents.joined(separator: "."))" }
            }, [])
    }

    /// The rooms that cells import.
    private static func rooms() throws -> [String] {
        let text = try String(contentsOfFile: "\(root)/Sources/AVTSKit/AVTSKit.swift", encoding: .utf8)
        return text.matches(of: #/@_exported import (\w+)/#).map { String($0.1) }
    }

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
        .standardizedFileURL.path

    /// As `make docs` does it: no link leads nowhere.
    func testDocCHasNothingToComplainOf() throws {
        let graphs = try Binary.run("reference", "--symbol-graphs", folder + "/graphs")
        XCTAssertEqual(graphs.code, 0, graphs.errors)
        let process = Process(), words = Pipe()
        process.executableURL = URL(fileURLWithPath: "\(try Toolchain.find().root)/bin/docc")
        process.arguments = [
            "convert", "\(Self.root)/Sources/AVTSKit/AVTSKit.docc", "--additional-symbol-graph-dir", folder + "/graphs",
            "--output-path", folder + "/docs", "--warnings-as-errors", "--fallback-display-name", "AVTSKit",
            "--fallback-bundle-identifier", "avts-nb.AVTSKit",
        ]
        process.standardError = words
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let said = words.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        XCTAssertEqual(process.terminationStatus, 0, String(decoding: said, as: UTF8.self))
        for page in ["", "/tensor", "/gettingstarted", "/frompairtoloss", "/pretraining"] {
            XCTAssertTrue(exists("docs/data/documentation/avtskit\(page).json"), page)
        }
    }
}

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
