import Kernels

/// Rows times weights plus a bias, `y = x W + b`, in one pass.
///
///     linear(x, weight: w, bias: b)   // [N, in] with [in, out] and [out] → [N, out]
///
/// - Parameters:
///   - input: `[…, in]`.
///   - weight: `[in, out]`.
///   - bias: `[out]`, or none.
/// - Returns: `[…, out]`. Shapes that do not fit trap.
public func linear(_ input: Tensor, weight: Tensor, bias: Tensor? = nil) -> Tensor {
    let shape = obeying(try ShapeRule.linear(input.shape, weight: weight.shape, bias: bias?.shape))
    let (depth, outputs) = (weight.shape.dimensions[0], weight.shape.dimensions[1])
    let rows = shape.dimensions.dropLast().reduce(1, *)
    let value = Tensor(shape: shape) { output in
        withExtendedLifetime((input, weight, bias)) {
            if let bias {
                for row in 0..<rows { (output.baseAddress! + row * outputs).update(from: bias.pointer, count: outputs) }
            }
            MatrixKernel.gemm(
                m: rows, n: outputs, k: depth, a: input.pointer, lda: depth, b: weight.pointer, ldb: outputs,
                beta: bias == nil ? 0 : 1, c: output.baseAddress!, ldc: outputs)
        }
    }
    let x = weight.needsGradient ? input.detached() : nil
    let w = input.needsGradient ? weight.detached() : nil
    let (inputShape, weightShape) = (input.shape, weight.shape)
    let hasBias = bias != nil
    let biasNeeds = bias?.needsGradient ?? false
    return .differentiable(value, inputs: [input, weight] + (bias.map { [$0] } ?? [])) { g in
        withExtendedLifetime((x, w, g)) {
            let byInput = w.map { w in
                Tensor(shape: inputShape) {
                    MatrixKernel.gemm(
                        transposeB: true, m: rows, n: depth, k: outputs, a: g.pointer, lda: outputs, b: w.pointer, ldb: outputs,
                        c: $0.baseAddress!, ldc: depth)
                }
            }
            let byWeight = x.map { x in
                Tensor(shape: weightShape) {
                    MatrixKernel.gemm(
                        transposeA: true, m: depth, n: outputs, k: rows, a: x.pointer, lda: depth, b: g.pointer, ldb: outputs,
                        c: $0.baseAddress!, ldc: outputs)
                }
            }
            guard hasBias else { return [byInput, byWeight] }
            return [byInput, byWeight, biasNeeds ? g.reshaped(rows, outputs).sum(axes: [0]) : nil]
        }
    }
}
