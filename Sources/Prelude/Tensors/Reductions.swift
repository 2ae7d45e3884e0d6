import Script
import Tensors

extension TensorRows {
    static var reductions: [NativeRow] {
        [
            reduction("sum", "The sum") { $0.sum(axes: $1, keepingDimensions: $2) },
            reduction("mean", "The mean", ofSomething: true) { $0.mean(axes: $1, keepingDimensions: $2) },
            reduction("max", "The largest element", ofSomething: true) { $0.max(axes: $1, keepingDimensions: $2) },
            reduction("min", "The smallest element", ofSomething: true) { $0.min(axes: $1, keepingDimensions: $2) },
            reduction("variance", "The variance (of the whole population)", ofSomething: true) {
                $0.variance(axes: $1, keepingDimensions: $2)
            },
            reduction("standardDeviation", "The standard deviation (of the whole population)", ofSomething: true) {
                $0.standardDeviation(axes: $1, keepingDimensions: $2)
            },
            reduction("norm", "The Euclidean norm") { $0.norm(axes: $1, keepingDimensions: $2) },
        ] + [
            native("argmax(axis:)", on: Tensor.self, defaults: ["axis": -1], doc: "Where the largest element of an axis is.") {
                (x: Tensor, axis: Int) throws -> [Int] in
                _ = try ShapeRule.reductionOfSomething(x.shape, axes: [axis], keepingDimensions: false, operation: "argmax")
                return x.argmax(axis: axis)
            },
            native("argmin(axis:)", on: Tensor.self, defaults: ["axis": -1], doc: "Where the smallest element of an axis is.") {
                (x: Tensor, axis: Int) throws -> [Int] in
                _ = try ShapeRule.reductionOfSomething(x.shape, axes: [axis], keepingDimensions: false, operation: "argmin")
                return x.argmin(axis: axis)
            },
        ]
    }

    private static func reduction(
        _ name: String, _ words: String, ofSomething: Bool = false,
        _ body: @escaping (Tensor, [Int], Bool) -> Tensor
    ) -> NativeRow {
        native(
            "\(name)(axes:keepingDimensions:)", on: Tensor.self, defaults: ["axes": [], "keepingDimensions": false],
            doc: "\(words) over the axes, or over all of them when none is named."
        ) { (x: Tensor, axes: [Int], keeping: Bool) throws -> Tensor in
            if ofSomething {
                _ = try ShapeRule.reductionOfSomething(x.shape, axes: axes, keepingDimensions: keeping, operation: name)
            } else {
                _ = try ShapeRule.axes(axes, of: x.shape, operation: name)
            }
            return body(x, axes, keeping)
        }
    }

    static var products: [NativeRow] {
        [
            native(
                "matmul(_:_:)",
                doc: "The matrix product `[…, m, k] × [k, n]` → `[…, m, n]`, or of two batches with equal leading axes."
            ) { (a: Tensor, b: Tensor) throws -> Tensor in
                try ShapeRule.allocation(ShapeRule.matmul(a.shape, b.shape), operation: "matmul")
                return matmul(a, b)
            },
            native("matmul(_:)", on: Tensor.self, doc: "The matrix product with another tensor.") {
                (a: Tensor, b: Tensor) throws -> Tensor in
                try ShapeRule.allocation(ShapeRule.matmul(a.shape, b.shape), operation: "matmul")
                return matmul(a, b)
            },
        ]
    }
}
