/// A function of one scalar, applied element by element by `ElementwiseKernel.unary`.
package enum UnaryOperation: Sendable {
    case negate, absoluteValue, sign, square, squareRoot, reciprocal, reciprocalSquareRoot
    case exponential, logarithm, sine, cosine, tanh, sigmoid, relu
    case floor, ceiling, rounded
    case tangent, logarithmOfOnePlus, exponentialMinusOne, errorFunction
    case gelu, geluByTanh, silu, softplus
    /// 1 where it holds, else 0; `not` holds of 0.
    case isNaN, isFinite, isInfinite, not
    case clamp(Float, Float)
    case power(Float)

    /// Whether its results are a mask: 1 where something holds, else 0.
    package var isMask: Bool {
        switch self {
        case .isNaN, .isFinite, .isInfinite, .not: true
        default: false
        }
    }
}

/// One operation as a type (with its constants), so that a loop over it is specialised and vectorised.
protocol UnaryOperator: Sendable {
    func apply(_ x: Float) -> Float
}

enum Unary {
    struct Negate: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { -x }
    }
    struct AbsoluteValue: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { abs(x) }
    }
    struct Sign: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { x > 0 ? 1 : (x < 0 ? -1 : x) }
    }
    struct Square: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { x * x }
    }
    struct SquareRoot: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { x.squareRoot() }
    }
    struct Reciprocal: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { 1 / x }
    }
    struct ReciprocalSquareRoot: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { 1 / x.squareRoot() }
    }
    struct Exponential: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { VectorMath.exponential(x) }
    }
    struct Logarithm: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { VectorMath.logarithm(x) }
    }
    struct Tanh: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { VectorMath.tanh(x) }
    }
    struct Sigmoid: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { VectorMath.sigmoid(x) }
    }
    struct ReLU: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { x < 0 ? 0 : x }
    }
    struct Floor: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { x.rounded(.down) }
    }
    struct Ceiling: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { x.rounded(.up) }
    }
    struct Rounded: UnaryOperator {
        @inline(__always) func apply(_ x: Float) -> Float { x.rounded(.toNearestOrEven) }
    }
    struct Clamp: UnaryOperator {
        let low: Float, high: Float
        @inline(__always) func apply(_ x: Float) -> Float { x < low ? low : (x > high ? high : x) }
    }
    struct Power: UnaryOperator {
        let exponent: Float
        @inline(__always) func apply(_ x: Float) -> Float { LibM.power(x, exponent) }
    }
}
