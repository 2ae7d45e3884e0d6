import Script
import Tensors

/// The functions beneath the layers, for networks written with tensors, and losses.
enum NeuralRows {
    static var all: [NativeRow] { convolutions + pooling + losses }

    private static var convolutions: [NativeRow] {
        [
            convolution(axes: 2, "`[N, H, W, in]` with `[kH, kW, in, out]`"),
            convolution(axes: 3, "`[N, T, H, W, in]` with `[kT, kH, kW, in, out]`"),
            native(
                "linear(_:weight:bias:)", defaults: ["bias": nil],
                doc: "Rows times weights plus a bias: `[…, in]` with `[in, out]` and `[out]` → `[…, out]`."
            ) { (x: Tensor, weight: Tensor, bias: Tensor?) throws -> Tensor in
                try ShapeRule.allocation(
                    ShapeRule.linear(x.shape, weight: weight.shape, bias: bias?.shape), operation: "linear")
                return linear(x, weight: weight, bias: bias)
            },
        ]
    }

    private static func convolution(axes: Int, _ shapes: String) -> NativeRow {
        native(
            "convolution\(axes)D(_:filter:bias:stride:padding:)", defaults: ["bias": nil, "stride": 1, "padding": 0],
            doc: "Cross-correlation of \(shapes), zeros on each side; sizes are one number or one for each axis."
        ) {
            (x: Tensor, filter: Tensor, bias: Tensor?, stride: WindowSize, padding: WindowSize) throws -> Tensor in
            let (shape, _) = try ShapeRule.convolution(
                x.shape, filter: filter.shape, bias: bias?.shape, stride: stride, padding: padding, axes: axes)
            try ShapeRule.allocation(shape, operation: "convolution\(axes)D")
            return axes == 2
                ? convolution2D(x, filter: filter, bias: bias, stride: stride, padding: padding)
                : convolution3D(x, filter: filter, bias: bias, stride: stride, padding: padding)
        }
    }

    private static var pooling: [NativeRow] {
        [
            pool("maxPooled2D", axes: 2, "The largest of each window of `[N, H, W, C]`") {
                $0.maxPooled2D(kernel: $1, stride: $2, padding: $3)
            },
            pool("maxPooled3D", axes: 3, "The largest of each window of `[N, T, H, W, C]`") {
                $0.maxPooled3D(kernel: $1, stride: $2, padding: $3)
            },
            pool("averagePooled2D", axes: 2, "The mean of each window of `[N, H, W, C]`") {
                $0.averagePooled2D(kernel: $1, stride: $2, padding: $3)
            },
            pool("averagePooled3D", axes: 3, "The mean of each window of `[N, T, H, W, C]`") {
                $0.averagePooled3D(kernel: $1, stride: $2, padding: $3)
            },
            native("globalAveragePooled()", on: Tensor.self, doc: "The mean over all axes but the first and the last, `[N, C]`.")
            {
                (x: Tensor) throws -> Tensor in
                _ = try ShapeRule.globalPooling(x.shape)
                return x.globalAveragePooled()
            },
        ]
    }

    private static func pool(
        _ name: String, axes: Int, _ doc: String,
        _ body: @escaping (Tensor, WindowSize, WindowSize?, WindowSize) -> Tensor
    ) -> NativeRow {
        native(
            "\(name)(kernel:stride:padding:)", on: Tensor.self, defaults: ["stride": nil, "padding": 0],
            doc: "\(doc); the stride is the kernel unless told."
        ) { (x: Tensor, kernel: WindowSize, stride: WindowSize?, padding: WindowSize) throws -> Tensor in
            _ = try ShapeRule.pooling(x.shape, kernel: kernel, stride: stride, padding: padding, axes: axes, operation: name)
            return body(x, kernel, stride, padding)
        }
    }

    private static var losses: [NativeRow] {
        [
            native(
                "crossEntropy(_:labels:)", doc: "Cross-entropy of logits `[N, C]` and N classes within 0..<C: a scalar, in nats."
            ) { (logits: Tensor, labels: [Int]) throws -> Tensor in
                try checkMean(ShapeRule.pick(logits.shape, indices: labels), "crossEntropy")
                return crossEntropy(logits, labels: labels)
            },
            native("meanSquaredError(_:_:)", doc: "The mean of the squared differences of two tensors of one shape: a scalar.") {
                (prediction: Tensor, target: Tensor) throws -> Tensor in
                try ShapeRule.equal(prediction.shape, target.shape, operation: "meanSquaredError")
                try checkMean(prediction.shape, "meanSquaredError")
                return meanSquaredError(prediction, target)
            },
        ]
    }

    /// No elements have no mean.
    private static func checkMean(_ shape: Shape, _ operation: String) throws {
        _ = try ShapeRule.reductionOfSomething(shape, axes: [], keepingDimensions: false, operation: operation)
    }
}
