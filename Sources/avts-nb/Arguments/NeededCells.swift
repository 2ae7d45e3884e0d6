import CellCompiler
import Notebook

/// The cells that selected ones need: they run too.
struct NeededCells {
    let ids: Set<String>
    /// What a person is told of it; nil where there are none.
    let message: String?

    init(_ options: RunOptions, of document: Document) {
        let cells = document.cells
        let selected = options.selection(of: document)
        guard selected.contains(false) else {
            (ids, message) = ([], nil)
            return
        }
        let chosen = Set(cells.indices.filter { selected[$0] && !cells[$0].attributes.isSkipped })
        let needs = CellGraph(document.readings).needs(of: chosen).filter { !cells[$0.key].attributes.isSkipped }
        ids = Set(needs.keys.map { cells[$0].id })
        let reasons = needs.sorted { $0.key < $1.key }.map { place, need in
            "\(cells[place].id) (\(need.name.map { "`\($0)` in \(cells[need.user].id)" } ?? "what it adds to all"))"
        }
        message =
            reasons.isEmpty
            ? nil
            : "these run too, since they are needed: \(reasons.prefix(12).joined(separator: ", "))\(reasons.count > 12 ? ", …" : "")"
    }
}
