/// Floats that fill one register: 16 with AVX-512, 8 with AVX2.
protocol Register: SIMD<Float> {
    static var count: Int { get }
}

extension SIMD8<Float>: Register {
    static var count: Int { 8 }
}

extension SIMD16<Float>: Register {
    static var count: Int { 16 }
}

extension Register {
    @inline(__always)
    init(at pointer: UnsafePointer<Float>) {
        self = UnsafeRawPointer(pointer).loadUnaligned(as: Self.self)
    }

    @inline(__always)
    func store(to pointer: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(pointer).storeBytes(of: self, as: Self.self)
    }

    /// Stores the first `count` lanes.
    @inline(__always)
    func store(to pointer: UnsafeMutablePointer<Float>, first count: Int) {
        if count >= Self.count { return store(to: pointer) }
        withUnsafeBytes(of: self) { lanes in
            pointer.update(from: lanes.bindMemory(to: Float.self).baseAddress!, count: Swift.max(count, 0))
        }
    }
}

/// Sixteen floats: one register of AVX-512, two of AVX2.
typealias Lanes = SIMD16<Float>

extension Lanes {
    /// Two neighbouring floats, eight times over: a 64-bit broadcast, which costs what a single float's does.
    @inline(__always)
    init(pairAt pointer: UnsafePointer<Float>) {
        let pair = UnsafeRawPointer(pointer).loadUnaligned(as: Double.self)
        self = unsafeBitCast(SIMD8<Double>(repeating: pair), to: Lanes.self)
    }

    /// Eight floats, each in two neighbouring lanes.
    @inline(__always)
    init(twiceAt pointer: UnsafePointer<Float>) {
        let bits = SIMD8<UInt64>(truncatingIfNeeded: UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<UInt32>.self))
        self = unsafeBitCast(bits | bits &<< 32, to: Lanes.self)
    }

    /// Adds neighbouring lanes and stores the first `count` of the eight results.
    @inline(__always)
    func storePairSums(to pointer: UnsafeMutablePointer<Float>, first count: Int) {
        let sums = evenHalf + oddHalf
        if count == 8 {
            UnsafeMutableRawPointer(pointer).storeBytes(of: sums, as: SIMD8<Float>.self)
        } else {
            withUnsafeBytes(of: sums) { pointer.update(from: $0.bindMemory(to: Float.self).baseAddress!, count: count) }
        }
    }
}
