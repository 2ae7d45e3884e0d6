import AVTS
import Layers
import Optimizers

// Layers and optimisers in one line each.

extension Layer where Self: CustomStringConvertible {
    /// Its kind and how much it learns.
    public var description: String {
        parameterCount == 0 ? "\(Self.self)" : "\(Self.self), \(parameterCount) parameters"
    }
}

extension Linear: CustomStringConvertible {}
extension Convolution2D: CustomStringConvertible {}
extension Convolution3D: CustomStringConvertible {}
extension BatchNormalization: CustomStringConvertible {}
extension ResidualBlock: CustomStringConvertible {}
extension MaxPool2D: CustomStringConvertible {}
extension MaxPool3D: CustomStringConvertible {}
extension AveragePool2D: CustomStringConvertible {}
extension AveragePool3D: CustomStringConvertible {}
extension GlobalAveragePool: CustomStringConvertible {}
extension Dropout: CustomStringConvertible {}
extension ReLU: CustomStringConvertible {}
extension Flatten: CustomStringConvertible {}
extension Sequential: CustomStringConvertible {}
extension VideoClassifier: CustomStringConvertible {}

extension Parameter: CustomStringConvertible {
    public var description: String { "Parameter \(shape)\(isFrozen ? ", frozen" : "")" }
}

extension SGD: CustomStringConvertible {
    public var description: String { "SGD of \(parameters.count) parameters, momentum \(momentum), weight decay \(weightDecay)" }
}

extension Adam: CustomStringConvertible {
    public var description: String { "Adam of \(parameters.count) parameters, weight decay \(weightDecay)" }
}
