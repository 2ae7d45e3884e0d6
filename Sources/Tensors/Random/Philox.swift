/// Philox4x32-10: a block of 128 random bits as a pure function of a 64-bit key and a 128-bit counter.
///
/// J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
package enum Philox {
    /// The block at `counter` under `key`, ten rounds.
    @inline(__always)
    package static func block(_ counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
        let (a, b, c, d) = words(counter.x, counter.y, counter.z, counter.w, key: key.x, key.y)
        return SIMD4(a, b, c, d)
    }

    /// The same in scalars, of which a loop makes vectors.
    @inline(__always)
    static func words(
        _ c0: UInt32, _ c1: UInt32, _ c2: UInt32, _ c3: UInt32, key k0: UInt32, _ k1: UInt32
    ) -> (UInt32, UInt32, UInt32, UInt32) {
        var (c0, c1, c2, c3, k0, k1) = (c0, c1, c2, c3, k0, k1)
        for _ in 0..<10 {
            let first = UInt64(c0) &* 0xD251_1F53
            let second = UInt64(c2) &* 0xCD9E_8D57
            c0 = UInt32(truncatingIfNeeded: second &>> 32) ^ c1 ^ k0
            c2 = UInt32(truncatingIfNeeded: first &>> 32) ^ c3 ^ k1
            c1 = UInt32(truncatingIfNeeded: second)
            c3 = UInt32(truncatingIfNeeded: first)
            k0 = k0 &+ 0x9E37_79B9
            k1 = k1 &+ 0xBB67_AE85
        }
        return (c0, c1, c2, c3)
    }
}
