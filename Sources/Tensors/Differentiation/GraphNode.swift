import Kernels
import Synchronization

/// One step of a computation that is being differentiated: whose gradients it feeds, and how.
///
/// Identifiers grow, and a step's inputs are older than itself; so the descending order of identifiers is an order in which
/// every gradient is complete before it is handed on. A graph belongs to one thread at a time.
package final class GraphNode: @unchecked Sendable {
    let identifier: UInt64
    let shape: Shape
    /// What the gradients that arrive are kept as.
    let elementType: ElementType
    /// Nodes of the tracked inputs, in the order of the pullback's results.
    var inputs: [GraphNode?]
    /// From the gradient of the result to those of the inputs; given up as soon as it has run, unless an enclosing differentiation will
    /// walk this graph again.
    var pullback: ((Tensor) -> [Tensor?])?
    /// The sum of the gradients that have arrived.
    var gradient: Tensor?
    let isLeaf: Bool
    /// The oldest leaf that this depends on: one older than those of the running differentiation belongs to an enclosing one.
    let oldestLeaf: UInt64
    /// What has no second derivative: the name of its operation.
    let onlyOnce: String?
    /// Whose time the pullback's is, where layers are measured.
    let layer: ProfiledLayer?

    private static let counter = Atomic<UInt64>(0)
    private static let live = Atomic<Int>(0)

    /// Nodes alive now in the process: 0 when nothing is being differentiated, which tests hold us to.
    package static var liveCount: Int { live.load(ordering: .relaxed) }

    /// - Parameter isLeaf: whether a differentiation ends here. A leaf of a nested one has an input in the enclosing one's graph.
    init(
        of value: Tensor, inputs: [GraphNode?], isLeaf: Bool = false, onlyOnce: String? = nil,
        pullback: ((Tensor) -> [Tensor?])? = nil
    ) {
        let identifier = Self.counter.add(1, ordering: .relaxed).newValue
        self.identifier = identifier
        (shape, elementType) = (value.shape, value.elementType)
        self.inputs = inputs
        self.pullback = pullback
        self.isLeaf = isLeaf
        self.onlyOnce = onlyOnce
        layer = Profile.current
        oldestLeaf = inputs.reduce(isLeaf ? identifier : .max) { min($0, $1?.oldestLeaf ?? .max) }
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

    /// The gradient where none arrived.
    var nothing: Tensor { Tensor.zeros(shape).kept(as: elementType) }

    /// Adds a gradient that has arrived, into the memory of the earlier ones when that is ours alone; with its own derivative where the
    /// walk is recorded.
    func receive(_ arrived: Tensor) {
        require(
            arrived.shape == shape, "a pullback gave a gradient of shape \(arrived.shape), expected \(shape)")
        let arrived = arrived.converted(to: elementType)
        if Recording.isOn {
            gradient = gradient.map { $0 + arrived } ?? arrived
        } else if gradient == nil {
            gradient = arrived.detached()
        } else {
            gradient!.accumulate(arrived)
        }
    }
}
