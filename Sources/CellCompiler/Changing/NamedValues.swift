import SwiftSyntax

/// Entries of a prompt as cells of a notebook, where `_` is no last value: a value that a later entry takes up gets a name where it was made.
public struct NamedValues {
    /// The entries, in order.
    public private(set) var sources: [String]

    /// - Parameters:
    ///   - sources: what was entered.
    ///   - haveEnded: which of them came to their end; the others left no value.
    public init(_ sources: [String], haveEnded: [Bool]) {
        self.sources = sources
        let cells = sources.map { CellSyntax(CellText($0, file: "entry")) }
        let taken = cells.reduce(into: Set<String>()) { $0.formUnion($1.names) }
        var last: (place: Int, name: String)?
        for (place, cell) in cells.enumerated() {
            let finder = LastValues()
            finder.walk(cell.tree)
            if let last, !finder.found.isEmpty {
                self.sources[place] = Self.replaced(finder.found, in: self.sources[place], by: last.name)
                // Its own value may be wanted, too: it is named as the replaced text has it.
                if !Self.isNamed(self.sources[last.place], last.name) {
                    self.sources[last.place] = Self.naming(self.sources[last.place], last.name)
                }
            }
            if cell.showsValue, haveEnded[place] {
                var name = "value\(place + 1)"
                while taken.contains(name) { name += "_" }
                last = (place, name)
            }
        }
    }

    private static func isNamed(_ source: String, _ name: String) -> Bool { source.contains("let \(name) = ") }

    /// The source with its last expression bound to a name, which is shown in its place.
    private static func naming(_ source: String, _ name: String) -> String {
        guard let item = CellSyntax(CellText(source, file: "entry")).tree.statements.last else { return source }
        var bytes = Array(source.utf8)
        bytes.insert(contentsOf: "\n\(name)".utf8, at: item.item.endPositionBeforeTrailingTrivia.utf8Offset)
        bytes.insert(contentsOf: "let \(name) = ".utf8, at: item.positionAfterSkippingLeadingTrivia.utf8Offset)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func replaced(_ tokens: [TokenSyntax], in source: String, by name: String) -> String {
        var bytes = Array(source.utf8)
        for token in tokens.reversed() {
            let start = token.positionAfterSkippingLeadingTrivia.utf8Offset
            bytes.replaceSubrange(start..<start + 1, with: name.utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
