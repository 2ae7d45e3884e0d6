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
        /// Types that it declares which have variables of their own.
        let stateful: Set<String>
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
    private let stateful: Set<String>

    /// - Parameter sources: the cells' texts, in order.
    public init(_ sources: [String]) {
        // What each function, type and computed variable so far names, and what those name.
        var callables: [String: Set<String>] = [:]
        nodes = sources.map { source in
            let cell = CellSyntax(CellText(source, file: "cell"))
            let names = cell.names.reduce(into: cell.names) { $0.formUnion(callables[$1] ?? []) }
            // A closure that is kept may be called, too.
            for declaration in cell.declarations where declaration.isCalled || declaration.text.contains("{") {
                let uses = declaration.uses.reduce(into: declaration.uses) { $0.formUnion(callables[$1] ?? []) }
                callables[declaration.name, default: []].formUnion(uses)
            }
            return Node(
                names: names, declares: Set(cell.declarations.map(\.name)),
                fixed: Set(
                    cell.declarations.filter { $0.kind.isVariable ? Self.isWritten($0, in: cell) : !Self.hasState($0) }.map(
                        \.name)),
                reachesAll: !cell.reach.isEmpty || !cell.imports.isEmpty,
                stateful: Set(cell.declarations.filter(Self.hasState).map(\.name)))
        }
        declared = nodes.reduce(into: Set<String>()) { $0.formUnion($1.declares) }
        stateful = nodes.reduce(into: Set<String>()) { $0.formUnion($1.stateful) }
        fixed = nodes.reduce(into: declared) { $0.subtract($1.declares.subtracting($1.fixed)) }
    }

    private static func hasState(_ declaration: Declaration) -> Bool {
        !declaration.kind.isVariable && TypeState.find(in: declaration.text) != nil
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

extension CellGraph {
    /// A cell as it ran.
    public struct Past: Sendable {
        public let source: String
        /// Variables of earlier cells that it changed; nil where that is not known, or it did not come to its end.
        public let changed: [String]?

        public init(source: String, changed: [String]?) { (self.source, self.changed) = (source, changed) }
    }

    /// The cells that have to run again, after an edit, in a session in which others ran before: the rest have what a run of all would give them.
    ///
    /// Which of the old cells is which of the new is told by `same`: by place in the new cells the place among the old, for cells whose text is the
    /// same, in the same order.
    /// - Returns: places in the new cells; nil where only a new session will do, since what reaches all cells has changed.
    public func touched(by past: [Past], same: [Int: Int]) -> Set<Int>? {
        let old = CellGraph(past.map(\.source))
        let gone = past.indices.filter { !same.values.contains($0) }
        // Extensions and operators cannot be taken back.
        if gone.contains(where: { old.nodes[$0].reachesAll }) { return nil }
        if nodes.indices.contains(where: { same[$0] == nil && nodes[$0].reachesAll }) { return nil }
        func mayChange(_ place: Int) -> Set<String> {
            if let before = same[place], let changed = past[before].changed {
                return Set(changed).union(nodes[place].names.intersection(stateful))
            }
            return nodes[place].names.intersection(declared).subtracting(fixed).subtracting(nodes[place].declares)
        }
        func changed(_ place: Int) -> Set<String> {
            past[place].changed.map { Set($0).union(old.nodes[place].names.intersection(old.stateful)) }
                ?? old.nodes[place].names.intersection(old.declared).subtracting(old.fixed)
        }
        var touched = Set(nodes.indices.filter { same[$0] == nil || past[same[$0]!].changed == nil })
        // Names whose values are not what a run of all would give: what the cells that are gone made of them.
        let lost = gone.reduce(into: Set<String>()) { $0.formUnion(old.nodes[$1].declares.union(changed($1))) }
        // What ran at or after a place, by the names that it changed: nothing is as it was before it.
        let last = past.indices.reduce(into: [String: Int]()) { last, place in
            for name in changed(place) { last[name] = place }
        }
        var isGrowing = true
        while isGrowing {
            let before = touched.count
            for place in nodes.indices {
                let node = nodes[place]
                // What it is given has changed, or is to be made again.
                let isGiven = touched.contains { earlier in
                    earlier < place && !node.names.isDisjoint(with: nodes[earlier].declares.union(mayChange(earlier)))
                }
                if isGiven || !node.names.isDisjoint(with: lost) || !node.declares.isDisjoint(with: lost) {
                    touched.insert(place)
                }
                guard touched.contains(place) else { continue }
                // What was changed by itself, or by what came later, has to be made again from its beginning.
                for name in node.names.subtracting(fixed) where (last[name] ?? -1) >= (same[place] ?? earliest(place, same)) {
                    for other in nodes.indices where other < place {
                        if nodes[other].declares.contains(name) || mayChange(other).contains(name) { touched.insert(other) }
                    }
                }
            }
            isGrowing = touched.count > before
        }
        return touched
    }

    /// The place among the old cells from which on they came after a new one.
    private func earliest(_ place: Int, _ same: [Int: Int]) -> Int {
        (0..<place).reversed().lazy.compactMap { same[$0] }.first.map { $0 + 1 } ?? 0
    }
}
