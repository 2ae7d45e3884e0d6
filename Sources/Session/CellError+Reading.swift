import CellCompiler
import SessionProtocol

extension CellError {
    /// What the compiler refused.
    ///
    /// - Parameter remedy: what to write instead, by message, line and character.
    init(_ failure: CompileFailure, _ text: CellText, remedy: (String, String, Int) -> String?) {
        let first = failure.diagnostics.first { $0.severity == .error } ?? failure.diagnostics[0]
        self.init(
            kind: failure.isSyntax ? .syntax : .type, message: first.message, line: first.line, column: first.column,
            file: text.file,
            cell: text.id, caret: first.caret,
            remedy: remedy(first.message, text.line(first.line), first.column) ?? first.fix.map { "write `\($0)`" })
        let others = failure.diagnostics.filter { $0 != first }
        trace = others.map { "\(text.file):\($0.line):\($0.column): \($0.severity.rawValue): \($0.message)\n\($0.caret)" }
    }

    /// A cell over which the compiler itself came to grief.
    init(crashOf tool: String, _ words: String, _ text: CellText) {
        self.init(
            kind: .type, message: "\(tool) itself failed on this cell", line: text.firstLine, file: text.file, cell: text.id,
            remedy: "take the cell apart, to find what the compiler cannot bear; its own words follow")
        trace = words.split(whereSeparator: \.isNewline).prefix(5).map(String.init)
    }

    /// What ended the last of some cells; nil where it ended well.
    init?(_ ending: CellEnding, of cells: [CompiledCell], _ symbolizer: Symbolizer) {
        guard let cell = cells.last else { return nil }
        if ending.kind == .finished { return nil }
        let text = cell.text
        let statement =
            cell.statementLines.indices.contains(ending.statement) ? cell.statementLines[ending.statement] : text.firstLine
        self.init(kind: .runtime, message: ending.message, line: statement, file: text.file, cell: text.id)
        let frames = Self.places(ending.frames, symbolizer)
        // The innermost frame may be in a function of an earlier cell.
        let places = frames.flatMap(\.places).compactMap { place in
            cells.last { place.file.hasSuffix($0.text.label) && $0.text.lines.contains(place.line) }.map {
                (place: place, cell: $0)
            }
        }
        if let (place, cell) = places.first {
            (line, file, self.cell) = (place.line, cell.text.file, cell.text.id)
            column = place.column > 0 ? cell.column(place.column, line: line) : nil
            caret = cell.text.line(line) + (column.map { "\n" + cell.text.indentation(line, before: $0) + "^" } ?? "")
        } else {
            caret = text.line(line)
        }
        trace = places.dropFirst().filter { $0.place.function != "main" }.prefix(20).map {
            "\($0.place.function), \($0.cell.text.file):\($0.place.line)"
        }
        describe(ending, frames.first?.failure)
    }

    /// A right that the sandbox withholds looks like one that the file's owner does.
    mutating func explainSandbox() {
        let words = ["permission", "not permitted", "Network is unreachable"]
        guard words.contains(where: { message.lowercased().contains($0.lowercased()) }) else { return }
        notes.append(
            "cells of a file may read its folder and write its output's: avts-nb's --allow-read, --allow-write and --allow-net allow more"
        )
    }

    private mutating func describe(_ ending: CellEnding, _ failure: String?) {
        switch ending.kind {
        case .finished: break
        case .threw(let name): kind = .thrown(name)
        case .trapped(let signal):
            if message.isEmpty { message = failure ?? Self.words(signal) }
        case .stackOverflow:
            message = "the calls are nested too deeply: the stack of 128 MiB is used up"
            remedy = "a recursion that does not end? A loop needs no stack"
        case .stopped(let reason):
            kind = reason == .deadline ? .deadline : .interrupted
            message = reason == .deadline ? "the time is up" : "interrupted"
        case .exited(let code): message = "the cell called exit(\(code)); the session goes on"
        case .notLoaded: message = "the compiled cell cannot be loaded: \(ending.message)"
        }
        if ending.isUnsound {
            remedy = "it did not answer and was left where it stood; if later cells hang, begin anew with :reset"
        }
        if ending.sharesObjects {
            notes.append("variables are as the statement before left them; objects of classes stay as they are")
        }
        if ending.leaked >= 1 << 20 {
            notes.append("\(ending.leaked >> 20) MB that the cell held when it ended stay taken until the session ends")
        }
    }

    private static func words(_ signal: Int32) -> String {
        switch signal {
        case 4, 5: "the program stopped at a check that did not hold"
        case 6: "the program gave up (abort): memory could not be had, or a library found itself broken"
        case 8: "an impossible operation on integers"
        default: "memory was read or written that is not the program's (signal \(signal)); values may be damaged"
        }
    }

    private static func places(_ frames: [MachineFrame], _ symbolizer: Symbolizer) -> [Symbolizer.Frame] {
        var result: [Symbolizer.Frame] = []
        var rest = frames[...]
        while let first = rest.first {
            let run = rest.prefix { $0.image == first.image }
            rest = rest.dropFirst(run.count)
            // Cells have line tables; the runtime and the library say nothing here.
            if first.image.hasSuffix(".so"), first.image.contains("/cell") {
                result += symbolizer.frames(run.map(\.offset), in: first.image)
            }
        }
        return result
    }
}
