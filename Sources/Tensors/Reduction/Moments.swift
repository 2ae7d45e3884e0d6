extension Tensor {
    /// The mean squared distance from the mean over `axes` (all of them by default): divided by n, as NumPy's `var`.
    public func variance(axes: Int..., keepingDimensions: Bool = false) -> Tensor {
        variance(axes: axes, keepingDimensions: keepingDimensions)
    }

    /// See `variance(axes:keepingDimensions:)`; an empty list means all axes.
    public func variance(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
        // The mean is rounded to a float: what that leaves of a mean is taken off again (Chan, Golub and LeVeque 1983).
        let distance = self - mean(axes: axes, keepingDimensions: true)
        return distance.square().mean(axes: axes, keepingDimensions: keepingDimensions)
            - distance.mean(axes: axes, keepingDimensions: keepingDimensions).square()
    }

    /// The square root of the variance; its derivative where that is 0, as of equal numbers, is taken as 0.
    public func standardDeviation(axes: Int..., keepingDimensions: Bool = false) -> Tensor {
        standardDeviation(axes: axes, keepingDimensions: keepingDimensions)
    }

    /// See `standardDeviation(axes:keepingDimensions:)`; an empty list means all axes.
    public func standardDeviation(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
        let value = detached().variance(axes: axes, keepingDimensions: keepingDimensions).sqrt()
        let kept = keptShape(reducing: axes)
        let share = 1 / Float(Swift.max(1, count / Swift.max(1, value.count)))
        return .differentiable(
            value, inputs: [self],
            byValue: { g, deviation in
                let divisor = deviation.reshaped(to: kept)
                let distance = self - self.mean(axes: axes, keepingDimensions: true)
                return [distance * (g.reshaped(to: kept) * share / Tensor.select(divisor, divisor, Tensor(1)))]
            })
    }

    /// The Euclidean length √Σx² over `axes` (all of them by default); its derivative at 0 is taken as 0.
    public func norm(axes: Int..., keepingDimensions: Bool = false) -> Tensor {
        norm(axes: axes, keepingDimensions: keepingDimensions)
    }

    /// See `norm(axes:keepingDimensions:)`; an empty list means all axes.
    public func norm(axes: [Int], keepingDimensions: Bool = false) -> Tensor {
        let value = detached().square().sum(axes: axes, keepingDimensions: keepingDimensions).sqrt()
        let kept = keptShape(reducing: axes)
        return .differentiable(
            value, inputs: [self],
            byValue: { g, length in
                let divisor = length.reshaped(to: kept)
                return [self * (g.reshaped(to: kept) / Tensor.select(divisor, divisor, Tensor(1)))]
            })
    }
}
