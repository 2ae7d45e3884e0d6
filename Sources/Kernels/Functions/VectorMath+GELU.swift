/// The Gaussian error linear unit x Φ(x), with the distribution Φ of normal numbers, and its slope.
extension VectorMath {
    /// Φ(x) = (1 + erf(x/√2)) / 2, to 2 in 10⁷: ½ and x times a quotient of polynomials of x², fitted (Loeb and Lawson) up to 5.4. Below
    /// −5.4 it is something that the caller does not take.
    ///
    /// It takes half the time of what keeps the digits of the left tail: a network's activation is added to numbers, and loses them there.
    @inline(__always)
    private static func normalDistributionAboveTail(_ x: Float) -> Float {
        let t = x > 5.4 ? 5.4 : x
        let s = t * t
        var p: Float = 2.338_672_1e-8
        p = Float(6.360_018e-6).addingProduct(p, s)
        p = Float(1.643_217_4e-4).addingProduct(p, s)
        p = Float(4.650_851_4e-3).addingProduct(p, s)
        p = Float(3.337_223_5e-2).addingProduct(p, s)
        p = Float(3.989_422_5e-1).addingProduct(p, s)
        var q: Float = 1.216_590_4e-6
        q = Float(7.240_018e-5).addingProduct(q, s)
        q = Float(1.858_982e-3).addingProduct(q, s)
        q = Float(2.837_869_1e-2).addingProduct(q, s)
        q = Float(2.503_178_8e-1).addingProduct(q, s)
        q = Float(1).addingProduct(q, s)
        return Float(0.5).addingProduct(t, p / q)
    }

    /// x Φ(x), 0 below −5.4.
    @inline(__always)
    static func gelu(_ x: Float) -> Float {
        let product = x * normalDistributionAboveTail(x)
        return x < -5.4 ? 0 : product
    }

    /// Φ(x) + x φ(x), which is 0 far to the left and 1 far to the right.
    @inline(__always)
    static func geluSlope(_ x: Float) -> Float {
        let distribution = normalDistributionAboveTail(x)
        // Where the density is 0, what overflows must not meet it.
        let z = x < -13 ? -13 : (x > 13 ? 13 : x)
        return (x < -5.4 ? 0 : distribution).addingProduct(z, normalDensity(z))
    }

    /// φ(x) = exp(−x²/2) / √(2π) for |x| ≤ 13, to 10⁻⁷ of its largest value: a power of two of one rounded argument.
    @inline(__always)
    private static func normalDensity(_ x: Float) -> Float {
        let y = x * x * -0.721_347_52
        let shifted = y + 12_582_912
        let f = y - (shifted - 12_582_912)
        // The polynomial of 2ᶠ, times 1/√(2π).
        var p: Float = 6.125_105e-5
        p = Float(5.345_377_4e-4).addingProduct(p, f)
        p = Float(3.837_201_3e-3).addingProduct(p, f)
        p = Float(2.214_262_3e-2).addingProduct(p, f)
        p = Float(9.583_649e-2).addingProduct(p, f)
        p = Float(2.765_257_1e-1).addingProduct(p, f)
        p = Float(3.989_422_8e-1).addingProduct(p, f)
        // The whole number stands in the lowest bits, and is added to the exponent.
        return Float(bitPattern: p.bitPattern &+ shifted.bitPattern &<< 23)
    }

    /// √(2/π) (x + 0.044715 x³), whose hyperbolic tangent stands for the error function in GELU's approximation.
    @inline(__always)
    static func geluArgument(_ x: Float) -> Float {
        x * Float(0.797_884_56).addingProduct(0.035_677_408, x * x)
    }
}
