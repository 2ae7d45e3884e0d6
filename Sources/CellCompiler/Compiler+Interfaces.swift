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

    /// What a cell's module is called: by what it declares, and where in it.
    func interfaceName(of cell: CellSyntax, _ rewriting: CellRewriting, header: [String]) -> String {
        let converter = SourceLocationConverter(fileName: "", tree: cell.tree)
        let lines = rewriting.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var parts = header + [""]
        for item in CellSyntax.items(of: cell.tree.statements) {
            // Whatever declares: what only runs changes nothing for later cells.
            if case .expr = item.item { continue }
            if case .stmt = item.item, CellSyntax.declarations(of: item).isEmpty { continue }
            let line = converter.location(for: item.positionAfterSkippingLeadingTrivia).line
            parts += ["\(line)", lines.indices.contains(line - 1) ? lines[line - 1] : "", item.trimmedDescription]
        }
        let name = "cell_\(Digest.short(of: parts).prefix(16))"
        // A second function of the same labels and types is a module of its own.
        return keys[name] == nil ? name : "\(name)_\(count + 1)"
    }
}

extension CompiledCell {
    /// The place in the cell of one in its compiled text: its line from 0, and the byte in that line; nil in what stands before the cell.
    package func place(line: Int, byte: Int) -> (line: Int, byte: Int)? {
        let own = line - headerLines
        guard own >= 0 else { return nil }
        return (own, max(0, rewriting.column(byte + 1, line: own + 1) - 1))
    }
}
