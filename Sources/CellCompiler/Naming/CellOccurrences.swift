import SwiftSyntax

extension CellReading {
    /// A name where it stands in a cell: the line from 0, and the columns of that line in UTF-16.
    package struct Occurrence: Sendable, Hashable {
        package let line: Int
        package let columns: Range<Int>
    }

    /// Where a name stands in a source, whatever it means there.
    package static func occurrences(of name: String, in source: String) -> [Occurrence] {
        guard source.contains(name) else { return [] }
        let tree = Nesting.tree(source)
        let converter = SourceLocationConverter(fileName: "", tree: tree)
        return tree.tokens(viewMode: .sourceAccurate).filter { $0.identifierText == name }.map {
            occurrence(of: $0, converter, source)
        }
    }

    /// Where the top level of a source declares a name; nil where it does not.
    package static func declaration(of name: String, in source: String) -> Occurrence? {
        let tree = Nesting.tree(source)
        let converter = SourceLocationConverter(fileName: "", tree: tree)
        for item in CellSyntax.items(of: tree.statements)
        where CellSyntax.declarations(of: item).contains(where: { $0.name == name }) {
            if let token = item.tokens(viewMode: .sourceAccurate).first(where: { $0.identifierText == name }) {
                return occurrence(of: token, converter, source)
            }
        }
        return nil
    }

    /// What the top level of a source declares.
    package static func declaredNames(in source: String) -> Set<String> {
        Set(CellSyntax(CellText(source, file: "cell")).declarations.map(\.name))
    }

    private static func occurrence(of token: TokenSyntax, _ converter: SourceLocationConverter, _ source: String) -> Occurrence {
        let place = converter.location(for: token.positionAfterSkippingLeadingTrivia)
        let lines = source.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let before = lines.indices.contains(place.line - 1) ? String(lines[place.line - 1].prefix(place.column - 1)) ?? "" : ""
        let start = before.utf16.count
        return Occurrence(line: place.line - 1, columns: start..<start + token.text.utf16.count)
    }
}
