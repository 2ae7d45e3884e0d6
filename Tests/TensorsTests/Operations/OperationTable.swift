import Tensors

/// How each operation of `tensors_operations.py` is written here: one row an operation.
struct OperationRow: Sendable {
    let name: String
    var isDifferentiable = true
    /// Step of the finite differences: small beside kinks, large where the result is a sum of many.
    var step: Float = 6e-3
    let body: @Sendable ([Tensor]) -> Tensor

    static let all: [OperationRow] =
        elementwise + functions + movement + reductions + softmax + products + activations + masks + order + running + parts
        + pieces
        + matrices + sums + linearAlgebra

    private static let elementwise: [OperationRow] = [
        OperationRow(name: "add") { $0[0] + $0[1] },
        OperationRow(name: "subtract") { $0[0] - $0[1] },
        OperationRow(name: "multiply") { $0[0] * $0[1] },
        OperationRow(name: "divide") { $0[0] / $0[1] },
        OperationRow(name: "power") { $0[0].pow($0[1]) },
        OperationRow(name: "maximum") { .maximum($0[0], $0[1]) },
        OperationRow(name: "minimum") { .minimum($0[0], $0[1]) },
        OperationRow(name: "less", isDifferentiable: false) { $0[0] .< $0[1] },
        OperationRow(name: "lessOrEqual", isDifferentiable: false) { $0[0] .<= $0[1] },
        OperationRow(name: "greater", isDifferentiable: false) { $0[0] .> $0[1] },
        OperationRow(name: "greaterOrEqual", isDifferentiable: false) { $0[0] .>= $0[1] },
        OperationRow(name: "equal", isDifferentiable: false) { $0[0] .== $0[1] },
        OperationRow(name: "notEqual", isDifferentiable: false) { $0[0] .!= $0[1] },
        OperationRow(name: "addScalar") { $0[0] + 1.5 },
        OperationRow(name: "scalarMinus") { 1.5 - $0[0] },
        OperationRow(name: "timesScalar") { $0[0] * -2.5 },
        OperationRow(name: "overScalar") { $0[0] / 3 },
        OperationRow(name: "scalarOver") { 2 / $0[0] },
        OperationRow(name: "negate") { -$0[0] },
        OperationRow(name: "select") { .select($0[0] .> 0, $0[0], $0[1]) },
    ]

    private static let functions: [OperationRow] = [
        OperationRow(name: "exp") { $0[0].exp() },
        OperationRow(name: "log") { $0[0].log() },
        OperationRow(name: "sqrt") { $0[0].sqrt() },
        OperationRow(name: "rsqrt") { $0[0].rsqrt() },
        OperationRow(name: "reciprocal") { $0[0].reciprocal() },
        OperationRow(name: "square") { $0[0].square() },
        OperationRow(name: "abs") { $0[0].abs() },
        OperationRow(name: "cube") { $0[0].pow(3) },
        OperationRow(name: "sin") { $0[0].sin() },
        OperationRow(name: "cos") { $0[0].cos() },
        OperationRow(name: "relu") { $0[0].relu() },
        OperationRow(name: "sigmoid") { $0[0].sigmoid() },
        OperationRow(name: "tanh") { $0[0].tanh() },
        OperationRow(name: "clamp") { $0[0].clamped(to: -1.05...0.95) },
        OperationRow(name: "sign", isDifferentiable: false) { $0[0].sign() },
        OperationRow(name: "floor", isDifferentiable: false) { $0[0].floor() },
        OperationRow(name: "ceil", isDifferentiable: false) { $0[0].ceil() },
        OperationRow(name: "rounded", isDifferentiable: false) { $0[0].rounded() },
    ]

    private static let movement: [OperationRow] = [
        OperationRow(name: "transpose") { $0[0].transposed(permutation: [2, 0, 3, 1]) },
        OperationRow(name: "transposeChannels") { $0[0].transposed(permutation: [0, 4, 1, 2, 3]) },
        OperationRow(name: "transposeLast") { $0[0].transposed() },
        OperationRow(name: "flip") { $0[0].flipped(axis: 1) },
        OperationRow(name: "sliceMiddle") { $0[0].slice(axis: 1, 1..<3) },
        OperationRow(name: "subscriptEllipsis") { $0[0][0, ..., 2..<5] },
        OperationRow(name: "subscriptLast") { $0[0][..., -1] },
        OperationRow(name: "padded") { $0[0].padded([(1, 0), (0, 2)], with: 1.5) },
        OperationRow(name: "gathered") { $0[0].gathered(rows: [2, 0, 2], axis: 1) },
        OperationRow(name: "repeated") { $0[0].repeated(3, axis: 1) },
        OperationRow(name: "broadcastTo") { $0[0].broadcast(to: [2, 3, 4]) },
        OperationRow(name: "stacked") { .stacked([$0[0], 2 * $0[0], $0[0]], axis: 1) },
        OperationRow(name: "concatenated") { .concatenated($0, axis: 1) },
    ]

    private static let reductions: [OperationRow] =
        reduction("sum") { $0.sum(axes: $1, keepingDimensions: $2) }
        + reduction("mean") { $0.mean(axes: $1, keepingDimensions: $2) }
        + reduction("max") { $0.max(axes: $1, keepingDimensions: $2) }
        + reduction("min") { $0.min(axes: $1, keepingDimensions: $2) }
        + reduction("variance", step: 5e-2) { $0.variance(axes: $1, keepingDimensions: $2) }
        + reduction("standardDeviation", step: 2e-2) { $0.standardDeviation(axes: $1, keepingDimensions: $2) }
        + reduction("norm", step: 2e-2) { $0.norm(axes: $1, keepingDimensions: $2) }

    private static func reduction(
        _ name: String, step: Float = 6e-3, _ reduce: @escaping @Sendable (Tensor, [Int], Bool) -> Tensor
    ) -> [OperationRow] {
        [
            OperationRow(name: name + "All", step: step) { reduce($0[0], [], false) },
            OperationRow(name: name + "First", step: step) { reduce($0[0], [0], false) },
            OperationRow(name: name + "LastKept", step: step) { reduce($0[0], [-1], true) },
            OperationRow(name: name + "Outer", step: step) { reduce($0[0], [2, 0], false) },
        ]
    }

    private static let softmax: [OperationRow] = [
        OperationRow(name: "softmax") { $0[0].softmax() },
        OperationRow(name: "softmaxFirst") { $0[0].softmax(axis: 0) },
        OperationRow(name: "logSoftmax") { $0[0].logSoftmax() },
        OperationRow(name: "logSoftmaxfirst") { $0[0].logSoftmax(axis: 0) },
    ]

    private static let products: [OperationRow] = [
        OperationRow(name: "matmul") { matmul($0[0], $0[1]) }
    ]
}
