import Kernels

/// What convolutions and linear layers multiply in; see `Kernels.Precision`.
public typealias Precision = Kernels.Precision
