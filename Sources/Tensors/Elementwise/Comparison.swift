import Kernels

infix operator .< : ComparisonPrecedence
infix operator .<= : ComparisonPrecedence
infix operator .> : ComparisonPrecedence
infix operator .>= : ComparisonPrecedence
infix operator .== : ComparisonPrecedence
infix operator .!= : ComparisonPrecedence

/// Comparisons, element by element: 1 where they hold, 0 elsewhere. Shapes broadcast; the derivative is 0.
extension Tensor {
    public static func .< (left: Tensor, right: Tensor) -> Tensor { combine(.less, left, right, named: ".<") }
    public static func .<= (left: Tensor, right: Tensor) -> Tensor { combine(.lessOrEqual, left, right, named: ".<=") }
    public static func .> (left: Tensor, right: Tensor) -> Tensor { combine(.greater, left, right, named: ".>") }
    public static func .>= (left: Tensor, right: Tensor) -> Tensor { combine(.greaterOrEqual, left, right, named: ".>=") }
    public static func .== (left: Tensor, right: Tensor) -> Tensor { combine(.equal, left, right, named: ".==") }
    public static func .!= (left: Tensor, right: Tensor) -> Tensor { combine(.notEqual, left, right, named: ".!=") }

    public static func .< (left: Tensor, right: Float) -> Tensor { left .< Tensor(right) }
    public static func .<= (left: Tensor, right: Float) -> Tensor { left .<= Tensor(right) }
    public static func .> (left: Tensor, right: Float) -> Tensor { left .> Tensor(right) }
    public static func .>= (left: Tensor, right: Float) -> Tensor { left .>= Tensor(right) }
    public static func .== (left: Tensor, right: Float) -> Tensor { left .== Tensor(right) }
    public static func .!= (left: Tensor, right: Float) -> Tensor { left .!= Tensor(right) }
}
