import Kernels

/// A dense array of numbers, row-major, channels last: a value, as an `Array` is.
///
/// Elements are 32-bit floats unless another type is asked for (`converted(to:)`). Copies share memory; `reshaped` shares it too. Nothing
/// but the package's optimisers writes into a tensor, and those only into memory that no one else holds.
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
    /// What the elements are kept as.
    public var elementType: ElementType { storage.type }
    /// Where the elements lie.
    public var device: Device { storage.device }
}

extension Tensor {
    /// Makes a tensor whose elements a kernel writes, all of them; the memory comes uninitialised.
    init(shape: Shape, type: ElementType, writing kernel: (MutableElements) throws -> Void) rethrows {
        // Small ones, which are the many, need no question.
        if shape.count > 1 << 24 { obeying(try ShapeRule.allocation(shape, operation: "tensor")) }
        // A slip of the pen must not end a session: what no memory holds is told by its shape.
        if shape.count > 1 << 28 { obeying(try ShapeRule.allocation(shape, operation: "Tensor")) }
        let storage = Storage(count: shape.count, type: type)
        try kernel(storage.elements)
        self.init(shape: shape, storage: storage)
    }

    /// Makes a tensor whose elements `body` writes as 32-bit floats, all of them; they are kept as `type`.
    init(
        shape: Shape, keptAs type: ElementType = .float32,
        initializingWith body: (UnsafeMutableBufferPointer<Float>) throws -> Void
    ) rethrows {
        try self.init(shape: shape, type: type) { elements in
            try ConversionKernel.withFloats(for: elements, count: shape.count) {
                try body(UnsafeMutableBufferPointer(start: $0, count: shape.count))
            }
        }
    }

    /// Lends the elements to a kernel, row-major, as they are kept.
    func withElements<Result>(_ body: (Elements) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(storage) { try body(storage.elements.readable) }
    }

    /// Lends the elements, row-major, for reading as 32-bit floats; the pointer is good within `body` only.
    func withUnsafeBuffer<Result>(
        _ body: (UnsafeBufferPointer<Float>) throws -> Result
    ) rethrows -> Result {
        try withElements { elements in
            try ConversionKernel.withFloats(elements, count: count) {
                try body(UnsafeBufferPointer(start: $0, count: count))
            }
        }
    }

    /// Lends the elements for writing, as 32-bit floats; memory that someone else holds is copied first.
    ///
    /// A tracked tensor must not change under its derivative, so there this traps.
    mutating func withUnsafeMutableBuffer<Result>(
        _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
    ) rethrows -> Result {
        makeUnique()
        return try withExtendedLifetime(storage) {
            try ConversionKernel.withFloats(for: storage.elements, count: count) { floats in
                if elementType != .float32 {
                    ConversionKernel.convert(storage.elements.readable, to: MutableElements(floats), count: count)
                }
                return try body(UnsafeMutableBufferPointer(start: floats, count: count))
            }
        }
    }

    /// `self += scale · other`, in place when no one else holds the memory: the step of an optimiser, a gradient's sum.
    package mutating func accumulate(_ other: Tensor, scaledBy scale: Float = 1) {
        obeying(try ShapeRule.equal(shape, other.shape, operation: "accumulate"))
        makeUnique()
        withExtendedLifetime((storage, other)) {
            ElementwiseKernel.accumulate(
                other.storage.elements.readable, scaledBy: scale, into: storage.elements, count: count)
        }
    }

    /// Takes a copy of memory that someone else holds.
    private mutating func makeUnique() {
        require(node == nil, "a tracked tensor cannot be written: detach it")
        guard !isKnownUniquelyReferenced(&storage) else { return }
        let copy = Storage(count: count, type: elementType)
        withExtendedLifetime(storage) {
            ConversionKernel.convert(storage.elements.readable, to: copy.elements, count: count)
        }
        storage = copy
    }

    /// Where 32-bit floats lie; good while this tensor lives. Of another type the cell ends: ask for `floats`.
    var pointer: UnsafeMutablePointer<Float> { storage.pointer }

    /// Where the elements lie, as they are kept; good while this tensor lives.
    var elements: Elements { storage.elements.readable }
}
