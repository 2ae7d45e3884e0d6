import CLanes

/// A type that floats are kept as, and how a register of floats is made of sixteen of them: what a kernel for several types is written for.
protocol StoredElement {
    /// What it is called.
    static var type: ElementType { get }

    /// Sixteen elements as floats.
    static func lanes(at pointer: UnsafePointer<Self>) -> Lanes

    /// Keeps sixteen floats, each as the nearest element.
    static func store(_ lanes: Lanes, to pointer: UnsafeMutablePointer<Self>)

    init(_ float: Float)

    var float: Float { get }
}

extension Float: StoredElement {
    static var type: ElementType { .float32 }

    @inline(__always)
    static func lanes(at pointer: UnsafePointer<Float>) -> Lanes { Lanes(at: pointer) }

    @inline(__always)
    static func store(_ lanes: Lanes, to pointer: UnsafeMutablePointer<Float>) { lanes.store(to: pointer) }

    @inline(__always)
    var float: Float { self }
}

extension BFloat16: StoredElement {
    static var type: ElementType { .bf16 }

    @inline(__always)
    static func lanes(at pointer: UnsafePointer<BFloat16>) -> Lanes { avts_widened(pointer) }

    @inline(__always)
    static func store(_ lanes: Lanes, to pointer: UnsafeMutablePointer<BFloat16>) { avts_narrow(lanes, pointer) }
}

extension StoredElement {
    /// The first `count` of sixteen elements, the other lanes zero.
    @inline(__always)
    static func lanes(at pointer: UnsafePointer<Self>, first count: Int) -> Lanes {
        if count >= Lanes.count { return lanes(at: pointer) }
        var lanes = Lanes.zero
        for i in 0..<count { lanes[i] = pointer[i].float }
        return lanes
    }

    /// Sets elements to zero, whose bits are zero in every type.
    @inline(__always)
    static func clear(_ pointer: UnsafeMutablePointer<Self>, count: Int) {
        UnsafeMutableRawPointer(pointer).initializeMemory(as: UInt8.self, repeating: 0, count: count * MemoryLayout<Self>.stride)
    }

    /// Keeps the first `count` lanes.
    @inline(__always)
    static func store(_ lanes: Lanes, to pointer: UnsafeMutablePointer<Self>, first count: Int) {
        if count >= Lanes.count { return store(lanes, to: pointer) }
        for i in 0..<Swift.max(count, 0) { pointer[i] = Self(lanes[i]) }
    }
}
