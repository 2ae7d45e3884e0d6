/// Later operations of one scalar: non-linearities of networks, functions that keep their digits near 0, and questions.
extension Unary {
    struct LogarithmOfOnePlus: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { VectorMath.logarithmOfOnePlus(x) }
    }
    struct ExponentialMinusOne: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { VectorMath.exponentialMinusOne(x) }
    }
    struct ErrorFunction: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { VectorMath.errorFunction(x) }
    }
    struct GELU: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { VectorMath.gelu(x) }
    }
    struct GELUByTanh: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float {
            // Of −∞ it is 0.
            let z = x < -20 ? -20 : x
            return z * VectorMath.sigmoid(2 * VectorMath.geluArgument(z))
        }
    }
    struct SiLU: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float {
            // Of −∞ it is 0.
            let z = x < -100 ? -100 : x
            return z / (1 + VectorMath.exponential(-z))
        }
    }
    struct Softplus: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float {
            let e = VectorMath.exponential(-abs(x))
            return (x > 0 || x != x ? x : 0) + VectorMath.logarithmOfOnePlus(e)
        }
    }
    struct IsNaN: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { x != x ? 1 : 0 }
    }
    struct IsFinite: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { abs(x) < .infinity ? 1 : 0 }
    }
    struct IsInfinite: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { abs(x) == .infinity ? 1 : 0 }
    }
    struct Not: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { x == 0 ? 1 : 0 }
    }
}

extension Binary {
    enum And: BinaryOperator {
        @inline(__always) static func apply(_ a: Float, _ b: Float) -> Float {
            let first: Float = a != 0 ? 1 : 0
            return b != 0 ? first : 0
        }
    }
    enum Or: BinaryOperator {
        @inline(__always) static func apply(_ a: Float, _ b: Float) -> Float {
            let first: Float = a != 0 ? 1 : 0
            return b != 0 ? 1 : first
        }
    }
    /// Φ(x) + x φ(x), with the distribution Φ and the density φ of normal numbers.
    enum GELUGradient: BinaryOperator {
        @inline(__always) static func apply(_ x: Float, _ g: Float) -> Float { g * VectorMath.geluSlope(x) }
    }
    /// With s = σ(2u), u = √(2/π) (x + 0.044715 x³): s + 2 x s (1 − s) u′.
    enum GELUByTanhGradient: BinaryOperator {
        @inline(__always) static func apply(_ x: Float, _ g: Float) -> Float {
            // Beyond, s (1 − s) is 0, and a cube that overflows must not meet it.
            let z = x < -20 ? -20 : (x > 20 ? 20 : x)
            let s = VectorMath.sigmoid(2 * VectorMath.geluArgument(z))
            let slope = Float(0.797_884_56).addingProduct(0.107_032_22, z * z)
            return g * s.addingProduct(2 * z * slope, s * (1 - s))
        }
    }
    /// s + x s (1 − s), with s = σ(x).
    enum SiLUGradient: BinaryOperator {
        @inline(__always) static func apply(_ x: Float, _ g: Float) -> Float {
            let z = x < -100 ? -100 : (x > 100 ? 100 : x)
            let s = VectorMath.sigmoid(z)
            return g * s.addingProduct(z * s, 1 - s)
        }
    }
    enum SoftplusGradient: BinaryOperator {
        @inline(__always) static func apply(_ x: Float, _ g: Float) -> Float { g * VectorMath.sigmoid(x) }
    }
}
