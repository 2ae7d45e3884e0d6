import Script
import Tensors

extension TensorRows {
    static var functions: [NativeRow] {
        [
            function("exp", "eˣ of each element.") { $0.exp() },
            function("log", "The natural logarithm of each element.") { $0.log() },
            function("sqrt", "The square root of each element.") { $0.sqrt() },
            function("square", "The square of each element.") { $0.square() },
            function("abs", "The magnitude of each element.") { $0.abs() },
            function("reciprocal", "1/x of each element.") { $0.reciprocal() },
            function("sin", "The sine of each element (radians).") { $0.sin() },
            function("cos", "The cosine of each element (radians).") { $0.cos() },
            function("sign", "−1, 0 or 1 by the sign of each element.") { $0.sign() },
            function("floor", "The largest whole number below each element.") { $0.floor() },
            function("ceil", "The smallest whole number above each element.") { $0.ceil() },
            function("rounded", "The nearest whole number of each element.") { $0.rounded() },
            function("relu", "max(x, 0) of each element.") { $0.relu() },
            function("sigmoid", "1/(1 + e⁻ˣ) of each element.") { $0.sigmoid() },
            function("tanh", "The hyperbolic tangent of each element.") { $0.tanh() },
        ] + [
            native("pow(_:)", on: Tensor.self, doc: "Each element to a power.") { (x: Tensor, power: Float) in
                x.pow(power)
            },
            native("maximum(_:)", on: Tensor.self, doc: "The larger of each element and a number.") {
                (x: Tensor, bound: Float) in x.maximum(bound)
            },
            native("minimum(_:)", on: Tensor.self, doc: "The smaller of each element and a number.") {
                (x: Tensor, bound: Float) in x.minimum(bound)
            },
            native("clamped(to:)", on: Tensor.self, doc: "Each element, held within a closed range.") {
                (x: Tensor, range: ClosedRange<Float>) in x.clamped(to: range)
            },
            native("softmax(axis:)", on: Tensor.self, defaults: ["axis": -1], doc: "eˣ / Σ eˣ along an axis.") {
                (x: Tensor, axis: Int) throws -> Tensor in
                _ = try ShapeRule.axis(axis, of: x.shape, operation: "softmax")
                return x.softmax(axis: axis)
            },
            native(
                "logSoftmax(axis:)", on: Tensor.self, defaults: ["axis": -1],
                doc: "The logarithm of softmax along an axis, without its loss of precision."
            ) { (x: Tensor, axis: Int) throws -> Tensor in
                _ = try ShapeRule.axis(axis, of: x.shape, operation: "logSoftmax")
                return x.logSoftmax(axis: axis)
            },
        ]
    }

    private static func function(_ name: String, _ doc: String, _ body: @escaping (Tensor) -> Tensor) -> NativeRow {
        native("\(name)()", on: Tensor.self, doc: doc) { (x: Tensor) in body(x) }
    }
}
