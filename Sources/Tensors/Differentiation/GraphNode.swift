import Synchronization

/// One step of a computation that is being differentiated: whose gradients it feeds, and how.
///
/// Identifiers grow, and a step's inputs are older than itself; so the descending order of identifiers is an order in which
/// every gradient is complete before it is handed on. A graph belongs to one thread at a time.
package final class GraphNode: @unchecked Sendable {
    let identifier: UInt64
    let shape: Shape
    /// Nodes of the tracked inputs, in the order of the pullback's results.
    var inputs: [GraphNode?]
    /// From the gradient of the result to those of the inputs; given up as soon as it has run.
    var pullback: ((Tensor) -> [Tensor?])?
    /// The sum of the gradients that have arrived.
    var gradient: Tensor?
    let isLeaf: Bool

    private static let counter = Atomic<UInt64>(0)
    private static let live = Atomic<Int>(0)

    /// Nodes alive now in the process: 0 when nothing is being differentiated, which tests hold us to.
    package static var liveCount: Int { live.load(ordering: .relaxed) }

    init(shape: Shape, inputs: [GraphNode?], pullback: ((Tensor) -> [Tensor?])?) {
        identifier = Self.counter.add(1, ordering: .relaxed).newValue
        self.shape = shape
        self.inputs = inputs
        self.pullback = pullback
        isLeaf = pullback == nil
        Self.live.add(1, ordering: .relaxed)
    }

    /// Frees the nodes below in a loop: a chain of 200,000 freed one inside the other would overflow the stack.
    deinit {
        Self.live.subtract(1, ordering: .relaxed)
        guard !inputs.isEmpty else { return }
        // Pullbacks may hold tracked inputs; `inputs` still holds these nodes too, so this frees no node.
        pullback = nil
        var pending = inputs.compactMap(\.self)
        inputs = []
        while var node = pending.popLast() {
            guard isKnownUniquelyReferenced(&node) else { continue }
            node.pullback = nil
            for case let input? in node.inputs { pending.append(input) }
            node.inputs = []
        }
    }

    /// Adds a gradient that has arrived, into the memory of the earlier ones when that is ours alone.
    func receive(_ arrived: Tensor) {
        require(
            arrived.shape == shape, "a pullback gave a gradient of shape \(arrived.shape), expected \(shape)")
        if gradient == nil {
            gradient = arrived.detached()
        } else {
            gradient!.accumulate(arrived)
        }
    }
}
