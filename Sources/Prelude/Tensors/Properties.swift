import Script
import Tensors

extension TensorRows {
    static var properties: [NativeRow] {
        [
            property(on: Tensor.self, "shape", doc: "Sizes along each axis.") { (x: Tensor) in x.shape.dimensions },
            property(on: Tensor.self, "count", doc: "Number of elements.") { (x: Tensor) in x.count },
            property(on: Tensor.self, "rank", doc: "Number of axes.") { (x: Tensor) in x.rank },
            property(on: Tensor.self, "scalars", doc: "All elements, row-major.") { (x: Tensor) in x.scalars },
            property(on: Tensor.self, "scalar", doc: "The one element of a tensor that has a single one.") {
                (x: Tensor) throws -> Float in
                try ShapeRule.single(x.shape, operation: "scalar")
                return x.scalar
            },
            native("write(npy:)", on: Tensor.self, doc: "Writes the tensor to an .npy file; an error names the file.") {
                (x: Tensor, path: String) throws in try x.write(npy: path)
            },
            native(static: Tensor.self, "init(npy:)", doc: "Reads an .npy file; an error names the file.") {
                (path: String) throws -> Tensor in try Tensor(npy: path)
            },
        ]
    }

    static var randomness: [NativeRow] {
        [
            native(
                static: Tensor.self, "uniform(_:in:)", defaults: ["in": NativeDefault((Float(0)..<1).scriptValue)],
                doc: "Even random numbers in a range, from the cell's own random stream."
            ) { (context: NativeContext, sizes: [Int], range: Range<Float>) throws -> Tensor in
                let shape = try allocatable(sizes, "uniform")
                return CellRandom.draw(context) { .uniform(shape, in: range, using: &$0) }
            },
            native(
                static: Tensor.self, "normal(_:mean:standardDeviation:)", defaults: ["mean": 0, "standardDeviation": 1],
                doc: "Normal random numbers, from the cell's own random stream."
            ) { (context: NativeContext, sizes: [Int], mean: Float, deviation: Float) throws -> Tensor in
                let shape = try allocatable(sizes, "normal")
                return CellRandom.draw(context) {
                    .normal(shape, mean: mean, standardDeviation: deviation, using: &$0)
                }
            },
        ]
    }

    static var differentiation: [NativeRow] {
        [
            native(
                "gradient(at:of:)",
                doc: "The gradient of a function of one tensor, which must give a single element, such as a loss."
            ) { (context: NativeContext, x: Tensor, body: Callback<Tensor, Tensor>) throws -> Tensor in
                try withInterruption(polling: context.poll) {
                    try gradient(at: x) { input in
                        let value = try withoutInterruption { try body(input) }
                        try ShapeRule.single(value.shape, operation: "gradient")
                        return value
                    }
                }
            },
            native(
                "valueWithGradient(at:of:)",
                doc: "The value of a function of one tensor and its gradient: `(value, gradient)`."
            ) { (context: NativeContext, x: Tensor, body: Callback<Tensor, Tensor>) throws -> ValueAndGradient in
                let (value, gradient) = try withInterruption(polling: context.poll) {
                    try valueWithGradient(at: x) { input in
                        let value = try withoutInterruption { try body(input) }
                        try ShapeRule.single(value.shape, operation: "valueWithGradient")
                        return value
                    }
                }
                return ValueAndGradient(value: value, gradient: gradient)
            },
        ]
    }
}

/// What `valueWithGradient(at:of:)` gives to a cell: a tuple.
struct ValueAndGradient: ScriptConvertible {
    let value: Tensor
    let gradient: Tensor

    static var scriptType: ScriptType {
        .tuple([.init("value", Tensor.scriptType), .init("gradient", Tensor.scriptType)])
    }
    static func fromScript(_ value: Value) -> ValueAndGradient? { nil }
    var scriptValue: Value { .tuple([("value", value.scriptValue), ("gradient", gradient.scriptValue)]) }
}

/// The random stream of the running cell: a function of the session's seed and the cell's id.
enum CellRandom {
    static func draw<Result>(_ context: NativeContext, _ body: (inout RandomStream) -> Result) -> Result {
        var stream = context.cellStorage("random") { RandomStream(seed: $0) }
        defer { context.setCellStorage("random", stream) }
        return body(&stream)
    }
}
