import Kernels

// Not the aliases alone: a cell sees the cases of what is imported in so many words.
@_exported import enum Kernels.Device
@_exported import enum Kernels.ElementType

/// What a tensor's elements are kept as; see `Kernels.ElementType`.
public typealias ElementType = Kernels.ElementType
/// Where a tensor's elements lie; see `Kernels.Device`.
public typealias Device = Kernels.Device

extension Tensor {
    /// The same numbers kept as another type, each as the nearest of that type: `[…] → […]`.
    ///
    /// A fraction is cut off where they become whole numbers (NaN becomes 0, what lies beyond their range its end), and a mask holds
    /// where they are not 0. The gradient comes back in the type of the operand; whole numbers and masks have none.
    ///
    ///     Tensor([0.1, 3]).converted(to: .bf16)   // [0.1001, 3]
    ///     Tensor([2.9, -1]).converted(to: .int32)   // [2, -1]
    public func converted(to type: ElementType) -> Tensor {
        if type == elementType { return self }
        let value = kept(as: type)
        return type.isFloatingPoint ? .differentiable(value, inputs: [self]) { [$0] } : value
    }

    /// The values as another type.
    func kept(as type: ElementType) -> Tensor {
        if type == elementType { return detached() }
        return Tensor(shape: shape, type: type) { target in
            withElements { ConversionKernel.convert($0, to: target, count: count) }
        }
    }

    /// The values as 32-bit floats, for a kernel that knows no other type.
    var floats: Tensor { kept(as: .float32) }

    /// What elements become that are computed with one by one: floating-point types stay, others become 32-bit floats.
    var numberType: ElementType { elementType.isFloatingPoint ? elementType : .float32 }

    /// What the results of two operands are kept as: as both are, and 32-bit floats where they differ. Whole numbers, masks and a single number
    /// without axes take the other operand's type.
    static func numberType(_ left: Tensor, _ right: Tensor) -> ElementType {
        if left.gives(way: right) { return right.numberType }
        if right.gives(way: left) { return left.numberType }
        return left.elementType == right.elementType ? left.numberType : .float32
    }

    private func gives(way other: Tensor) -> Bool {
        if !elementType.isFloatingPoint { return true }
        return rank == 0 && elementType == .float32 && other.rank > 0 && other.elementType.isFloatingPoint
    }
}
