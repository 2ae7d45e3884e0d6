import CellCompiler
import Notebook

/// What a name means, by where it is declared.
enum Target: Hashable, Sendable {
    /// In a cell, where its name stands.
    case cell(CodePosition)
    /// In the front matter: a parameter, or `params` itself.
    case parameter(String)
    /// In a module, by the compiler's name for it.
    case outside(String)
}

/// A name under a cursor.
struct Symbol: Sendable {
    /// As it is written there.
    let name: String
    let target: Target
    /// It belongs to a function or a closure, and so to one cell.
    let isLocal: Bool
}

extension Inquiry {
    /// What the name at a place means; nil where there is none, or nobody knows it.
    func symbol(at place: CodePosition) async throws -> Symbol? {
        guard let word = Words.name(in: line(place), around: place.column) else { return nil }
        let start = CodePosition(part: place.part, line: place.line, column: word.columns.lowerBound)
        let (view, answer) = try await ask("textDocument/symbolInfo", at: start)
        guard let info = answer.items?.first, let usr = info["usr"]?.text ?? info["name"]?.text else { return nil }
        var target = Target.outside(usr)
        if let declared = info["bestLocalDeclaration"] {
            target = try self.target(declared, named: word.text, from: place, view) ?? target
        } else if let module = info["systemModule"]?["moduleName"]?.text, let index = self.index(of: module) {
            // Of variables of another module's top level the service tells no place.
            let part = index - notebook.offset
            if part < 0 {
                target = .parameter(word.text)
            } else if let there = declaration(of: word.text, in: part) {
                target = .cell(there)
            }
        }
        // A name of a function's own cannot be used by another cell.
        var isLocal = false
        if case .cell(let declared) = target, let kind = info["kind"]?.int, kind == 13 || kind == 12 {
            isLocal = !CellReading.declaredNames(in: text.parts[declared.part].source).contains(word.text)
        }
        return Symbol(name: word.text, target: target, isLocal: isLocal)
    }

    /// The place of a declaration that the service names; nil where it lies outside of the notebook.
    private func target(_ location: JSON, named name: String, from place: CodePosition, _ view: CellView) throws -> Target? {
        guard let uri = location["uri"]?.text, let start = Position(location["range"]?["start"]) else { return nil }
        if uri == self.uri(place.part) {
            if let origin = view.origin(line: start.line, column: start.column) {
                return .cell(CodePosition(part: place.part, line: origin.line, column: origin.column))
            }
            // Brought in by a line before the cell: of a constant that a `guard` of an earlier cell binds.
            return (0..<place.part).reversed().lazy.compactMap { declaration(of: name, in: $0) }.first.map(Target.cell)
        }
        // The file from which an earlier cell's module was made is called as the module is.
        let module = uri.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? ""
        guard let index = index(of: module) else { return nil }
        let part = index - notebook.offset
        if part < 0 { return .parameter(name) }
        // As the cell is now: what declares has moved since its module was made, or cannot be compiled for the moment.
        guard let made = notebook.modules[module],
            let inside = made.place(line: start.line, byte: start.column, in: text.parts[part].source)
        else { return declaration(of: name, in: part).map(Target.cell) }
        let column = Words.column(in: line(CodePosition(part: part, line: inside.line, column: 0)), atByte: inside.byte)
        return .cell(CodePosition(part: part, line: inside.line, column: column))
    }

    /// The place among what was judged of the cell that was compiled to a module.
    private func index(of module: String) -> Int? { notebook.judgements.lastIndex { $0.compiled?.module == module } }

    private func declaration(of name: String, in part: Int) -> CodePosition? {
        CellReading.declaration(of: name, in: text.parts[part].source).map {
            CodePosition(part: part, line: $0.line, column: $0.columns.lowerBound)
        }
    }

    /// The range of the name that stands at a place, in its file.
    func nameSpan(_ place: CodePosition) -> Span? {
        let columns = Words.columns(in: line(place), at: place.column)
        return text.span(part: place.part, from: (place.line, columns.lowerBound), to: (place.line, columns.upperBound))
    }

    /// For each part in which a name means the same, one place where it stands.
    func parts(using symbol: Symbol, at place: CodePosition) async throws -> [CodePosition] {
        if symbol.isLocal { return [place] }
        var first = 0
        if case .cell(let declared) = symbol.target { first = declared.part }
        var found: [CodePosition] = []
        for part in first..<text.parts.count {
            if part == place.part {
                found.append(place)
                continue
            }
            // Many a name has other meanings, too; after so many of them it is hardly here.
            for occurrence in CellReading.occurrences(of: symbol.name, in: text.parts[part].source).prefix(50) {
                let there = CodePosition(part: part, line: occurrence.line, column: occurrence.columns.lowerBound)
                if try await self.symbol(at: there)?.target == symbol.target {
                    found.append(there)
                    break
                }
            }
        }
        return found
    }
}
