import CellCompiler
import Notebook

/// A notebook as the text of a Swift program: its cells, one after the other, at the top level.
public struct ProgramText {
    /// `main.swift`.
    public let main: String
    /// A second file, which holds the notebook itself for the report.
    public let embedded: String
    /// Cells that are left out, and why.
    public let omitted: [(cell: String, why: String)]

    public init(_ document: Document) {
        let name = document.fileName
        var text = """
            // \(document.title)
            // From \(name) by avts-nb. The notebook is the source: change it there.
            import AVTSKit
            import Foundation
            import Program

            let _program = NotebookProgram(_notebook, file: \(Self.literal(name)))


            """
        let defaults = try? Parameters(
            declared: document.frontMatter.parameters.filter { $0.defaultValue != nil }, assignments: [])
        if let defaults, !defaults.values.isEmpty { text += defaults.program + "\n" }
        var omitted: [(cell: String, why: String)] = []
        for case .cell(let cell) in document.blocks {
            let attributes = cell.attributes
            if attributes.isSkipped { continue }
            if attributes.raises != nil || attributes.allowsError {
                omitted.append((cell.id, "it is expected to fail, which would end the program"))
                text += "// The cell \(cell.id) is left out: it is expected to fail, which would end the program.\n\n"
                continue
            }
            let place = "#sourceLocation(file: \(Self.literal(name)), line: \(cell.firstLine))\n"
            let body = place + CellReading.showing(cell.source).trimmingNewlines + "\n#sourceLocation()\n"
            let id = Self.literal(cell.id)
            if let condition = attributes.condition {
                text += "if try _program.begins(\(id), if: \(condition)) {\n\(body)}\n\n"
            } else {
                text += "_program.begin(\(id))\n\(body)\n"
            }
        }
        main = text + "_program.end()\n"
        self.omitted = omitted
        var fence = "#"
        while document.text.contains("\"\"\"" + fence) || document.text.contains("\\" + fence) { fence += "#" }
        embedded = "/// \(name), for the report.\nlet _notebook = \(fence)\"\"\"\n\(document.text)\n\"\"\"\(fence)\n"
    }

    private static func literal(_ text: String) -> String {
        "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }
}

extension String {
    fileprivate var trimmingNewlines: String {
        var text = self[...]
        while text.last?.isNewline == true { text.removeLast() }
        return String(text)
    }
}
