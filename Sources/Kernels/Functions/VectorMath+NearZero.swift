/// Functions of which nothing is lost where their value is small.
///
/// The error function is two polynomials, of the function itself up to 0.92 and of the logarithm of its complement above (after N. Juffa,
/// "erff", 2015). Largest errors seen over every binade: `errorFunction` 1.5 ulp, `logarithmOfOnePlus` and `exponentialMinusOne` 2 ulp
/// (`VectorMathTests`).
extension VectorMath {
    /// log(1 + x): the logarithm of the rounded sum, and what rounding took from it.
    @inline(__always)
    static func logarithmOfOnePlus(_ x: Float) -> Float {
        let sum = 1 + x
        let lost = (x - (sum - 1)) / sum
        let result = logarithm(sum) + lost
        return sum == 0 || sum == .infinity ? (sum == 0 ? -.infinity : .infinity) : result
    }

    /// eˣ − 1, as 2ⁿ (eʳ − 1) + (2ⁿ − 1), computed of half that so that nothing overflows before the result does.
    @inline(__always)
    static func exponentialMinusOne(_ x: Float) -> Float {
        let clamped = x < -80 ? -80 : (x > 89 ? 89 : x)
        let shifted = clamped * 1.442_695_04 + 12_582_912
        let n = shifted - 12_582_912
        let r = clamped.addingProduct(n, -0.693_359_375).addingProduct(n, 2.121_944_4e-4)
        var p: Float = 1.987_569_15e-4
        p = Float(1.398_199_95e-3).addingProduct(p, r)
        p = Float(8.333_451_9e-3).addingProduct(p, r)
        p = Float(4.166_579_6e-2).addingProduct(p, r)
        p = Float(1.666_666_55e-1).addingProduct(p, r)
        p = Float(5.000_000_1e-1).addingProduct(p, r)
        let q = r.addingProduct(p, r * r)
        let exponent = Int32(bitPattern: shifted.bitPattern) &- Int32(bitPattern: Float(12_582_912).bitPattern)
        let half = Float(bitPattern: UInt32(bitPattern: (exponent &+ 126) &<< 23))  // 2ⁿ⁻¹
        let result = 2 * (half - 0.5).addingProduct(half, q)
        return n == 0 ? q : result
    }

    /// log erfc(t) for t ≥ 0.92, and some number below.
    @inline(__always)
    private static func tailExponent(_ t: Float, _ square: Float) -> Float {
        let high = Float(3.831_971_26e-4).addingProduct(-1.728_534_7e-5, t)
        let low = Float(2.425_462_19e-2).addingProduct(-3.883_964_38e-3, t)
        var r = low.addingProduct(high, square)
        r = Float(-1.067_778_77e-1).addingProduct(r, t)
        r = Float(-6.348_466_87e-1).addingProduct(r, t)
        r = Float(-1.287_175_12e-1).addingProduct(r, t)
        return (-t).addingProduct(r, t)
    }

    /// erf(x) for |x| ≤ 0.92, with the square of x.
    @inline(__always)
    private static func errorFunctionNearZero(_ x: Float, _ square: Float) -> Float {
        var r: Float = -5.967_617_03e-4
        r = Float(4.991_194_23e-3).addingProduct(r, square)
        r = Float(-2.676_813_49e-2).addingProduct(r, square)
        r = Float(1.128_199_25e-1).addingProduct(r, square)
        r = Float(-3.761_253_36e-1).addingProduct(r, square)
        r = Float(1.283_791_66e-1).addingProduct(r, square)
        return x.addingProduct(r, x)
    }

    /// erf(x) = 2/√π ∫₀ˣ exp(−t²) dt.
    @inline(__always)
    static func errorFunction(_ x: Float) -> Float {
        let size = abs(x)
        let t = size > 10 ? 10 : size
        let tail = 1 - exponential(tailExponent(t, t * t))
        let near = errorFunctionNearZero(x, x * x)
        return size > 0.921_875 ? (x < 0 ? -tail : tail) : near
    }
}
