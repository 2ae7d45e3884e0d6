import Tensors

extension OperationRow {
    static let parts: [OperationRow] = [
        OperationRow(name: "assignedRows") { assigning($0) { $0[0, 1..<3] = $1 } },
        OperationRow(name: "assignedColumns") { assigning($0) { $0[..., -1] = $1 } },
        OperationRow(name: "assignedSteps") { assigning($0) { $0[.stride(by: -2), .stride(from: 1, by: 2)] = $1 } },
        OperationRow(name: "steps") { $0[0][.stride(from: 1, by: 2), .stride(by: -1)] },
        OperationRow(name: "stepsOfLast") { $0[0][..., .stride(from: 1, to: 6, by: 3)] },
    ]

    private static func assigning(_ operands: [Tensor], _ set: (inout Tensor, Tensor) -> Void) -> Tensor {
        var result = operands[0]
        set(&result, operands[1])
        return result
    }

    static let pieces: [OperationRow] = [
        OperationRow(name: "splitSizes") { x in
            let parts = x[0].split(sizes: [1, 2, x[0].shape[1] - 3], axis: 1)
            return .concatenated([parts[2], parts[0]], axis: 1)
        },
        OperationRow(name: "chunked") { $0[0].chunked(into: 3, axis: -1)[1] },
        OperationRow(name: "tiled") { $0[0].tiled([2, 1, 3]) },
        OperationRow(name: "rolled") { $0[0].rolled(by: 2, axis: 1) },
        OperationRow(name: "rolledBack") { $0[0].rolled(by: -7) },
        OperationRow(name: "diagonal") { $0[0].diagonal() },
        OperationRow(name: "diagonalAbove") { $0[0].diagonal(offset: 1) },
        OperationRow(name: "diagonalBelow") { $0[0].diagonal(offset: -2) },
        OperationRow(name: "trace") { $0[0].trace() },
        OperationRow(name: "lowerTriangle") { $0[0].lowerTriangle() },
        OperationRow(name: "lowerTriangleAbove") { $0[0].lowerTriangle(offset: 1) },
        OperationRow(name: "upperTriangle") { $0[0].upperTriangle() },
        OperationRow(name: "upperTriangleBelow") { $0[0].upperTriangle(offset: -1) },
    ]

    static let matrices: [OperationRow] = [
        OperationRow(name: "matmulOfVectors") { matmul($0[0], $0[1]) },
        OperationRow(name: "outer") { $0[0].outer($0[1]) },
    ]

    static let sums: [OperationRow] = [
        ("einsumMatmul", "ij,jk->ik"), ("einsumAttention", "bhqd,bhkd->bhqk"), ("einsumValues", "bhqk,bkhd->bqhd"),
        ("einsumTurned", "ij,jk->ki"), ("einsumTransposes", "ji,kj->ik"), ("einsumBatch", "bij,bjk"),
        ("einsumElementwise", "i, i -> i"), ("einsumDot", "ij,ij->i"), ("einsumOuter", "i,jk->kij"), ("einsumSums", "ijk,jl->l"),
        ("einsumDiagonal", "iij,j->i"), ("einsumScalar", "ij,->ji"), ("einsumTrace", "ii->"), ("einsumOnly", "ii->i"),
        ("einsumTranspose", "ijk->kij"), ("einsumSum", "ijk->j"), ("einsumThree", "ij,jk,ki->i"),
        ("einsumEllipsis", "...ij,...jk->...ik"), ("einsumEllipsisBroadcast", "i...,i...->..."),
        ("einsumEllipsisImplicit", "...ij,...j"),
        ("einsumEllipsisTurned", "i...->...i"), ("einsumEllipsisSummed", "...i,...->i"),
    ].map { name, text in OperationRow(name: name, step: 2e-2) { einsum(text, $0) } }

    static let linearAlgebra: [OperationRow] = [
        OperationRow(name: "inverse", step: 2e-2) { x in sound { try x[0].inverse() } },
        OperationRow(name: "determinant", step: 2e-2) { $0[0].determinant() },
        OperationRow(name: "solve", step: 2e-2) { x in sound { try solve(x[0], x[1]) } },
    ]

    /// Of matrices that have an inverse; NaN would show that one had none.
    private static func sound(_ body: () throws -> Tensor) -> Tensor { (try? body()) ?? Tensor(.nan) }
}
