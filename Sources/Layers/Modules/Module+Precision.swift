import Tensors

/// A module that multiplies: a convolution or a linear layer.
public protocol PrecisionSwitching: Module, AnyObject {
    /// What it multiplies in; 32-bit floats at first. Weights, sums and results are 32-bit floats in either case.
    var precision: Precision { get set }
}

extension Module {
    /// Lets every convolution and linear layer below multiply in `precision`, forward and backward.
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
