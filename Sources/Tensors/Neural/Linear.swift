import Kernels

/// Rows times weights plus a bias, `y = x W + b`, in one pass.
///
///     linear(x, weight: w, bias: b)   // [N, in] with [in, out] and [out] → [N, out]
///
/// - Parameters:
///   - input: `[…, in]`.
///   - weight: `[in, out]`.
///   - bias: `[out]`, or none.
///   - precision: what is multiplied in, and what the result is kept as; traps where this machine cannot (`Precision.unavailability`).
/// - Returns: `[…, out]`. Shapes that do not fit trap.
public func linear(_ input: Tensor, weight: Tensor, bias: Tensor? = nil, precision: Precision = .float32) -> Tensor {
    let input = input.converted(to: input.numberType)
    let shape = obeying(try ShapeRule.linear(input.shape, weight: weight.shape, bias: bias?.shape))
    let product = LinearProduct(
        rows: shape.dimensions.dropLast().reduce(1, *), depth: weight.shape.dimensions[0],
        outputs: weight.shape.dimensions[1], precision: precision)
    let (inputShape, weightShape, inputType) = (input.shape, weight.shape, input.numberType)
    @Sendable func value(_ x: Tensor, _ w: Tensor, _ b: Tensor?) -> Tensor {
        let (w, b) = (w.floats, b?.floats)
        return Tensor(shape: shape, type: precision.resultType(of: x)) { y in
            withExtendedLifetime((x, w, b)) { product.forward(x.elements, w.pointer, bias: b?.pointer, into: y) }
        }
    }
    let pullback = BilinearProduct(
        { value($0, $1, nil) },
        byLeft: { g, w in
            let w = w.floats
            return Tensor(shape: inputShape, type: inputType) { x in
                withExtendedLifetime((g, w)) { product.inputGradient(g.elements, w.pointer, into: x) }
            }
        },
        byRight: { x, g in
            Tensor(shape: weightShape) { w in
                withExtendedLifetime((x, g)) { product.weightGradient(x.elements, g.elements, into: w.baseAddress!) }
            }
        }
    ).pullback(input, weight)
    let biasNeeds = bias?.needsGradient ?? false
    let hasBias = bias != nil
    return .differentiable(value(input, weight, bias), inputs: [input, weight] + (bias.map { [$0] } ?? [])) { g in
        guard hasBias else { return pullback(g) }
        return pullback(g) + [biasNeeds ? g.reshaped(product.rows, product.outputs).sum(axes: [0]) : nil]
    }
}

/// The three products of a linear layer, of raw rows.
private struct LinearProduct: Sendable {
    let rows: Int, depth: Int, outputs: Int
    let precision: Precision

    func forward(_ x: Elements, _ w: UnsafePointer<Float>, bias: UnsafePointer<Float>?, into y: MutableElements) {
        Profile.count(operations)
        if multipliesInBF16 { return passes.forward(input: x, filter: w, bias: bias, output: y) }
        ConversionKernel.withFloats(x, count: rows * depth) { x in
            ConversionKernel.withFloats(for: y, count: rows * outputs) { y in
                if let bias { for row in 0..<rows { (y + row * outputs).update(from: bias, count: outputs) } }
                MatrixKernel.gemm(
                    m: rows, n: outputs, k: depth, a: x, lda: depth, b: w, ldb: outputs, beta: bias == nil ? 0 : 1, c: y,
                    ldc: outputs)
            }
        }
    }

    func inputGradient(_ g: Elements, _ w: UnsafePointer<Float>, into target: MutableElements) {
        Profile.count(operations)
        if multipliesInBF16 { return passes.backwardData(outputGradient: g, filter: w, inputGradient: target) }
        ConversionKernel.withFloats(g, count: rows * outputs) { g in
            ConversionKernel.withFloats(for: target, count: rows * depth) { target in
                MatrixKernel.gemm(
                    transposeB: true, m: rows, n: depth, k: outputs, a: g, lda: outputs, b: w, ldb: outputs, c: target,
                    ldc: depth)
            }
        }
    }

    func weightGradient(_ x: Elements, _ g: Elements, into target: UnsafeMutablePointer<Float>) {
        Profile.count(operations)
        if multipliesInBF16 { return passes.backwardWeights(input: x, outputGradient: g, filterGradient: target) }
        ConversionKernel.withFloats(x, count: rows * depth) { x in
            ConversionKernel.withFloats(g, count: rows * outputs) { g in
                MatrixKernel.gemm(
                    transposeA: true, m: depth, n: outputs, k: rows, a: x, lda: depth, b: g, ldb: outputs, c: target,
                    ldc: outputs)
            }
        }
    }

    /// A product of nothing is left to 32 bits.
    private var multipliesInBF16: Bool { precision == .bf16 && depth > 0 && outputs > 0 }

    private var operations: Double { 2 * Double(rows) * Double(depth) * Double(outputs) }

    /// The rows as points of one picture seen through a filter of one point.
    private var passes: ConvolutionPasses {
        let points = ConvolutionGeometry(
            batch: rows == 0 ? 0 : 1, input: Extent(1, 1, max(rows, 1)), inputChannels: depth, outputChannels: outputs,
            kernel: Extent(1, 1, 1))
        return ConvolutionPasses(points, precision: precision)
    }
}
