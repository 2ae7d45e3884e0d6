import Foundation
import Script
import XCTest

/// Cells mean what Swift means: each snippet prints here what it prints when `swiftc` compiles it.
final class ConformanceTests: XCTestCase {
    func testSnippetsPrintWhatIsExpected() throws {
        let snippets = try Snippet.all(in: "Conformance", expected: "out")
        XCTAssertGreaterThanOrEqual(snippets.count, 250)
        for snippet in snippets {
            XCTAssertEqual(Recorder().run(snippet.source, name: snippet.name), snippet.expected, snippet.name)
        }
    }

    /// All snippets in one program, each a function in a file of its own, compiled once.
    func testSwiftPrintsTheSame() throws {
        let compiler = try XCTUnwrap(tool("swiftc"), "swiftc is part of the toolchain that runs this test")
        let snippets = try Snippet.all(in: "Conformance", expected: "out")
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("conformance-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var main = ""
        var files: [String] = []
        for (index, snippet) in snippets.enumerated() {
            let file = folder.appendingPathComponent("snippet\(index).swift")
            try program(snippet.source, index).write(to: file, atomically: true, encoding: .utf8)
            files.append(file.path)
            main += "print(\"== \(index)\")\ntry snippet\(index)()\n"
        }
        let entry = folder.appendingPathComponent("main.swift")
        try main.write(to: entry, atomically: true, encoding: .utf8)
        let binary = folder.appendingPathComponent("snippets").path
        let built = try execute(
            compiler, ["-Onone", "-suppress-warnings", "-module-name", "cell", "-o", binary, entry.path] + files)
        XCTAssertEqual(built.status, 0, built.output)
        let printed = try execute(binary, [])
        XCTAssertEqual(printed.status, 0)
        var parts = printed.output.components(separatedBy: "== ")
        parts.removeFirst()
        XCTAssertEqual(parts.count, snippets.count)
        for (snippet, part) in zip(snippets, parts) {
            let text = part.drop { $0 != "\n" }.dropFirst()
            XCTAssertEqual(String(text), snippet.expected, snippet.name)
        }
    }

    /// Types, extensions and operators go to the file's level, private to it; the rest becomes a function.
    private func program(_ source: String, _ index: Int) -> String {
        var declarations: [String] = []
        var body: [String] = []
        var lines = source.components(separatedBy: "\n")[...]
        let heads = ["struct ", "enum ", "indirect enum ", "extension ", "infix operator ", "prefix operator "]
        while let line = lines.popFirst() {
            let isOperator = line.hasPrefix("func ") && !(line.dropFirst(5).first?.isLetter ?? true)
            guard isOperator || heads.contains(where: line.hasPrefix) else {
                body.append(line)
                continue
            }
            let isConforming = line.hasPrefix("extension ") && line.prefix { $0 != "{" }.contains(":")
            declarations.append(line.contains("fix operator") || isConforming ? line : "private " + line)
            var depth = balance(line)
            while depth > 0, let next = lines.popFirst() {
                declarations.append(next)
                depth += balance(next)
            }
        }
        return "import Foundation\n" + declarations.joined(separator: "\n") + "\nfunc snippet\(index)() throws {\n"
            + body.joined(separator: "\n") + "\n}\n"
    }

    private func balance(_ line: String) -> Int { line.count { $0 == "{" } - line.count { $0 == "}" } }

    private func tool(_ name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private func execute(_ path: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
