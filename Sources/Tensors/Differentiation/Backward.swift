import Work

extension Tensor {
    /// Gradients of `output` with respect to `leaves` (made by `tracked()`), zeros where it does not depend on one.
    ///
    /// Walks the graph once, youngest node first, without recursion. Each pullback is freed as soon as it has run, so a graph
    /// serves one backward pass; a second one traps. `seed` is the gradient of the output itself, ones by default.
    ///
    /// Where `output` also depends on an enclosing differentiation, the walk is itself recorded and frees nothing: the gradients have
    /// derivatives, and the enclosing walk goes through both graphs.
    /// - Parameter whole: hears the place of each leaf and its gradient once nothing can be added to it, while the walk goes on; each leaf once.
    package static func backward(
        from output: Tensor, seed: Tensor? = nil, to leaves: [Tensor], whole: ((Int, Tensor) -> Void)? = nil
    ) -> [Tensor] {
        let leafNodes = leaves.map { leaf in
            guard let node = leaf.node else { Failing.with("backward: found an untracked leaf, expected tracked()") }
            return node
        }
        if let root = output.node, let oldest = leafNodes.map(\.identifier).min(), root.identifier >= oldest {
            var walk = GraphWalk(leaves: Set(leafNodes.map(ObjectIdentifier.init)), oldest: oldest)
            if let whole { walk.arrivals = LeafArrivals(leafNodes, from: root, oldest: oldest, whole) }
            let isNested = Recording.isOn && root.oldestLeaf < oldest
            Recording.$isOn.withValue(isNested) {
                root.receive(seed ?? .ones(output.shape))
                walk.propagate(from: root)
            }
            walk.arrivals?.tellRest()
        } else if let whole {
            for (place, node) in leafNodes.enumerated() { whole(place, node.nothing) }
        }
        return leafNodes.map { node in
            defer { node.gradient = nil }
            return node.gradient ?? node.nothing
        }
    }

    /// The value as whoever differentiated by `leaves` gets it: a constant, unless it depends on an enclosing differentiation as well.
    package func value(outOf leaves: [Tensor]) -> Tensor {
        // Without leaves, what is tracked is so by another differentiation.
        guard let node, let oldest = leaves.compactMap({ $0.node?.identifier }).min() else { return self }
        return node.oldestLeaf < oldest ? self : detached()
    }
}

/// One walk from a result down to the leaves of a differentiation.
private struct GraphWalk {
    let leaves: Set<ObjectIdentifier>
    /// Nodes older than the oldest leaf cannot depend on one: they belong to an enclosing differentiation.
    let oldest: UInt64
    /// Who minds which leaves are whole, where somebody asked.
    var arrivals: LeafArrivals?

    func propagate(from root: GraphNode) {
        var waiting = NodeQueue()
        waiting.insert(root)
        while let node = waiting.popYoungest() {
            guard !leaves.contains(ObjectIdentifier(node)), let gradient = node.gradient else { continue }
            node.gradient = nil
            let inputs = node.inputs
            // A leaf of a differentiation within this one, of a constant.
            if inputs.isEmpty, node.isLeaf { continue }
            guard let pullback = node.pullback else {
                Failing.with("backward: this graph has been walked already, expected one pass a graph")
            }
            if !Recording.isOn {
                node.pullback = nil
            } else if let name = node.onlyOnce {
                Failing.with(
                    "gradient of a gradient: found \(name), which has no second derivative, expected operations that have one "
                        + "(detach what the inner gradient need not depend on)")
            }
            let gradients = node.layer.map { layer in Profile.backward(layer) { pullback(gradient) } } ?? pullback(gradient)
            require(
                gradients.count == inputs.count,
                "a pullback gave \(gradients.count) gradients, expected one for each of \(inputs.count) inputs")
            for case (let input?, let arrived?) in zip(inputs, gradients) where input.identifier >= oldest {
                if input.gradient == nil { waiting.insert(input) }
                input.receive(arrived)
            }
            arrivals?.passed(inputs)
        }
    }
}

/// A binary heap of nodes, the youngest on top.
private struct NodeQueue {
    private var nodes: [GraphNode] = []

    mutating func insert(_ node: GraphNode) {
        nodes.append(node)
        var child = nodes.count - 1
        while child > 0, case let parent = (child - 1) / 2, nodes[parent].identifier < nodes[child].identifier {
            nodes.swapAt(parent, child)
            child = parent
        }
    }

    mutating func popYoungest() -> GraphNode? {
        guard let last = nodes.popLast() else { return nil }
        guard let youngest = nodes.first else { return last }
        nodes[0] = last
        var parent = 0
        while true {
            var largest = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < nodes.count && nodes[child].identifier > nodes[largest].identifier {
                largest = child
            }
            if largest == parent { return youngest }
            nodes.swapAt(parent, largest)
            parent = largest
        }
    }
}
