import Kernels

infix operator .< : ComparisonPrecedence
infix operator .<= : ComparisonPrecedence
infix operator .> : ComparisonPrecedence
infix operator .>= : ComparisonPrecedence
infix operator .== : ComparisonPrecedence
infix operator .!= : ComparisonPrecedence

/// Comparisons, element by element: 1 where they hold, 0 elsewhere. Shapes broadcast; the derivative is 0.
extension Tensor {
    /// 1 where the left element is less than the right one, 0 elsewhere.
    public static func .< (left: Tensor, right: Tensor) -> Tensor { combine(.less, left, right, named: ".<") }
    /// 1 where the left element is less than the right one or equal to it, 0 elsewhere.
    public static func .<= (left: Tensor, right: Tensor) -> Tensor { combine(.lessOrEqual, left, right, named: ".<=") }
    /// 1 where the left element is greater than the right one, 0 elsewhere.
    public static func .> (left: Tensor, right: Tensor) -> Tensor { combine(.greater, left, right, named: ".>") }
    /// 1 where the left element is greater than the right one or equal to it, 0 elsewhere.
    public static func .>= (left: Tensor, right: Tensor) -> Tensor { combine(.greaterOrEqual, left, right, named: ".>=") }
    /// 1 where both elements are equal, 0 elsewhere; NaN equals nothing.
    public static func .== (left: Tensor, right: Tensor) -> Tensor { combine(.equal, left, right, named: ".==") }
    /// 1 where the elements differ, 0 elsewhere; NaN differs from everything.
    public static func .!= (left: Tensor, right: Tensor) -> Tensor { combine(.notEqual, left, right, named: ".!=") }

    /// 1 where the element is less than the number, 0 elsewhere.
    public static func .< (left: Tensor, right: Float) -> Tensor { left .< Tensor(right) }
    /// 1 where the element is less than the number or equal to it, 0 elsewhere.
    public static func .<= (left: Tensor, right: Float) -> Tensor { left .<= Tensor(right) }
    /// 1 where the element is greater than the number, 0 elsewhere.
    public static func .> (left: Tensor, right: Float) -> Tensor { left .> Tensor(right) }
    /// 1 where the element is greater than the number or equal to it, 0 elsewhere.
    public static func .>= (left: Tensor, right: Float) -> Tensor { left .>= Tensor(right) }
    /// 1 where the element equals the number, 0 elsewhere; NaN equals nothing.
    public static func .== (left: Tensor, right: Float) -> Tensor { left .== Tensor(right) }
    /// 1 where the element differs from the number, 0 elsewhere; NaN differs from everything.
    public static func .!= (left: Tensor, right: Float) -> Tensor { left .!= Tensor(right) }
}
