import Foundation
import Tensors
import Work

/// How a weight begins.
public enum Initializer: Hashable, Sendable {
    /// Every scalar the same.
    case constant(Float)
    /// Normal with mean 0 and this standard deviation.
    case normal(standardDeviation: Float)
    /// Even between −bound and bound.
    case uniform(bound: Float)
    /// Normal with variance `2 / fan_out`: what torchvision's video networks use for convolutions (He et al. 2015).
    case kaimingNormalFanOut
    /// Normal with variance `2 / fan_in` (He et al. 2015).
    case kaimingNormalFanIn
    /// Even within `±1/√fan_in`: PyTorch's default for linear and convolution layers.
    case uniformFanIn

    /// A first value.
    ///
    /// - Parameters:
    ///   - fanIn: inputs that one output sums over: input features × positions of the filter.
    ///   - fanOut: outputs that one input takes part in.
    public func callAsFunction(_ shape: Shape, fanIn: Int, fanOut: Int, using random: inout RandomStream) -> Tensor {
        Failing.unless(
            fanIn >= 1 && fanOut >= 1, "Initializer: found a fan in of \(fanIn) and out of \(fanOut), expected at least 1 of each"
        )
        switch self {
        case .constant(let value):
            return .full(shape, value)
        case .normal(let deviation):
            return .normal(shape, mean: 0, standardDeviation: deviation, using: &random)
        case .uniform(let bound):
            return .uniform(shape, in: -bound..<bound, using: &random)
        case .kaimingNormalFanOut:
            return .normal(shape, mean: 0, standardDeviation: (2 / Float(fanOut)).squareRoot(), using: &random)
        case .kaimingNormalFanIn:
            return .normal(shape, mean: 0, standardDeviation: (2 / Float(fanIn)).squareRoot(), using: &random)
        case .uniformFanIn:
            let bound = 1 / Float(fanIn).squareRoot()
            return .uniform(shape, in: -bound..<bound, using: &random)
        }
    }
}
