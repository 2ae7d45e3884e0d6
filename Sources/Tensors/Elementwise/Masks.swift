import Kernels

/// Masks, element by element: 1 where something holds, 0 elsewhere; whatever is not 0, NaN among it, counts as holding. Their derivative is 0.
///
///     let good = x.isFinite() .& (x .> 0)
///     let mean = (Tensor.select(good, x, Tensor(0)).sum() / good.sum())
extension Tensor {
    /// 1 where the element is not a number, 0 elsewhere.
    public func isNaN() -> Tensor { mapped(.isNaN) }
    /// 1 where the element is a number and not infinite, 0 elsewhere.
    public func isFinite() -> Tensor { mapped(.isFinite) }
    /// 1 where the element is ∞ or −∞, 0 elsewhere.
    public func isInfinite() -> Tensor { mapped(.isInfinite) }

    /// 1 where both masks hold, 0 elsewhere; shapes broadcast.
    public static func .& (left: Tensor, right: Tensor) -> Tensor { combine(.and, left, right, named: ".&") }
    /// 1 where one mask holds, or both, 0 elsewhere; shapes broadcast.
    public static func .| (left: Tensor, right: Tensor) -> Tensor { combine(.or, left, right, named: ".|") }
    /// 1 where the mask does not hold, 0 where it does.
    public static prefix func .! (mask: Tensor) -> Tensor { mask.mapped(.not) }
}
