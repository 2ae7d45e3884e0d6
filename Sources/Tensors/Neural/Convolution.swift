import Kernels

/// Pictures or spectrograms seen through a filter, in the field's sense (cross-correlation):
/// `y[n, h, w, o] = b[o] + Σ x[n, h·s + i − p, w·s + j − p, c] · f[i, j, c, o]`.
///
///     convolution2D(x, filter: f, stride: 2, padding: 1)   // [N, 8, 8, 3] with [3, 3, 3, 16] → [N, 4, 4, 16]
///
/// - Parameters:
///   - input: `[N, H, W, in]`.
///   - filter: `[kH, kW, in, out]`.
///   - bias: `[out]`, or none.
///   - stride: ≥ 1, one number or (height, width).
///   - padding: zeros on each side, ≥ 0, one number or (height, width).
///   - precision: what is multiplied in, and what the result is kept as; traps where this machine cannot (`Precision.unavailability`).
/// - Returns: `[N, H′, W′, out]` with `H′ = (H + 2·padding − kH) / stride + 1`, rounded down. Shapes that do not fit trap.
public func convolution2D(
    _ input: Tensor, filter: Tensor, bias: Tensor? = nil, stride: WindowSize = 1, padding: WindowSize = 0,
    precision: Precision = .float32
) -> Tensor {
    convolution(input, filter, bias, stride, padding, precision, axes: 2)
}

/// Clips seen through a filter; see `convolution2D`, with time as the first of three axes.
///
///     convolution3D(clips, filter: g, stride: [1, 2, 2], padding: [1, 2, 2])   // [N, 12, 32, 32, 3] with [3, 5, 5, 3, 8] → [N, 12, 16, 16, 8]
///
/// - Parameters:
///   - input: `[N, T, H, W, in]`.
///   - filter: `[kT, kH, kW, in, out]`.
///   - bias: `[out]`, or none.
///   - stride: ≥ 1, one number or (time, height, width).
///   - padding: zeros on each side, ≥ 0, one number or (time, height, width).
///   - precision: what is multiplied in, and what the result is kept as; traps where this machine cannot (`Precision.unavailability`).
/// - Returns: `[N, T′, H′, W′, out]`. Shapes that do not fit trap.
public func convolution3D(
    _ input: Tensor, filter: Tensor, bias: Tensor? = nil, stride: WindowSize = 1, padding: WindowSize = 0,
    precision: Precision = .float32
) -> Tensor {
    convolution(input, filter, bias, stride, padding, precision, axes: 3)
}

private func convolution(
    _ input: Tensor, _ filter: Tensor, _ bias: Tensor?, _ stride: WindowSize, _ padding: WindowSize,
    _ precision: Precision, axes: Int
) -> Tensor {
    let input = input.converted(to: input.numberType)
    let (shape, geometry) = obeying(
        try ShapeRule.convolution(
            input.shape, filter: filter.shape, bias: bias?.shape, stride: stride, padding: padding, axes: axes))
    let (inputShape, filterShape, inputType) = (input.shape, filter.shape, input.numberType)
    let passes = ConvolutionPasses(geometry, precision: precision)
    // Each of the three products multiplies every point of the result by every filter.
    let operations = 2 * Double(shape.count) * Double(filterShape.count / max(1, filterShape[-1]))
    @Sendable func value(_ input: Tensor, _ filter: Tensor, _ bias: Tensor?) -> Tensor {
        let (filter, bias) = (filter.floats, bias?.floats)
        Profile.count(operations)
        return Tensor(shape: shape, type: precision.resultType(of: input)) { output in
            withExtendedLifetime((input, filter, bias)) {
                passes.forward(input: input.elements, filter: filter.pointer, bias: bias?.pointer, output: output)
            }
        }
    }
    let pullback = BilinearProduct(
        { value($0, $1, nil) },
        byLeft: { g, f in
            let f = f.floats
            Profile.count(operations)
            return Tensor(shape: inputShape, type: inputType) { x in
                withExtendedLifetime((g, f)) {
                    passes.backwardData(outputGradient: g.elements, filter: f.pointer, inputGradient: x)
                }
            }
        },
        byRight: { x, g in
            Profile.count(operations)
            return Tensor(shape: filterShape) { f in
                withExtendedLifetime((x, g)) {
                    passes.backwardWeights(input: x.elements, outputGradient: g.elements, filterGradient: f.baseAddress!)
                }
            }
        }
    ).pullback(input, filter)
    let biasNeeds = bias?.needsGradient ?? false
    let hasBias = bias != nil
    return .differentiable(value(input, filter, bias), inputs: [input, filter] + (bias.map { [$0] } ?? [])) { g in
        guard hasBias else { return pullback(g) }
        return pullback(g) + [biasNeeds ? g.sum(axes: Array(0...axes)) : nil]
    }
}
