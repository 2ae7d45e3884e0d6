import Layers
import Script
import Tensors

/// Layers: how they are made, and what they do to a tensor. First weights come from the cell's own random stream.
enum LayerRows {
    static var all: [NativeRow] { dense + convolutions + normalization + pooling + others + calls }

    private static var dense: [NativeRow] {
        [
            native(
                static: Linear.self, "init(_:_:bias:)", defaults: ["bias": true],
                doc: "An affine map of the last axis, `[…, inputs]` → `[…, outputs]`; first weights even within ±1/√inputs."
            ) { (context: NativeContext, inputs: Int, outputs: Int, bias: Bool) throws -> Linear in
                try LayerRule.linear(inputs: inputs, outputs: outputs)
                return CellRandom.draw(context) { Linear(inputs, outputs, bias: bias, using: &$0) }
            }
        ]
    }

    private static var convolutions: [NativeRow] {
        [
            native(
                static: Convolution2D.self, "init(_:_:kernel:stride:padding:bias:)",
                defaults: ["stride": 1, "padding": 0, "bias": true],
                doc: """
                    Pictures or spectrograms seen through learned filters, `[N, H, W, inputs]` → `[N, H′, W′, outputs]`; sizes are one \
                    number or `[height, width]`.
                    """
            ) {
                (
                    context: NativeContext, inputs: Int, outputs: Int, kernel: WindowSize, stride: WindowSize,
                    padding: WindowSize, bias: Bool
                ) throws -> Convolution2D in
                _ = try LayerRule.convolution(
                    inputs: inputs, outputs: outputs, kernel: kernel, stride: stride, padding: padding, axes: 2)
                return CellRandom.draw(context) {
                    Convolution2D(
                        inputs, outputs, kernel: kernel, stride: stride, padding: padding, bias: bias, using: &$0)
                }
            },
            native(
                static: Convolution3D.self, "init(_:_:kernel:stride:padding:bias:)",
                defaults: ["stride": 1, "padding": 0, "bias": true],
                doc: """
                    Clips seen through learned filters, `[N, T, H, W, inputs]` → `[N, T′, H′, W′, outputs]`; sizes are one number or \
                    `[time, height, width]`.
                    """
            ) {
                (
                    context: NativeContext, inputs: Int, outputs: Int, kernel: WindowSize, stride: WindowSize,
                    padding: WindowSize, bias: Bool
                ) throws -> Convolution3D in
                _ = try LayerRule.convolution(
                    inputs: inputs, outputs: outputs, kernel: kernel, stride: stride, padding: padding, axes: 3)
                return CellRandom.draw(context) {
                    Convolution3D(
                        inputs, outputs, kernel: kernel, stride: stride, padding: padding, bias: bias, using: &$0)
                }
            },
            native(
                static: ResidualBlock.self, "init(_:_:kernel:stride:)", defaults: ["kernel": 3, "stride": 1],
                doc: """
                    Two 3-D convolutions with normalisation and a shortcut around them, `[N, T, H, W, inputs]` → `[…, outputs]`; odd \
                    kernels. Source: He et al. 2016.
                    """
            ) {
                (context: NativeContext, inputs: Int, outputs: Int, kernel: WindowSize, stride: WindowSize) throws
                    -> ResidualBlock in
                _ = try LayerRule.residualBlock(inputs: inputs, outputs: outputs, kernel: kernel, stride: stride)
                return CellRandom.draw(context) {
                    ResidualBlock(inputs, outputs, kernel: kernel, stride: stride, using: &$0)
                }
            },
        ]
    }

    private static var normalization: [NativeRow] {
        [
            native(
                static: BatchNormalization.self, "init(_:activation:)",
                defaults: ["activation": NativeDefault(BatchNormalization.Activation.none.scriptValue)],
                doc: """
                    Each channel brought to mean 0 and variance 1 over the batch (in training) or by running statistics, `[N, …, C]`; \
                    `activation: .relu` does it in the same pass. Source: Ioffe and Szegedy 2015.
                    """
            ) { (features: Int, activation: BatchNormalization.Activation) throws -> BatchNormalization in
                try LayerRule.normalization(features: features)
                return BatchNormalization(features, activation: activation)
            },
            constant("none", static: BatchNormalization.Activation.self, doc: "Nothing follows the normalisation.") {
                BatchNormalization.Activation.none
            },
            constant("relu", static: BatchNormalization.Activation.self, doc: "max(x, 0) follows the normalisation.") {
                BatchNormalization.Activation.relu
            },
        ]
    }

    private static var pooling: [NativeRow] {
        [
            pool(MaxPool2D.self, "The largest of each window, `[N, H, W, C]`") { MaxPool2D($0, stride: $1, padding: $2) },
            pool(MaxPool3D.self, "The largest of each window, `[N, T, H, W, C]`") { MaxPool3D($0, stride: $1, padding: $2) },
            pool(AveragePool2D.self, "The mean of each window, `[N, H, W, C]`") { AveragePool2D($0, stride: $1, padding: $2) },
            pool(AveragePool3D.self, "The mean of each window, `[N, T, H, W, C]`") {
                AveragePool3D($0, stride: $1, padding: $2)
            },
            native(static: GlobalAveragePool.self, "init()", doc: "The mean over all axes but the first and the last.") {
                () -> GlobalAveragePool in GlobalAveragePool()
            },
        ]
    }

    private static func pool<L: Layer & NativeValue>(
        _ type: L.Type, _ doc: String, _ make: @escaping (WindowSize, WindowSize?, WindowSize) -> L
    ) -> NativeRow {
        native(
            static: type, "init(_:stride:padding:)", defaults: ["stride": nil, "padding": 0],
            doc: "\(doc); the stride is the window unless told."
        ) { (window: WindowSize, stride: WindowSize?, padding: WindowSize) throws -> L in
            for (name, size, least) in [("window", window, 1), ("stride", stride ?? 1, 1), ("padding", padding, 0)]
            where !size.sizes.allSatisfy({ $0 >= least }) {
                throw NativeError("\(type): found \(name) \(size), expected sizes of at least \(least)")
            }
            return make(window, stride, padding)
        }
    }

    private static var others: [NativeRow] {
        [
            native(static: ReLU.self, "init()", doc: "max(x, 0).") { () -> ReLU in ReLU() },
            native(static: Flatten.self, "init()", doc: "`[N, …]` → `[N, product]`.") { () -> Flatten in Flatten() },
            native(
                static: Dropout.self, "init(_:)",
                doc: "In training each element is zero with probability `rate` (0 ≤ rate < 1), the others scaled by 1/(1 − rate)."
            ) { (context: NativeContext, rate: Float) throws -> Dropout in
                try LayerRule.dropout(rate: rate)
                return CellRandom.draw(context) { stream in
                    let seed = stream.next()
                    return Dropout(rate, random: RandomStream(seed: seed))
                }
            },
            native(static: Sequential.self, "init(_:)", doc: "Layers one after the other.") {
                (layers: [AnyLayer]) -> Sequential in
                Sequential(layers.map(\.layer))
            },
        ]
    }

    private static var calls: [NativeRow] {
        call(Linear.self) + call(Convolution2D.self) + call(Convolution3D.self) + call(BatchNormalization.self)
            + call(ResidualBlock.self) + call(MaxPool2D.self) + call(MaxPool3D.self) + call(AveragePool2D.self)
            + call(AveragePool3D.self) + call(GlobalAveragePool.self) + call(Dropout.self) + call(ReLU.self)
            + call(Flatten.self) + call(Sequential.self)
    }

    private static func call<L: Layer & NativeValue>(_ type: L.Type) -> [NativeRow] {
        [
            native("callAsFunction(_:)", on: type, doc: "The output for an input: `layer(x)`.") {
                (context: NativeContext, layer: L, x: Tensor) throws -> Tensor in
                let shape = try layer.outputShape(for: x.shape)
                try ShapeRule.allocation(shape, operation: "\(type)")
                return try interruptibly(layer, context) { layer(x) }
            },
            native("summary(for:)", on: type, doc: "A table of the parts with their output shapes and parameters.") {
                (layer: L, shape: Shape) throws -> String in try layer.summary(for: shape)
            },
        ]
    }
}
