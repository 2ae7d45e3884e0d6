import Files
import SwiftSyntax

/// What an editor needs: cells compiled for what is wrong with them and for what they declare, again from wherever the text has changed.
///
/// A module's name tells what it declares, so that who has read it under that name never has to read it again.
extension Compiler {
    /// What cells had declared at some point.
    package struct Checkpoint: Sendable {
        fileprivate let history: CellHistory
        fileprivate let keys: [String: String]
        fileprivate let cells: [CompiledCell]

        /// The module of the cell that declared a name last.
        package func owner(of name: String) -> String? { history.owner(of: name) }

        /// A cell that comes next, as an editor's service reads it.
        package func view(of text: CellText) -> CellView {
            let syntax = CellSyntax(text)
            let header =
                ["import AVTSKit", "import Foundation"]
                + history.header(of: Set(history.names.keys), declaring: syntax.declarations)
            return CellView(
                header: header, CellRewriting(naming: syntax, owners: history.qualifier, lastValue: nil), of: text)
        }
    }

    /// What an editor's service is told, so that it reads a cell as this compiler does.
    package var serviceArguments: [String] {
        [
            "-swift-version", "5", "-enable-testing", "-enable-upcoming-feature", "MemberImportVisibility", "-plugin-path",
            toolchain.plugins, "-module-name", "entry",
        ] + CompilerFlags.language + searchArguments
    }

    /// Where this compiler stands.
    package var checkpoint: Checkpoint { Checkpoint(history: history, keys: keys, cells: cells) }

    /// Goes back to where it stood, or on from there.
    package func restore(_ checkpoint: Checkpoint) {
        (history, keys, cells) = (checkpoint.history, checkpoint.keys, checkpoint.cells)
        count = cells.count
    }

    /// Takes a cell for one that was compiled now: the last good form of one that does not compile.
    package func assume(_ cell: CompiledCell) {
        keys[cell.module] = cell.key
        history.add(cell)
        cells.append(cell)
        count += 1
    }

    /// What a cell's module is called: by what it declares, and what it is declared with.
    func interfaceName(of cell: CellSyntax, header: [String]) -> String {
        let name = "cell_\(Digest.short(of: header + [""] + cell.declaring.map(\.trimmedDescription)).prefix(16))"
        // A second function of the same labels and types is a module of its own.
        return keys[name] == nil ? name : "\(name)_\(count + 1)"
    }
}

extension CellSyntax {
    /// What declares something, in order: what only runs changes nothing for later cells.
    fileprivate var declaring: [CodeBlockItemSyntax] {
        Self.items(of: tree.statements).filter { item in
            switch item.item {
            case .stmt: !Self.declarations(of: item).isEmpty
            case .expr: false
            default: true
            }
        }
    }

    /// Where each of these begins and ends.
    fileprivate var declaringPlaces: [(start: SourceLocation, end: SourceLocation)] {
        let converter = SourceLocationConverter(fileName: "", tree: tree)
        return declaring.map {
            (
                converter.location(for: $0.positionAfterSkippingLeadingTrivia),
                converter.location(for: $0.endPositionBeforeTrailingTrivia)
            )
        }
    }
}

extension CompiledCell {
    /// The place in a later text of the cell, which declares the same, of a place in this one's compiled text: lines from 0, and the byte in
    /// the line; nil where that is no place in a declaration, or the text declares other things.
    package func place(line: Int, byte: Int, in source: String) -> (line: Int, byte: Int)? {
        let line = line - headerLines + 1
        guard line >= 1 else { return nil }
        let column = max(1, rewriting.column(byte + 1, line: line))
        let old = CellSyntax(text).declaringPlaces
        let new = CellSyntax(CellText(source, file: "cell")).declaringPlaces
        guard old.count == new.count,
            let index = old.lastIndex(where: { ($0.start.line, $0.start.column) <= (line, column) && line <= $0.end.line })
        else { return nil }
        let shift = line == old[index].start.line ? new[index].start.column - old[index].start.column : 0
        return (line - old[index].start.line + new[index].start.line - 1, max(0, column + shift - 1))
    }
}
