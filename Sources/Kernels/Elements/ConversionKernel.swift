/// Elements of one type kept as another.
package enum ConversionKernel {
    private static let grain = 1 << 16

    /// Writes each element as the nearest of the target's type: towards zero for whole numbers (what is no number is 0, and what lies beyond
    /// their range its end), and for masks whether it is not 0.
    package static func convert(_ source: Elements, to target: MutableElements, count: Int) {
        Threads.parallelFor(count, grain: grain) { range in
            block(source + range.lowerBound, to: target + range.lowerBound, count: range.count)
        }
    }

    /// Calls `body` with the elements as 32-bit floats: as they are, or converted for the time of the call.
    package static func withFloats<R>(
        _ source: Elements, count: Int, _ body: (UnsafePointer<Float>) throws -> R
    ) rethrows -> R {
        try with(Float.self, source, count: count, body)
    }

    /// Calls `body` with room for 32-bit floats, which then become elements of `target`.
    package static func withFloats<R>(
        for target: MutableElements, count: Int, _ body: (UnsafeMutablePointer<Float>) throws -> R
    ) rethrows -> R {
        try with(Float.self, for: target, count: count, body)
    }

    /// Calls `body` with the elements as another type: as they are, or converted for the time of the call.
    static func with<Element: StoredElement, R>(
        _ type: Element.Type, _ source: Elements, count: Int, _ body: (UnsafePointer<Element>) throws -> R
    ) rethrows -> R {
        if source.type == type.type { return try body(source.pointer(to: type)) }
        return try BufferPool.withScratch(floats(count, type)) { scratch in
            let elements = MutableElements(UnsafeMutableRawPointer(scratch), type.type)
            convert(source, to: elements, count: count)
            return try body(elements.readable.pointer(to: type))
        }
    }

    /// Calls `body` with room for elements of another type, which then become those of `target`.
    static func with<Element: StoredElement, R>(
        _ type: Element.Type, for target: MutableElements, count: Int, _ body: (UnsafeMutablePointer<Element>) throws -> R
    ) rethrows -> R {
        if target.type == type.type { return try body(target.pointer(to: type)) }
        return try BufferPool.withScratch(floats(count, type)) { scratch in
            let elements = MutableElements(UnsafeMutableRawPointer(scratch), type.type)
            let result = try body(elements.pointer(to: type))
            convert(elements.readable, to: target, count: count)
            return result
        }
    }

    /// Floats that take the room of so many elements.
    private static func floats<Element: StoredElement>(_ count: Int, _ type: Element.Type) -> Int {
        (count * type.type.size + 3) / 4
    }

    /// `convert` on the calling thread.
    static func block(_ source: Elements, to target: MutableElements, count: Int) {
        if source.type == target.type {
            return target.address.copyMemory(from: source.address, byteCount: count * source.type.size)
        }
        switch (source.type, target.type) {
        case (.float32, .bf16): registers(source.floats, target.halves, count)
        case (.bf16, .float32): registers(source.halves, target.floats, count)
        case (.float32, .int32): each(source, target, count) { (x: Float) in Int32(towardsZero: x) }
        case (.int32, .float32): each(source, target, count) { (x: Int32) in Float(x) }
        case (.float32, .bool): each(source, target, count) { (x: Float) -> UInt8 in x == 0 ? 0 : 1 }
        case (.bool, .float32): each(source, target, count) { (x: UInt8) in Float(x) }
        case (.int32, .bool): each(source, target, count) { (x: Int32) -> UInt8 in x == 0 ? 0 : 1 }
        case (.bool, .int32): each(source, target, count) { (x: UInt8) in Int32(x) }
        default:
            BufferPool.withScratch(count) { floats in
                block(source, to: MutableElements(floats), count: count)
                block(Elements(floats), to: target, count: count)
            }
        }
    }

    @inline(__always)
    private static func registers<Source: StoredElement, Target: StoredElement>(
        _ source: UnsafePointer<Source>, _ target: UnsafeMutablePointer<Target>, _ count: Int
    ) {
        var i = 0
        while i &+ Lanes.count <= count {
            Target.store(Source.lanes(at: source + i), to: target + i)
            i &+= Lanes.count
        }
        while i < count {
            target[i] = Target(source[i].float)
            i &+= 1
        }
    }

    @inline(__always)
    private static func each<Source, Target>(
        _ source: Elements, _ target: MutableElements, _ count: Int, _ convert: (Source) -> Target
    ) {
        let from = source.address.assumingMemoryBound(to: Source.self)
        let to = target.address.assumingMemoryBound(to: Target.self)
        for i in 0..<count { to[i] = convert(from[i]) }
    }
}

extension Int32 {
    /// Held within the numbers of the range that a float holds; 0 for NaN.
    @inline(__always)
    fileprivate init(towardsZero value: Float) {
        self = value != value ? 0 : value >= 0x1p31 ? 2_147_483_520 : value <= -0x1p31 ? .min : Int32(value)
    }
}
