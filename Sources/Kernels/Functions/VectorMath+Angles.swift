/// Sine, cosine and tangent of angles up to a million: the angle less whole quarter turns, in double precision, and two polynomials.
///
/// Polynomials of N. Juffa ("sincosf", 2016). Largest errors seen: sine and cosine 1.5 ulp, tangent 3 ulp (`VectorMathTests`).
extension VectorMath {
    /// Beyond, quarter turns are no longer exact; the C library takes over.
    @inline(__always) static var largestAngle: Float { 1_000_000 }

    /// The angle within ±π/4, and the number of quarter turns in the lowest bits.
    @inline(__always)
    private static func reduced(_ x: Float) -> (angle: Float, quarters: UInt32) {
        // 1.5 × 2⁵² rounds to a whole number, and has it in its lowest bits.
        let rounder = 6_755_399_441_055_744.0
        let shifted = Double(x) * 0.636_619_772_367_581_4 + rounder
        let n = shifted - rounder
        // π/2 as a number of 33 bits, whose products with n are exact, and the rest.
        let angle = (Double(x) - n * 1.570_796_326_734_125_6) - n * 6.077_100_506_506_192e-11
        return (Float(angle), UInt32(truncatingIfNeeded: shifted.bitPattern))
    }

    @inline(__always)
    private static func sineNearZero(_ a: Float) -> Float {
        let s = a * a
        var r: Float = 2.865_679_56e-6
        r = Float(-1.985_599_23e-4).addingProduct(r, s)
        r = Float(8.333_385_92e-3).addingProduct(r, s)
        r = Float(-1.666_666_72e-1).addingProduct(r, s)
        return a.addingProduct(r, a * s)
    }

    @inline(__always)
    private static func cosineNearZero(_ a: Float) -> Float {
        let s = a * a
        var r: Float = 2.446_770_67e-5
        r = Float(-1.388_772_97e-3).addingProduct(r, s)
        r = Float(4.166_665_67e-2).addingProduct(r, s)
        r = Float(-0.5).addingProduct(r, s)
        return Float(1).addingProduct(r, s)
    }

    /// The sine of so many quarter turns and an angle.
    @inline(__always)
    private static func sine(_ angle: Float, _ quarters: UInt32) -> Float {
        let value = quarters & 1 == 0 ? sineNearZero(angle) : cosineNearZero(angle)
        return Float(bitPattern: value.bitPattern ^ (quarters & 2) &<< 30)
    }

    @inline(__always)
    static func sine(_ x: Float) -> Float {
        let (angle, quarters) = reduced(x)
        return sine(angle, quarters)
    }

    @inline(__always)
    static func cosine(_ x: Float) -> Float {
        let (angle, quarters) = reduced(x)
        return sine(angle, quarters &+ 1)
    }

    @inline(__always)
    static func tangent(_ x: Float) -> Float {
        let (angle, quarters) = reduced(x)
        let (s, c) = (sineNearZero(angle), cosineNearZero(angle))
        return quarters & 1 == 0 ? s / c : -c / s
    }
}
