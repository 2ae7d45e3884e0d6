/// Exponential, logarithm and their kin in branch-free arithmetic, so that the loops around them vectorise.
///
/// Polynomials of Cephes (S. Moshier), evaluated with fused multiply-adds. Largest errors seen against
/// double precision over the whole range: `exponential` and `logarithm` 1 ulp, `tanh` and `sigmoid` 2 ulp
/// (`VectorMathTests`).
enum VectorMath {
    /// 1.5 × 2²³: adding it rounds to the nearest integer and leaves that integer in the low bits.
    @inline(__always) private static var rounder: Float { 12_582_912 }

    @inline(__always)
    static func exponential(_ x: Float) -> Float {
        // Beyond these bounds the result is 0 or infinity anyway; comparisons let NaN through.
        let clamped = x < -104 ? -104 : (x > 89 ? 89 : x)
        let shifted = clamped * 1.442_695_04 + rounder
        let n = shifted - rounder
        let r = clamped.addingProduct(n, -0.693_359_375)
            .addingProduct(n, 2.121_944_4e-4)
        var p: Float = 1.987_569_15e-4
        p = Float(1.398_199_95e-3).addingProduct(p, r)
        p = Float(8.333_451_9e-3).addingProduct(p, r)
        p = Float(4.166_579_6e-2).addingProduct(p, r)
        p = Float(1.666_666_55e-1).addingProduct(p, r)
        p = Float(5.000_000_1e-1).addingProduct(p, r)
        p = r.addingProduct(p, r * r) + 1
        // 2ⁿ in two halves, so that subnormal results and the last binade come out right.
        let exponent = Int32(bitPattern: shifted.bitPattern) &- Int32(bitPattern: rounder.bitPattern)
        let half = exponent &>> 1
        return p * powerOfTwo(half) * powerOfTwo(exponent &- half)
    }

    @inline(__always)
    private static func powerOfTwo(_ exponent: Int32) -> Float {
        Float(bitPattern: UInt32(bitPattern: (exponent &+ 127) &<< 23))
    }

    @inline(__always)
    static func logarithm(_ x: Float) -> Float {
        let tiny = x < .leastNormalMagnitude
        let scaled = tiny ? x * 8_388_608 : x
        let bits = scaled.bitPattern
        var exponent = Float(Int32(truncatingIfNeeded: (bits &>> 23) & 0xff) &- 126) - (tiny ? 23 : 0)
        var m = Float(bitPattern: (bits & 0x007f_ffff) | 0x3f00_0000)  // [0.5, 1)
        let low = m < 0.707_106_77
        exponent -= low ? 1 : 0
        m = (low ? m + m : m) - 1
        let z = m * m
        var p: Float = 7.037_683_6e-2
        p = Float(-1.151_461e-1).addingProduct(p, m)
        p = Float(1.167_699_87e-1).addingProduct(p, m)
        p = Float(-1.242_014_1e-1).addingProduct(p, m)
        p = Float(1.424_932_3e-1).addingProduct(p, m)
        p = Float(-1.666_805_7e-1).addingProduct(p, m)
        p = Float(2.000_071_5e-1).addingProduct(p, m)
        p = Float(-2.499_999_4e-1).addingProduct(p, m)
        p = Float(3.333_333_1e-1).addingProduct(p, m)
        var y = m * z * p
        y = y.addingProduct(exponent, -2.121_944_4e-4)
        y = y.addingProduct(z, -0.5)
        var result = (m + y).addingProduct(exponent, 0.693_359_375)
        result = x == .infinity ? .infinity : result
        result = x == 0 ? -.infinity : result
        return x < 0 || x != x ? .nan : result
    }

    @inline(__always)
    static func sigmoid(_ x: Float) -> Float {
        // Of the positive side only: far below 0, eˣ is a number and e⁻ˣ is not.
        let e = exponential(-abs(x))
        let s = 1 / (1 + e)
        return x < 0 ? e * s : s
    }

    @inline(__always)
    static func tanh(_ x: Float) -> Float {
        let a = abs(x)
        let z = x * x
        var p: Float = -5.704_988_7e-3
        p = Float(2.063_908_9e-2).addingProduct(p, z)
        p = Float(-5.373_971_5e-2).addingProduct(p, z)
        p = Float(1.333_144_2e-1).addingProduct(p, z)
        p = Float(-3.333_328_2e-1).addingProduct(p, z)
        let small = x.addingProduct(p * z, x)
        let large = 1 - 2 / (exponential(a + a) + 1)
        return a < 0.625 ? small : (x < 0 ? -large : large)
    }
}
