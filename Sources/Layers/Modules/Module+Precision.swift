import Tensors

/// A module that multiplies: a convolution or a linear layer.
public protocol PrecisionSwitching: Module, AnyObject {
    /// What it multiplies in, and what its results are kept as; 32-bit floats at first. Weights and sums are 32-bit floats in either case.
    var precision: Precision { get set }
}

extension Module {
    /// Lets every convolution and linear layer below multiply in `precision`, forward and backward.
    ///
    /// Their results are kept so, and what follows keeps them: normalisations, activations, pooling and sums of two. Losses, statistics and
    /// gradients of weights are 32-bit floats.
    ///
    /// ```swift
    /// model.setPrecision(.bf16)   // the weights stay 32-bit floats, and so does what is saved
    /// ```
    /// - Parameter precision: an error of the cell where this machine cannot compute in it; `Precision.unavailability` says so beforehand.
    public func setPrecision(_ precision: Precision) {
        require(precision.unavailability == nil, "precision: found \(precision), which \(precision.unavailability ?? "")")
        for (_, module) in namedModules() { (module as? any PrecisionSwitching)?.precision = precision }
    }
}
