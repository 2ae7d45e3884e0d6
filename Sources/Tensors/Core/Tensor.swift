import Kernels

/// A dense array of 32-bit floats, row-major, channels last: a value, as an `Array` is.
///
/// Copies share memory; `reshaped` shares it too. Nothing but the package's optimisers writes into a tensor, and those only
/// into memory that no one else holds.
///
///     let x = Tensor([1, 2, 3, 4], shape: [2, 2])
///     let y = (x * x).sum()      // Tensor [] = 30.0
public struct Tensor: Sendable {
    /// Sizes along each axis.
    public let shape: Shape
    package private(set) var storage: Storage
    /// Where the tensor stands in the graph of a running differentiation; nothing outside of one.
    let node: GraphNode?

    init(shape: Shape, storage: Storage, node: GraphNode? = nil) {
        self.shape = shape
        self.storage = storage
        self.node = node
    }

    /// Number of elements.
    public var count: Int { shape.count }
    /// Number of axes.
    public var rank: Int { shape.rank }
}

extension Tensor {
    /// Makes a tensor whose elements `body` writes, all of them; the memory comes uninitialised.
    package init(
        shape: Shape, initializingWith body: (UnsafeMutableBufferPointer<Float>) throws -> Void
    ) rethrows {
        // Small ones, which are the many, need no question.
        if shape.count > 1 << 24 { obeying(try ShapeRule.allocation(shape, operation: "tensor")) }
        // A slip of the pen must not end a session: what no memory holds is told by its shape.
        if shape.count > 1 << 28 { obeying(try ShapeRule.allocation(shape, operation: "Tensor")) }
        let storage = Storage(count: shape.count)
        try body(storage.buffer)
        self.init(shape: shape, storage: storage)
    }

    /// Lends the elements, row-major, for reading; the pointer is good within `body` only.
    package func withUnsafeBuffer<Result>(
        _ body: (UnsafeBufferPointer<Float>) throws -> Result
    ) rethrows -> Result {
        try withExtendedLifetime(storage) { try body(UnsafeBufferPointer(storage.buffer)) }
    }

    /// Lends the elements for writing; memory that someone else holds is copied first.
    ///
    /// A tracked tensor must not change under its derivative, so there this traps.
    package mutating func withUnsafeMutableBuffer<Result>(
        _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
    ) rethrows -> Result {
        require(node == nil, "a tracked tensor cannot be written: detach it")
        if !isKnownUniquelyReferenced(&storage) {
            let copy = Storage(count: count)
            copy.pointer.update(from: storage.pointer, count: count)
            storage = copy
        }
        return try withExtendedLifetime(storage) { try body(storage.buffer) }
    }

    /// `self += scale · other`, in place when no one else holds the memory: the step of an optimiser, a gradient's sum.
    package mutating func accumulate(_ other: Tensor, scaledBy scale: Float = 1) {
        obeying(try ShapeRule.equal(shape, other.shape, operation: "accumulate"))
        withUnsafeMutableBuffer { target in
            ElementwiseKernel.accumulate(
                other.storage.pointer, scaledBy: scale, into: target.baseAddress!, count: target.count)
        }
    }

    /// Where the elements lie; good while this tensor lives.
    var pointer: UnsafeMutablePointer<Float> { storage.pointer }
}
