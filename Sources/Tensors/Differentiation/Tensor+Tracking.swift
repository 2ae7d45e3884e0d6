extension Tensor {
    /// Whether the tensor depends on an input of a running differentiation.
    public var isTracked: Bool { node != nil }

    /// The same values with no derivative: what is computed from it counts as constant. Shares the memory.
    public func detached() -> Tensor {
        node == nil ? self : Tensor(shape: shape, storage: storage)
    }

    /// The same values as a new leaf of a graph, whose gradient `backward` gives. Shares the memory.
    package func tracked() -> Tensor {
        Tensor(shape: shape, storage: storage, node: GraphNode(shape: shape, inputs: [], pullback: nil))
    }

    /// Registers an operation: its value, its inputs, and how a gradient of the value becomes gradients of the inputs
    /// (one each, in order; `nil` where none flows).
    ///
    /// No node is made when no input is tracked, nor inside a pullback: derivatives of derivatives are not kept.
    /// Capture *detached* inputs and outputs in `pullback`. The memory of what it captures is freed as soon as it has run.
    package static func differentiable(
        _ value: Tensor, inputs: [Tensor], pullback: @escaping (Tensor) -> [Tensor?]
    ) -> Tensor {
        guard inputs.contains(where: { $0.node != nil }), Recording.isOn else { return value.detached() }
        let node = GraphNode(shape: value.shape, inputs: inputs.map(\.node), pullback: pullback)
        return Tensor(shape: value.shape, storage: value.storage, node: node)
    }

    /// Whether a pullback must make a gradient for this input: asked when the pullback is made, to capture less.
    package var needsGradient: Bool { node != nil }
}

/// Whether operations on tracked tensors make nodes: switched off while pullbacks run.
enum Recording {
    @TaskLocal static var isOn = true
}
