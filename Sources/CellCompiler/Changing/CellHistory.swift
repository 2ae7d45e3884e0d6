/// The cells that ran, and who owns which name now.
struct CellHistory {
    private struct Past {
        let module: String
        var declarations: [Declaration]
        /// Names that it declares and never set.
        var lost: Set<String> = []
        let reach: Set<String>
        /// Modules whose types its values may be of: whoever uses one of its names may reach their members.
        let types: Set<String>
        /// A later cell adds all that this one does: the cell that was mended and ran again.
        var isReplaced = false
        let imports: [String]
        let additions: [Addition]

        var reachesAll: Bool { !reach.isEmpty && !isReplaced }
    }

    private var cells: [Past] = []

    /// Remembers a cell that ran.
    mutating func add(_ cell: CompiledCell) {
        if !cell.reach.isEmpty {
            for index in cells.indices where cells[index].reach.isSubset(of: cell.reach) { cells[index].isReplaced = true }
        }
        let isOfTypes = cell.declarations.contains { if case .type = $0.kind { true } else { false } }
        let types = cells.filter { cell.foundations.contains($0.module) }.reduce(into: Set(isOfTypes ? [cell.module] : [])) {
            $0.formUnion($1.types)
        }
        cells.append(
            Past(
                module: cell.module, declarations: cell.declarations, reach: cell.reach, types: types, imports: cell.imports,
                additions: cell.additions))
    }

    /// What each cell declared, oldest first, by its module.
    var declared: [(module: String, declarations: [Declaration])] { cells.map { ($0.module, $0.declarations) } }

    /// What reaches every later cell.
    var additions: [Addition] { cells.filter { !$0.isReplaced }.flatMap(\.additions) }

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
        cells[index].lost = lost
    }

    /// The module of the cell that declared a name last.
    func owner(of name: String) -> String? { cells.last { $0.declarations.contains { $0.name == name } }?.module }

    /// What stands before a name to mean that which was declared last.
    func qualifier(of name: String) -> String? {
        guard let owner = owner(of: name), let declaration = names[name] else { return nil }
        return owner + "." + (declaration.kind == .guarded ? Declaration.guardedPrefix : "")
    }

    /// All names, the newest declaration of each.
    var names: [String: Declaration] {
        var all: [String: Declaration] = [:]
        for cell in cells { for declaration in cell.declarations { all[declaration.name] = declaration } }
        return all
    }

    /// What earlier cells import: later ones have it too.
    var imports: [String] { cells.flatMap(\.imports) }

    /// The modules of earlier cells whose names or extensions a cell uses, and those of the types that are declared so.
    func foundations(of used: Set<String>, declaring own: [Declaration]) -> [String] {
        // A function that the cell replaces would be a second one of its name.
        let own = Set(own.filter(\.kind.isFunction).map { Signature($0) })
        let direct = cells.enumerated().filter { place, past in
            past.reachesAll
                || past.declarations.contains {
                    used.contains($0.name) && !own.contains(Signature($0)) && !isReplaced($0, after: place)
                }
        }.map(\.element)
        let all = direct.reduce(into: Set(direct.map(\.module))) { $0.formUnion($1.types) }
        return cells.map(\.module).filter(all.contains)
    }

    /// Whether a later cell declares the name anew: as something else, or as a function of the same labels and types.
    private func isReplaced(_ declaration: Declaration, after place: Int) -> Bool {
        cells[(place + 1)...].contains { later in
            later.declarations.contains {
                $0.name == declaration.name
                    && (!declaration.kind.isFunction || !$0.kind.isFunction || $0.kind == declaration.kind)
            }
        }
    }

    /// The lines before a cell that bring it what it uses of earlier ones.
    func header(for cell: CellSyntax) -> [String] { header(of: cell.names, declaring: cell.declarations) }

    /// The lines that bring names of earlier cells to one that declares some itself.
    func header(of used: Set<String>, declaring own: [Declaration]) -> [String] {
        var lines: [String] = []
        for line in imports where !lines.contains(line) { lines.append(line) }
        let foundations = Set(foundations(of: used, declaring: own))
        lines += cells.map(\.module).filter(foundations.contains).map { "@testable import \($0)" }
        let declared = Dictionary(grouping: own, by: \.name)
        for name in used.sorted() { lines += header(for: name, own: declared[name] ?? [], foundations) }
        return lines
    }

    private struct Signature: Hashable {
        let name: String
        let kind: Declaration.Kind

        init(_ declaration: Declaration) { (name, kind) = (declaration.name, declaration.kind) }
    }

    /// A name that several modules declare is the newest one's; overloads of functions add up.
    private func header(for name: String, own: [Declaration], _ foundations: Set<String>) -> [String] {
        let owners = cells.filter { $0.declarations.contains { $0.name == name } }
        let losers = cells.filter { foundations.contains($0.module) && $0.lost.contains(name) }
        guard let newest = owners.last else {
            // Its module is there for another name's sake, and what lies there is no value.
            if losers.isEmpty || !own.isEmpty { return [] }
            return [
                "@available(*, unavailable, message: \"its cell ended before it had a value\") private var `\(name)`: _CellLost { _CellLost() }"
            ]
        }
        let kinds = newest.declarations.filter { $0.name == name }.map(\.kind)
        if kinds.contains(.guarded) {
            return !own.isEmpty ? [] : ["private let `\(name)` = \(newest.module).\(Declaration.guardedPrefix)\(name)"]
        }
        // A type comes before one of the library or of Foundation that has its name.
        let isType = kinds.contains { if case .type = $0 { true } else { false } }
        guard owners.count > 1 || !losers.isEmpty || isType && own.isEmpty else { return [] }
        guard kinds.allSatisfy(\.isFunction) else {
            return ["@testable import \(kinds[0].importKeyword) \(newest.module).\(name)"]
        }
        var lines: [String] = []
        var signatures = Set(own.map(\.kind))
        for older in owners.reversed() {
            let others = older.declarations.filter { $0.name == name }.map(\.kind)
            guard others.allSatisfy(\.isFunction) else { break }
            if others.contains(where: signatures.contains) { continue }
            signatures.formUnion(others)
            lines.append("@testable import func \(older.module).\(name)")
        }
        return lines
    }
}
