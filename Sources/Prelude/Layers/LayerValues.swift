import Layers
import Optimizers
import Script
import Tensors

extension Parameter: NativeValue, SummarizedValue {
    public var scriptSummary: String { "Parameter \(shape)\(isFrozen ? ", frozen" : "")" }
}

extension Linear: NativeValue, SummarizedValue {}
extension Convolution2D: NativeValue, SummarizedValue {}
extension Convolution3D: NativeValue, SummarizedValue {}
extension BatchNormalization: NativeValue, SummarizedValue {}
extension ResidualBlock: NativeValue, SummarizedValue {}
extension MaxPool2D: NativeValue, SummarizedValue {}
extension MaxPool3D: NativeValue, SummarizedValue {}
extension AveragePool2D: NativeValue, SummarizedValue {}
extension AveragePool3D: NativeValue, SummarizedValue {}
extension GlobalAveragePool: NativeValue, SummarizedValue {}
extension Dropout: NativeValue, SummarizedValue {}
extension ReLU: NativeValue, SummarizedValue {}
extension Flatten: NativeValue, SummarizedValue {}
extension Sequential: NativeValue, SummarizedValue {}

extension Layer {
    /// Its kind and how much it learns.
    public var scriptSummary: String {
        parameterCount == 0 ? "\(Self.self)" : "\(Self.self), \(parameterCount) parameters"
    }
}

extension BatchNormalization.Activation: NativeValue {
    public static var scriptName: String { "Activation" }
}

extension SGD: NativeValue, SummarizedValue {
    public var scriptSummary: String {
        "SGD of \(parameters.count) parameters, momentum \(momentum), weight decay \(weightDecay)"
    }
}
extension Adam: NativeValue, SummarizedValue {
    public var scriptSummary: String { "Adam of \(parameters.count) parameters, weight decay \(weightDecay)" }
}
extension Schedule: NativeValue, SummarizedValue {
    public var scriptSummary: String { description }
}

/// A window, a stride or a padding is written as one number, or one for each axis: `3`, `[1, 3, 3]`.
extension WindowSize: ScriptConvertible {
    public static var scriptType: ScriptType { .native(NativeType("WindowSize", WindowSize.self)) }
    public static var alternatives: [ScriptType] { [.int, .array(.int)] }
    public static func fromScript(_ value: Value) -> WindowSize? {
        if let size = Int.fromScript(value) { return WindowSize([size]) }
        return [Int].fromScript(value).map { WindowSize($0) }
    }
    public var scriptValue: Value { sizes.count == 1 ? .int(sizes[0]) : sizes.scriptValue }
}

/// Any layer of the library.
struct AnyLayer: ScriptConvertible {
    let layer: any Layer

    static var scriptType: ScriptType { .native(NativeType("Layer", AnyLayer.self)) }

    static func accepts(_ type: ScriptType) -> Bool {
        guard case .native(let native) = type else { return false }
        return native.metatype is any Layer.Type
    }

    static func fromScript(_ value: Value) -> AnyLayer? {
        guard case .native(let object) = value, let layer = object.value as? any Layer else { return nil }
        return AnyLayer(layer: layer)
    }

    var scriptValue: Value { .void }
}
