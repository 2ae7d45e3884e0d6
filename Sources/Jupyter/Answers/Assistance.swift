import CellAssistant
import CellCompiler
import Foundation
import Notebook
import Session
import Terminal

/// Answers questions about what is being typed.
final class Assistance {
    private let cells: CellSession
    private let assistant: Assistant

    init(_ cells: CellSession, _ assistant: Assistant) { (self.cells, self.assistant) = (cells, assistant) }

    func warm() { current.warm() }

    /// After its process was lost the session has another compiler.
    private var current: Assistant {
        assistant.compiler = cells.compiler
        return assistant
    }

    func complete(_ answering: Answering) throws(RequestError) {
        let request = try answering.request.read(Requests.Complete.self)
        let cursor = CursorPosition(request.code, scalar: request.cursor_pos)
        let found = current.completions(request.code, at: cursor.byte)
        let bytes = Array(request.code.utf8)
        // All of them take the place of the same text.
        let start = min(found.map(\.start).min() ?? cursor.byte, cursor.byte)
        let first = cursor.scalar(atByte: start)
        func text(_ completion: Completion) -> String {
            String(decoding: bytes[start..<max(start, min(completion.start, bytes.count))], as: UTF8.self) + completion.text
        }
        var seen = Set<String>()
        let distinct = found.filter { seen.insert(text($0)).inserted }
        answering.reply([
            "status": "ok", "matches": .array(distinct.map { .string(text($0)) }), "cursor_start": .int(first),
            "cursor_end": .int(cursor.scalar),
            "metadata": [
                "_jupyter_types_experimental": .array(
                    distinct.map {
                        [
                            "start": .int(first), "end": .int(cursor.scalar), "text": .string(text($0)),
                            "type": .string($0.kind.rawValue), "signature": .string($0.detail),
                        ]
                    })
            ],
        ])
    }

    func inspect(_ answering: Answering) throws(RequestError) {
        let request = try answering.request.read(Requests.Inspect.self)
        let cursor = CursorPosition(request.code, scalar: request.cursor_pos)
        var parts: [String] = []
        if let name = NameAtCursor.find(request.code, scalar: cursor.scalar) {
            let variables = (try? cells.variables()) ?? []
            if let variable = variables.first(where: { $0.name == name }) {
                parts.append("\(variable.isConstant ? "let" : "var") \(variable.name): \(variable.type) = \(variable.value)")
            }
            let help = current.help(name) ?? name.split(separator: ".").last.flatMap { current.help(String($0)) }
            if let help { parts.append(help) }
        }
        let text = VisibleText.of(parts.joined(separator: "\n\n"))
        answering.reply([
            "status": "ok", "found": .bool(!parts.isEmpty), "data": parts.isEmpty ? [:] : ["text/plain": .string(text)],
            "metadata": [:],
        ])
    }

    func isComplete(_ answering: Answering) throws(RequestError) {
        let code = try answering.request.read(Requests.IsComplete.self).code
        switch CellReading.completeness(of: code) {
        case .complete: answering.reply(["status": "complete"])
        case .invalid: answering.reply(["status": "invalid"])
        case .incomplete:
            let line = code.split(separator: "\n").last ?? ""
            let deeper = line.last(where: { !$0.isWhitespace }).map { "{([".contains($0) } ?? false
            let indent = line.prefix { $0 == " " || $0 == "\t" } + (deeper ? "    " : "")
            answering.reply(["status": "incomplete", "indent": .string(String(indent))])
        }
    }
}
