import CellCompiler
import Notebook

/// What selected cells need of cells that were not selected: told before anything runs, since the compiler would only say that it knows no
/// such name.
struct MissingNames {
    private var providers: [(cell: String, name: String, user: String)] = []
    /// The selected cells and those they need, in the order of the notebook.
    private var whole: [String] = []

    /// Nil where the selected cells need no others.
    init?(_ options: RunOptions, of document: Document) {
        let cells = document.cells
        let selected = options.selection(of: document)
        guard selected.contains(false) else { return nil }
        let names = cells.map { CellReading.names(in: $0.source) }
        var isNeeded = selected
        // From the last to the first: what a cell needs stands before it.
        for user in cells.indices.reversed() where isNeeded[user] && !cells[user].attributes.isSkipped {
            for name in names[user].reads.sorted() {
                let owners = cells[..<user].indices.filter { names[$0].writes.contains(name) && !cells[$0].attributes.isSkipped }
                // The nearest selected one will do, as it did when the cell was written on its own.
                guard let nearest = owners.last, !owners.contains(where: { selected[$0] }) else { continue }
                if !isNeeded[nearest] || !selected[nearest] {
                    providers.append((cells[nearest].id, name, cells[user].id))
                }
                isNeeded[nearest] = true
            }
        }
        if providers.isEmpty { return nil }
        whole = cells.indices.filter { isNeeded[$0] }.map { cells[$0].id }
    }

    var message: String {
        let reasons = providers.reversed().prefix(8).map { "`\($0.name)` in \($0.user) comes from \($0.cell)" }
        let more = providers.count > 8 ? ", …" : ""
        return "the selected cells need others: \(reasons.joined(separator: ", "))\(more); "
            + "run them too: \(whole.map { "--only \($0)" }.joined(separator: " "))"
    }
}
