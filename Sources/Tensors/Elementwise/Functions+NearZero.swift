import Kernels

/// Functions that keep their digits where others lose them, and the error function, element by element: `[…] → […]`; NaN gives NaN.
extension Tensor {
    /// log(1 + x), with all digits where x is small: −∞ at −1, NaN below.
    ///
    ///     Tensor([1e-8]).log1p()   // [1e-08]; (1 + x).log() is 0
    public func log1p() -> Tensor { .differentiable(mapped(.logarithmOfOnePlus), inputs: [self]) { [$0 / (1 + self)] } }

    /// eˣ − 1, with all digits where x is small.
    ///
    ///     Tensor([1e-8]).expm1()   // [1e-08]; x.exp() - 1 is 0
    public func expm1() -> Tensor { .differentiable(mapped(.exponentialMinusOne), inputs: [self]) { [$0 * self.exp()] } }

    /// The error function erf(x) = 2/√π ∫₀ˣ exp(−t²) dt, from −1 to 1.
    ///
    ///     Tensor([0, 0.5, 3]).erf()   // [0, 0.5205, 1]
    public func erf() -> Tensor {
        .differentiable(mapped(.errorFunction), inputs: [self]) { [$0 * (-self.square()).exp() * 1.128_379_2] }
    }

    /// The tangent of an angle in radians.
    public func tan() -> Tensor { .differentiable(mapped(.tangent), inputs: [self], byValue: { [$0 * ($1.square() + 1)] }) }
}
