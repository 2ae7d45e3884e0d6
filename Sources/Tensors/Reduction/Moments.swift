extension Tensor {
    /// The mean squared distance from the mean over `axes` (all of them by default): divided by n, as NumPy's `var`.
    public func variance(axes: Int..., keepingDimensions: Bool = false) -> Tensor {
        variance(axes: axes, keepingDimensions: keepingDimensions)
    }

    /// See `variance(axes:keepingDimensions:)`; an empty list means all axes.
    public func variance(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
        (self - mean(axes: axes, keepingDimensions: true)).square()
            .mean(axes: axes, keepingDimensions: keepingDimensions)
    }

    /// The square root of the variance; its derivative is infinite where that is 0.
    public func standardDeviation(axes: Int..., keepingDimensions: Bool = false) -> Tensor {
        variance(axes: axes, keepingDimensions: keepingDimensions).sqrt()
    }

    /// See `standardDeviation(axes:keepingDimensions:)`; an empty list means all axes.
    public func standardDeviation(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
        variance(axes: axes, keepingDimensions: keepingDimensions).sqrt()
    }

    /// The Euclidean length √Σx² over `axes` (all of them by default); its derivative at 0 is taken as 0.
    public func norm(axes: Int..., keepingDimensions: Bool = false) -> Tensor {
        norm(axes: axes, keepingDimensions: keepingDimensions)
    }

    /// See `norm(axes:keepingDimensions:)`; an empty list means all axes.
    public func norm(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
        let x = detached()
        let length = x.square().sum(axes: axes, keepingDimensions: keepingDimensions).sqrt()
        let kept = keptShape(reducing: axes)
        return .differentiable(length, inputs: [self]) { g in
            let divisor = length.reshaped(to: kept)
            return [x * (g.reshaped(to: kept) / Tensor.select(divisor, divisor, Tensor(1)))]
        }
    }
}
