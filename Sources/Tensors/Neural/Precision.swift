import Kernels

// Not the alias alone: a cell sees the cases of what is imported in so many words.
@_exported import enum Kernels.Precision

/// What convolutions and linear layers multiply in; see `Kernels.Precision`.
public typealias Precision = Kernels.Precision

extension Precision {
    /// What a product of `input` is kept as: in bf16 what is multiplied so, and else what goes in.
    func resultType(of input: Tensor) -> ElementType { self == .bf16 ? .bf16 : input.numberType }
}
