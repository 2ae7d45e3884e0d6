/// What the cells of a notebook need of each other, told by their texts alone: rather too much than too little.
///
/// A cell may change whatever it names, unless that is a function, a type, or a constant whose value is written there.
public struct CellGraph: Sendable {
    private struct Node {
        let names: Set<String>
        /// Names that it declares, and those among them that nothing can change.
        let declares: Set<String>
        let fixed: Set<String>
        /// What it declares reaches later cells without being named.
        let reachesAll: Bool
    }

    /// Why a cell has to run.
    public struct Need: Sendable, Equatable {
        /// The place of the cell that needs it.
        public let user: Int
        /// The name that it is needed for; nil for imports, extensions and operators, which reach every later cell.
        public let name: String?
    }

    private let nodes: [Node]
    private let declared: Set<String>
    /// Names that nothing can change, whichever cell declares them.
    private let fixed: Set<String>

    /// - Parameter sources: the cells' texts, in order.
    public init(_ sources: [String]) {
        // What each function, type and computed variable so far names, and what those name.
        var callables: [String: Set<String>] = [:]
        nodes = sources.map { source in
            let cell = CellSyntax(CellText(source, file: "cell"))
            let names = cell.names.reduce(into: cell.names) { $0.formUnion(callables[$1] ?? []) }
            for declaration in cell.declarations where declaration.isCalled {
                let uses = declaration.uses.reduce(into: declaration.uses) { $0.formUnion(callables[$1] ?? []) }
                callables[declaration.name, default: []].formUnion(uses)
            }
            return Node(
                names: names, declares: Set(cell.declarations.map(\.name)),
                fixed: Set(cell.declarations.filter { !$0.kind.isVariable || Self.isWritten($0, in: cell) }.map(\.name)),
                reachesAll: !cell.reach.isEmpty || !cell.imports.isEmpty)
        }
        declared = nodes.reduce(into: Set<String>()) { $0.formUnion($1.declares) }
        fixed = nodes.reduce(into: declared) { $0.subtract($1.declares.subtracting($1.fixed)) }
    }

    /// Whether a constant's value is a literal.
    private static func isWritten(_ declaration: Declaration, in cell: CellSyntax) -> Bool {
        guard case .variable(true, _) = declaration.kind else { return false }
        // `let x: Int = 3`: no names but its own and that of a type of the standard library, no call and no closure.
        let types: Set<String> = ["Int", "Double", "Float", "String", "Bool", declaration.name]
        return declaration.uses.isSubset(of: types) && !declaration.text.contains { "({".contains($0) }
    }

    /// The cells that have to run before others can, by place, each with the reason; those others themselves are not among them.
    ///
    /// - Parameter chosen: places of the cells that are to run.
    public func needs(of chosen: Set<Int>) -> [Int: Need] {
        var needs: [Int: Need] = [:]
        var relevant: [String: Int] = [:]  // each with the last cell that is concerned with it
        var waiting = chosen.sorted()
        let last = chosen.max() ?? 0
        while let user = waiting.popLast() {
            for name in nodes[user].names where declared.contains(name) { relevant[name] = max(relevant[name] ?? user, user) }
            // What is made of something that may be changed may be another name for it.
            if nodes[user].names.contains(where: { declared.contains($0) && !fixed.contains($0) }) {
                for name in nodes[user].declares where !fixed.contains(name) {
                    relevant[name] = max(relevant[name] ?? last, last)
                }
            }
            for place in 0..<last where !chosen.contains(place) && needs[place] == nil {
                guard let need = need(of: place, user: user, relevant) else { continue }
                needs[place] = need
                waiting.append(place)
            }
        }
        return needs
    }

    private func need(of place: Int, user: Int, _ relevant: [String: Int]) -> Need? {
        let node = nodes[place]
        if node.reachesAll, place < user { return Need(user: user, name: nil) }
        for name in node.declares.union(node.names.intersection(declared).subtracting(fixed)).sorted() {
            if let end = relevant[name], place < end { return Need(user: end, name: name) }
        }
        return nil
    }
}
