import Kernels

/// Rows times weights plus a bias, `y = x W + b`, in one pass.
///
///     linear(x, weight: w, bias: b)   // [N, in] with [in, out] and [out] → [N, out]
///
/// - Parameters:
///   - input: `[…, in]`.
///   - weight: `[in, out]`.
///   - bias: `[out]`, or none.
///   - precision: what is multiplied in; traps where this machine cannot (`Precision.unavailability`).
/// - Returns: `[…, out]`. Shapes that do not fit trap.
public func linear(_ input: Tensor, weight: Tensor, bias: Tensor? = nil, precision: Precision = .float32) -> Tensor {
    let shape = obeying(try ShapeRule.linear(input.shape, weight: weight.shape, bias: bias?.shape))
    let product = LinearProduct(
        rows: shape.dimensions.dropLast().reduce(1, *), depth: weight.shape.dimensions[0],
        outputs: weight.shape.dimensions[1], precision: precision)
    let value = Tensor(shape: shape) { output in
        withExtendedLifetime((input, weight, bias)) {
            product.forward(input.pointer, weight.pointer, bias: bias?.pointer, into: output.baseAddress!)
        }
    }
    let (inputShape, weightShape) = (input.shape, weight.shape)
    let pullback = BilinearProduct(
        { x, w in
            Tensor(shape: shape) { y in
                withExtendedLifetime((x, w)) { product.forward(x.pointer, w.pointer, bias: nil, into: y.baseAddress!) }
            }
        },
        byLeft: { g, w in
            Tensor(shape: inputShape) { x in
                withExtendedLifetime((g, w)) { product.inputGradient(g.pointer, w.pointer, into: x.baseAddress!) }
            }
        },
        byRight: { x, g in
            Tensor(shape: weightShape) { w in
                withExtendedLifetime((x, g)) { product.weightGradient(x.pointer, g.pointer, into: w.baseAddress!) }
            }
        }
    ).pullback(input, weight)
    let biasNeeds = bias?.needsGradient ?? false
    let hasBias = bias != nil
    return .differentiable(value, inputs: [input, weight] + (bias.map { [$0] } ?? [])) { g in
        guard hasBias else { return pullback(g) }
        return pullback(g) + [biasNeeds ? g.reshaped(product.rows, product.outputs).sum(axes: [0]) : nil]
    }
}

/// The three products of a linear layer, of raw rows.
private struct LinearProduct: Sendable {
    let rows: Int, depth: Int, outputs: Int
    let precision: Precision

    func forward(
        _ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
        into y: UnsafeMutablePointer<Float>
    ) {
        Profile.count(operations)
        if precision != .float32 {
            return kernel(.forward).forward(points, input: x, filter: w, bias: bias, output: y)
        }
        if let bias { for row in 0..<rows { (y + row * outputs).update(from: bias, count: outputs) } }
        MatrixKernel.gemm(
            m: rows, n: outputs, k: depth, a: x, lda: depth, b: w, ldb: outputs, beta: bias == nil ? 0 : 1, c: y, ldc: outputs)
    }

    func inputGradient(_ g: UnsafePointer<Float>, _ w: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>) {
        Profile.count(operations)
        if precision != .float32 {
            return kernel(.backwardData).backwardData(points, outputGradient: g, filter: w, inputGradient: target)
        }
        MatrixKernel.gemm(
            transposeB: true, m: rows, n: depth, k: outputs, a: g, lda: outputs, b: w, ldb: outputs, c: target, ldc: depth)
    }

    func weightGradient(_ x: UnsafePointer<Float>, _ g: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>) {
        Profile.count(operations)
        if precision != .float32 {
            return kernel(.backwardWeights).backwardWeights(points, input: x, outputGradient: g, filterGradient: target)
        }
        MatrixKernel.gemm(
            transposeA: true, m: depth, n: outputs, k: rows, a: x, lda: depth, b: g, ldb: outputs, c: target, ldc: outputs)
    }

    private var operations: Double { 2 * Double(rows) * Double(depth) * Double(outputs) }

    /// The rows as points of one picture seen through a filter of one point.
    private var points: ConvolutionGeometry {
        ConvolutionGeometry(
            batch: rows == 0 ? 0 : 1, input: Extent(1, 1, max(rows, 1)), inputChannels: depth, outputChannels: outputs,
            kernel: Extent(1, 1, 1))
    }

    private func kernel(_ pass: ConvolutionPass) -> any ConvolutionKernel {
        ConvolutionChoice.kernel(for: points, pass, precision: precision)
    }
}
