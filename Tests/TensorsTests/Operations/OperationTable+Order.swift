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
}
