/// The cells that ran, and who owns which name now.
struct CellHistory {
    private struct Past {
        let module: String
        var declarations: [Declaration]
        let reachesAll: Bool
    }

    private var cells: [Past] = []

    /// Remembers a cell that ran.
    mutating func add(_ cell: CompiledCell) {
        cells.append(Past(module: cell.module, declarations: cell.declarations, reachesAll: cell.hasOperatorsOrExtensions))
    }

    /// Forgets what a cell that ended early has not set, and the functions that would use it.
    mutating func drop(unset names: Set<String>, of module: String) {
        guard let index = cells.firstIndex(where: { $0.module == module }) else { return }
        var lost = names
        while true {
            let before = lost.count
            for declaration in cells[index].declarations
            where !declaration.kind.isVariable && !lost.isDisjoint(with: declaration.uses) {
                lost.insert(declaration.name)
            }
            if lost.count == before { break }
        }
        cells[index].declarations.removeAll { lost.contains($0.name) }
    }

    /// The module that declared a name last.
    func owner(of name: String) -> String? { cells.last { $0.declarations.contains { $0.name == name } }?.module }

    /// All names, the newest declaration of each.
    var names: [String: Declaration] {
        var all: [String: Declaration] = [:]
        for cell in cells { for declaration in cell.declarations { all[declaration.name] = declaration } }
        return all
    }

    /// The lines that import what a cell uses.
    func imports(for cell: CellSyntax) -> [String] { imports(of: cell.names) }

    /// The lines that import the newest of each of these names.
    func imports(of used: Set<String>) -> [String] {
        var lines: [String] = []
        for past in cells where past.reachesAll || past.declarations.contains(where: { used.contains($0.name) }) {
            lines.append("@testable import \(past.module)")
        }
        // A name that several modules declare is the newest one's; overloads of functions add up.
        for name in used.sorted() {
            let owners = cells.filter { $0.declarations.contains { $0.name == name } }
            guard owners.count > 1, let newest = owners.last else { continue }
            let own = newest.declarations.filter { $0.name == name }
            lines.append("@testable import \(own[0].kind.importKeyword) \(newest.module).\(name)")
            guard own.allSatisfy(\.kind.isFunction) else { continue }
            var signatures = Set(own.map(\.kind))
            for older in owners.dropLast().reversed() {
                let others = older.declarations.filter { $0.name == name }
                guard others.allSatisfy(\.kind.isFunction) else { break }
                if others.contains(where: { signatures.contains($0.kind) }) { continue }
                signatures.formUnion(others.map(\.kind))
                lines.append("@testable import func \(older.module).\(name)")
            }
        }
        return lines
    }
}
