import Foundation
import Script
import XCTest

/// The snippets of a folder beside this file, with what is expected of each.
struct Snippet {
    let name: String
    let source: String
    let expected: String

    static func all(in folder: String, expected suffix: String) throws -> [Snippet] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(folder)
        let files = try FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)
        return try files.filter { $0.pathExtension == "swift" }.sorted { $0.path < $1.path }.map { file in
            let answer = file.deletingPathExtension().appendingPathExtension(suffix)
            return Snippet(
                name: file.lastPathComponent, source: try String(contentsOf: file, encoding: .utf8),
                expected: try String(contentsOf: answer, encoding: .utf8))
        }
    }
}

/// A session that remembers what it was told.
final class Recorder: @unchecked Sendable {
    let session: Session
    private(set) var output = ""
    private(set) var events: [SessionEvent] = []

    init(_ rows: [NativeRow] = []) {
        session = Session(natives: NativeRegistry(rows))
        session.onEvent = { [unowned self] event in
            if case .output(let text) = event { output += text } else { events.append(event) }
        }
    }

    /// Runs a cell; gives what it printed, or how it failed.
    func run(_ source: String, name: String = "input") -> String {
        output = ""
        do {
            try session.evaluate(source, cell: CellIdentity(id: "c", file: name))
            return output
        } catch {
            return output + error.rendered() + "\n"
        }
    }

    /// The value of a cell's last expression, as text.
    func value(_ source: String, file: StaticString = #filePath, line: UInt = #line) -> String? {
        do { return try session.evaluate(source)?.debugPrinted } catch {
            XCTFail(error.rendered(), file: file, line: line)
            return nil
        }
    }

    func failure(_ source: String, file: StaticString = #filePath, line: UInt = #line) -> ScriptError? {
        do {
            try session.evaluate(source)
            XCTFail("the cell did not fail", file: file, line: line)
            return nil
        } catch { return error }
    }
}
