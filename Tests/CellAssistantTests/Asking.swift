import CellAssistant
import CellCompiler
import Foundation
import XCTest

/// A compiler whose cells are compiled and not run, and an assistant beside it.
final class Asking {
    let compiler: Compiler
    let assistant: Assistant
    private var count = 0

    init(_ cells: String...) throws {
        compiler = try Compiler(toolchain: .find(), library: .find(beside: Self.program))
        assistant = Assistant(compiler: compiler)
        for cell in cells { try compile(cell) }
    }

    func compile(_ source: String) throws {
        count += 1
        _ = try compiler.compile(CellText(source, id: "c\(count)", file: "c\(count)"))
    }

    /// What the word before `|` may become.
    func completions(_ marked: String) -> [Completion] {
        let offset = marked.utf8.prefix { $0 != UInt8(ascii: "|") }.count
        return assistant.completions(marked.replacing("|", with: "", maxReplacements: 1), at: offset)
    }

    func texts(_ marked: String) -> [String] { completions(marked).map(\.text) }

    /// Tests lie beside the library.
    private static var program: String {
        Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundlePath ?? LibraryLocation.executable
    }
}
