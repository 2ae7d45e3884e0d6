import CellCompiler
import Notebook

/// What each word of the code is, for colours.
extension Inquiry {
    /// - Parameter lines: of the notebook; nil for all.
    func tokens(_ lines: ClosedRange<Int>? = nil) async throws -> JSON {
        var found: [(start: Position, rest: [Int])] = []
        for (part, _) in text.cells {
            if let lines, !text.parts[part].lines.overlaps(lines.lowerBound..<lines.upperBound + 1) { continue }
            let (view, answer) = try await ask("textDocument/semanticTokens/full", of: part)
            found += tokens(answer["data"]?.items?.compactMap(\.int) ?? [], in: part, view)
        }
        if let lines { found.removeAll { !lines.contains($0.start.line) } }
        return ["data": .array(Self.encoded(found).map { .int($0) })]
    }

    /// Five numbers a token: lines from the one before, columns, length, kind, modifiers.
    private func tokens(_ data: [Int], in part: Int, _ view: CellView) -> [(start: Position, rest: [Int])] {
        var found: [(start: Position, rest: [Int])] = []
        var line = 0, column = 0
        for index in stride(from: 0, to: data.count - data.count % 5, by: 5) {
            column = data[index] == 0 ? column + data[index + 1] : data[index + 1]
            line += data[index]
            guard !view.isPutIn(line: line, column: column), let origin = view.origin(line: line, column: column) else {
                continue
            }
            guard text.parts[part].columns.indices.contains(origin.line),
                let place = text.position(CodePosition(part: part, line: origin.line, column: origin.column))
            else { continue }
            found.append((place, Array(data[index + 2..<index + 5])))
        }
        return found
    }

    private static func encoded(_ tokens: [(start: Position, rest: [Int])]) -> [Int] {
        var last = Position(line: 0, column: 0)
        return tokens.sorted { $0.start < $1.start }.flatMap { token in
            let isSame = token.start.line == last.line
            let deltas = [token.start.line - last.line, isSame ? token.start.column - last.column : token.start.column]
            last = token.start
            return deltas + token.rest
        }
    }
}
