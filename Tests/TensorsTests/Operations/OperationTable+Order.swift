import Tensors

extension OperationRow {
    static let activations: [OperationRow] = [
        OperationRow(name: "gelu", step: 2e-2) { $0[0].gelu() },
        OperationRow(name: "geluByTanh", step: 2e-2) { $0[0].gelu(approximation: .tanh) },
        OperationRow(name: "silu") { $0[0].silu() },
        OperationRow(name: "softplus") { $0[0].softplus() },
        OperationRow(name: "tan") { $0[0].tan() },
        OperationRow(name: "log1p") { $0[0].log1p() },
        OperationRow(name: "expm1") { $0[0].expm1() },
        OperationRow(name: "erf") { $0[0].erf() },
    ]

    static let masks: [OperationRow] = [
        OperationRow(name: "isNaN", isDifferentiable: false) { $0[0].isNaN() },
        OperationRow(name: "isFinite", isDifferentiable: false) { $0[0].isFinite() },
        OperationRow(name: "isInfinite", isDifferentiable: false) { $0[0].isInfinite() },
        OperationRow(name: "not", isDifferentiable: false) { .!$0[0] },
        OperationRow(name: "and", isDifferentiable: false) { $0[0] .& $0[1] },
        OperationRow(name: "or", isDifferentiable: false) { $0[0] .| $0[1] },
        OperationRow(name: "masked") { $0[0].masked(where: $0[0] .> 0) },
        OperationRow(name: "maskedRows") { $0[0].masked(where: Tensor([1, 0, 1])) },
        OperationRow(name: "filled") { $0[0].filled(with: -1.5, where: $0[0] .> 0) },
    ]

    static let order: [OperationRow] = [
        OperationRow(name: "sorted") { $0[0].sorted() },
        OperationRow(name: "sortedFirst") { $0[0].sorted(axis: 0) },
        OperationRow(name: "sortedDescending") { $0[0].sorted(axis: 1, descending: true) },
        OperationRow(name: "topK") { $0[0].topK(2).values },
        OperationRow(name: "bottomKFirst") { $0[0].topK(3, axis: 0, smallest: true).values },
        OperationRow(name: "median") { $0[0].median() },
        OperationRow(name: "medianFirst") { $0[0].median(axis: 0) },
        OperationRow(name: "quantile") { $0[0].quantile(0.3, axis: -1, keepingDimensions: true) },
        OperationRow(name: "unique") { $0[0].unique().values },
    ]

    static let running: [OperationRow] = [
        OperationRow(name: "cumulativeSum") { $0[0].cumulativeSum() },
        OperationRow(name: "cumulativeSumFirst") { $0[0].cumulativeSum(axis: 0) },
        OperationRow(name: "cumulativeSumMiddle") { $0[0].cumulativeSum(axis: 1) },
        OperationRow(name: "cumulativeProduct", step: 2e-2) { $0[0].cumulativeProduct() },
        OperationRow(name: "cumulativeProductFirst", step: 2e-2) { $0[0].cumulativeProduct(axis: 0) },
        OperationRow(name: "cumulativeProductMiddle", step: 2e-2) { $0[0].cumulativeProduct(axis: 1) },
        OperationRow(name: "cumulativeProductOfZeros", step: 2e-2) { $0[0].cumulativeProduct() },
        OperationRow(name: "logSumExpAll") { $0[0].logSumExp() },
        OperationRow(name: "logSumExpFirst") { $0[0].logSumExp(axes: 0) },
        OperationRow(name: "logSumExpLastKept") { $0[0].logSumExp(axes: -1, keepingDimensions: true) },
    ]
}
