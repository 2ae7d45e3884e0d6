/// Sixteen floats: one register of AVX-512, two of AVX2.
typealias Lanes = SIMD16<Float>

extension Lanes {
    static let count = 16

    @inline(__always)
    init(at pointer: UnsafePointer<Float>) {
        self = UnsafeRawPointer(pointer).loadUnaligned(as: Lanes.self)
    }

    /// Two neighbouring floats, eight times over: a 64-bit broadcast, which costs what a single float's does.
    @inline(__always)
    init(pairAt pointer: UnsafePointer<Float>) {
        let pair = UnsafeRawPointer(pointer).loadUnaligned(as: Double.self)
        self = unsafeBitCast(SIMD8<Double>(repeating: pair), to: Lanes.self)
    }

    @inline(__always)
    func store(to pointer: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(pointer).storeBytes(of: self, as: Lanes.self)
    }

    /// Stores the first `count` lanes.
    @inline(__always)
    func store(to pointer: UnsafeMutablePointer<Float>, first count: Int) {
        if count >= Lanes.count { return store(to: pointer) }
        for lane in 0..<Swift.max(count, 0) { pointer[lane] = self[lane] }
    }
}
