extension Tensor {
    /// Whether the tensor depends on an input of a running differentiation.
    public var isTracked: Bool { node != nil }

    /// The same values with no derivative: what is computed from it counts as constant. Shares the memory.
    public func detached() -> Tensor {
        node == nil ? self : Tensor(shape: shape, storage: storage)
    }

    /// The same values as a new leaf of a graph, whose gradient `backward` gives. Shares the memory.
    ///
    /// A leaf made of a tracked tensor is tied to it: what depends on the leaf depends on that too, for an enclosing differentiation.
    package func tracked() -> Tensor {
        require(
            elementType.isFloatingPoint,
            "gradient: found a tensor of \(elementType), expected numbers with a fraction (convert it)")
        let leaf =
            node.map { GraphNode(of: self, inputs: [$0], isLeaf: true) { [$0] } }
            ?? GraphNode(of: self, inputs: [], isLeaf: true)
        return Tensor(shape: shape, storage: storage, node: leaf)
    }

    /// Registers an operation: its value, its inputs, and how a gradient of the value becomes gradients of the inputs
    /// (one each, in order; `nil` where none flows).
    ///
    /// No node is made when no input is tracked, nor inside a pullback, unless an enclosing differentiation wants the derivative of that.
    /// So `pullback` is made of operations that have derivatives themselves, on the inputs *as they came*, tracked; where it calls a
    /// kernel instead, it does so only while `Tensor.isDerivativeRecorded` is false. What it captures is freed as soon as it has run.
    /// - Parameter onlyOnce: the operation's name, where `pullback` has no derivative: a gradient of its gradient is then an error.
    package static func differentiable(
        _ value: Tensor, inputs: [Tensor], onlyOnce: String? = nil, pullback: @escaping (Tensor) -> [Tensor?]
    ) -> Tensor {
        guard inputs.contains(where: { $0.node != nil }), Recording.isOn else { return value.detached() }
        let node = GraphNode(of: value, inputs: inputs.map(\.node), onlyOnce: onlyOnce, pullback: pullback)
        return Tensor(shape: value.shape, storage: value.storage, node: node)
    }

    /// The same for a derivative that is written by means of the value. `pullback` gets it with the gradient: one that captured the
    /// tracked value would hold itself.
    package static func differentiable(
        _ value: Tensor, inputs: [Tensor], byValue pullback: @escaping (_ gradient: Tensor, _ value: Tensor) -> [Tensor?]
    ) -> Tensor {
        guard inputs.contains(where: { $0.node != nil }), Recording.isOn else { return value.detached() }
        let node = GraphNode(of: value, inputs: inputs.map(\.node))
        let (shape, storage) = (value.shape, value.storage)
        node.pullback = { [unowned node] gradient in
            pullback(gradient, Tensor(shape: shape, storage: storage, node: isDerivativeRecorded ? node : nil))
        }
        return Tensor(shape: shape, storage: storage, node: node)
    }

    /// Whether a pullback that runs now is itself differentiated: then it is made of operations that have derivatives.
    package static var isDerivativeRecorded: Bool { Recording.isOn }

    /// Whether a pullback must make a gradient for this input: asked when the pullback is made, to capture less.
    package var needsGradient: Bool { node != nil }
}

/// Whether operations on tracked tensors make nodes: switched off while pullbacks run, but for those of a nested differentiation.
enum Recording {
    @TaskLocal static var isOn = true
}
