/// A function of two scalars, applied element by element by `ElementwiseKernel.binary`.
///
/// The `…Gradient` cases take (saved value, incoming gradient): one fused pass where a formula would take three.
package enum BinaryOperation: Sendable {
    case add, subtract, multiply, divide
    case maximum, minimum, power
    case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
    /// 1 where it holds of what is not 0, else 0.
    case and, or
    /// `g` where the saved output or input is above zero, else 0.
    case reluGradient
    /// `y (1 − y) g`, with the saved output y.
    case sigmoidGradient
    /// `(1 − y²) g`, with the saved output y.
    case tanhGradient
    /// `2 x g`, with the saved input x.
    case squareGradient
    /// `g / (2 y)`, with the saved output y.
    case squareRootGradient
    /// `sign(x) g`, with the saved input x.
    case absoluteValueGradient
    /// The slope of each at the saved input x, times g.
    case geluGradient, geluByTanhGradient, siluGradient, softplusGradient

    /// Whether its results are a mask: 1 where something holds, else 0.
    package var isMask: Bool {
        switch self {
        case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .and, .or: true
        default: false
        }
    }
}

/// One operation as a type, so that a loop over it is specialised and vectorised.
protocol BinaryOperator: Sendable {
    static func apply(_ a: Float, _ b: Float) -> Float
}

enum Binary {
    enum Add: BinaryOperator {
        @inline(__always) static func apply(_ a: Float, _ b: Float) -> Float { a + b }
    }
    enum Subtract: BinaryOperator {
        @inline(__always) static func apply(_ a: Float, _ b: Float) -> Float { a - b }
    }
    enum Multiply: BinaryOperator {
        @inline(__always) static func apply(_ a: Float, _ b: Float) -> Float { a * b }
    }
    enum Divide: BinaryOperator {
        @inline(__always) static func apply(_ a: Float, _ b: Float) -> Float { a / b }
    }
    /// NaN wins, as in NumPy: a broken number must not be hidden by an extremum.
    enum Maximum: BinaryOperator {
        @inline(__always) static func apply(_ a: Float, _ b: Float) -> Float { a > b || a != a ? a : b }
    }
    enum Minimum: BinaryOperator {
        @inline(__always) static func apply(_ a: Float, _ b: Float) -> Float { a < b || a != a ? a : b }
    }
    enum Power: BinaryOperator {
        @inline(__always) static func apply(_ a: Float, _ b: Float) -> Float { LibM.power(a, b) }
    }
    enum Less: BinaryOperator {
        @inline(__always) static func apply(_ a: Float, _ b: Float) -> Float { a < b ? 1 : 0 }
    }
    enum LessOrEqual: BinaryOperator {
        @inline(__always) static func apply(_ a: Float, _ b: Float) -> Float { a <= b ? 1 : 0 }
    }
    enum Greater: BinaryOperator {
        @inline(__always) static func apply(_ a: Float, _ b: Float) -> Float { a > b ? 1 : 0 }
    }
    enum GreaterOrEqual: BinaryOperator {
        @inline(__always) static func apply(_ a: Float, _ b: Float) -> Float { a >= b ? 1 : 0 }
    }
    enum Equal: BinaryOperator {
        @inline(__always) static func apply(_ a: Float, _ b: Float) -> Float { a == b ? 1 : 0 }
    }
    enum NotEqual: BinaryOperator {
        @inline(__always) static func apply(_ a: Float, _ b: Float) -> Float { a != b ? 1 : 0 }
    }
    enum ReLUGradient: BinaryOperator {
        @inline(__always) static func apply(_ y: Float, _ g: Float) -> Float { y > 0 ? g : 0 }
    }
    enum SigmoidGradient: BinaryOperator {
        @inline(__always) static func apply(_ y: Float, _ g: Float) -> Float { y * (1 - y) * g }
    }
    enum TanhGradient: BinaryOperator {
        @inline(__always) static func apply(_ y: Float, _ g: Float) -> Float { (1 - y * y) * g }
    }
    enum SquareGradient: BinaryOperator {
        @inline(__always) static func apply(_ x: Float, _ g: Float) -> Float { 2 * x * g }
    }
    enum SquareRootGradient: BinaryOperator {
        @inline(__always) static func apply(_ y: Float, _ g: Float) -> Float { 0.5 * g / y }
    }
    enum AbsoluteValueGradient: BinaryOperator {
        @inline(__always) static func apply(_ x: Float, _ g: Float) -> Float { x > 0 ? g : (x < 0 ? -g : 0) }
    }
}
