/// What those need who read an entry without running it: completion, help, hints.
extension Compiler {
    /// The text in whose light a source is read, with what earlier cells declared, and where a byte of the source lies in it.
    ///
    /// Nothing that only a run needs is put in, so that the source stays one that people type.
    package func reading(_ source: String, at offset: Int) -> (text: String, offset: Int) {
        let rewriting = CellRewriting(
            naming: CellSyntax(CellText(source, file: "entry")), owners: history.qualifier, lastValue: lastValue)
        let head =
            (["import AVTSKit", "import Foundation"] + history.header(of: Set(history.names.keys), declaring: [])).joined(
                separator: "\n")
            + "\n"
        return (head + rewriting.text + "\n", head.utf8.count + rewriting.offset(offset))
    }

    /// What cells declared and later ones see, each name's newest declaration.
    package var declared: [String: Declaration] { history.names }

    /// The module of the cell that declared a name last.
    package func owner(of name: String) -> String? { history.owner(of: name) }
}
