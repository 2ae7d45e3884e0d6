/// Which leaves of a walk have all of their gradient: those that no node still to be walked feeds.
final class LeafArrivals {
    private let nodes: [GraphNode]
    private let places: [ObjectIdentifier: [Int]]
    /// How often each leaf is still to be fed.
    private var owed: [ObjectIdentifier: Int] = [:]
    private var told: Set<Int> = []
    private let whole: (Int, Tensor) -> Void

    /// Counts, before the walk from `root`, how often each leaf is an input on its way.
    init(_ leaves: [GraphNode], from root: GraphNode, oldest: UInt64, _ whole: @escaping (Int, Tensor) -> Void) {
        nodes = leaves
        self.whole = whole
        places = Dictionary(grouping: leaves.indices) { ObjectIdentifier(leaves[$0]) }
        var seen: Set<ObjectIdentifier> = [ObjectIdentifier(root)]
        var pending = places[ObjectIdentifier(root)] == nil ? [root] : []
        while let node = pending.popLast() {
            for case let input? in node.inputs where input.identifier >= oldest {
                let name = ObjectIdentifier(input)
                if places[name] != nil {
                    owed[name, default: 0] += 1
                } else if seen.insert(name).inserted {
                    pending.append(input)
                }
            }
        }
    }

    /// A node with these inputs has been walked.
    func passed(_ inputs: [GraphNode?]) {
        for case let input? in inputs {
            let name = ObjectIdentifier(input)
            guard let left = owed[name] else { continue }
            owed[name] = left - 1
            if left == 1 { tell(name) }
        }
    }

    /// The walk is over: what no gradient came to is whole as well.
    func tellRest() { for node in nodes { tell(ObjectIdentifier(node)) } }

    private func tell(_ name: ObjectIdentifier) {
        for place in places[name] ?? [] where told.insert(place).inserted {
            whole(place, nodes[place].gradient ?? nodes[place].nothing)
        }
    }
}
