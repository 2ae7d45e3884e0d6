import Kernels

// Not the alias alone: a cell sees the cases of what is imported in so many words.
@_exported import enum Kernels.Precision

/// What convolutions and linear layers multiply in; see `Kernels.Precision`.
public typealias Precision = Kernels.Precision
