/// Batch normalisation with what usually follows it, in one pass over memory: `y = [relu](scale · x + shift [+ residual])`, scale and
/// shift a number for each channel, rows `[rows, channels]`.
package enum BatchNormalizationKernel {
    /// Writes y.
    package static func forward(
        rows: Int, channels: Int, input: UnsafePointer<Float>, residual: UnsafePointer<Float>?,
        scale: UnsafePointer<Float>, shift: UnsafePointer<Float>, relu: Bool, output: UnsafeMutablePointer<Float>
    ) {
        let layout = ChannelRows(rows: rows, channels: channels)
        withWide(layout, [scale, shift]) { wide in
            layout.run(
                NormalizationForward(
                    input: input, residual: residual, relu: relu, output: output, wide: wide, width: layout.width))
        }
    }

    /// `Σ g` and `Σ g · (x − mean) · inverse` for each channel, where g is the derivative by the output that passes `gate`: the
    /// derivatives by shift and scale.
    package static func parameterGradients(
        rows: Int, channels: Int, input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, gate: NormalizationGate,
        mean: UnsafePointer<Float>, inverse: UnsafePointer<Float>
    ) -> (shift: [Float], scale: [Float]) {
        let layout = ChannelRows(rows: rows, channels: channels)
        return withWide(layout, gate.channelValues + [mean, inverse]) { wide in
            func sums(_ gate: some RegisterGate, _ own: UnsafePointer<Float>) -> (shift: [Float], scale: [Float]) {
                let sums = layout.sums(
                    NormalizationParameters(
                        input: input, outputGradient: outputGradient, gate: gate, wide: wide, own: own, width: layout.width))
                return (sums.first, sums.second)
            }
            switch gate {
            case .open: return sums(OpenGate(), wide)
            case .input: return sums(InputGate(), wide + 2 * layout.width)
            case .output(let output): return sums(OutputGate(output: output), wide)
            }
        }
    }

    /// The derivative by the input, `a · g − b − c · (x − mean)` with numbers a, b, c for each channel, and by the residual, g, if wanted.
    ///
    /// With batch statistics a = γ/σ, b = a · Σg / rows, c = a · Σ(g · x̂) / (σ · rows); with fixed ones b = c = 0.
    package static func inputGradient(
        rows: Int, channels: Int, input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, gate: NormalizationGate,
        mean: UnsafePointer<Float>, a: UnsafePointer<Float>, b: UnsafePointer<Float>, c: UnsafePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>, residualGradient: UnsafeMutablePointer<Float>?
    ) {
        let layout = ChannelRows(rows: rows, channels: channels)
        withWide(layout, gate.channelValues + [mean, a, b, c]) { wide in
            func run(_ gate: some RegisterGate, _ own: UnsafePointer<Float>) {
                layout.run(
                    NormalizationInput(
                        input: input, outputGradient: outputGradient, gate: gate, inputGradient: inputGradient,
                        residualGradient: residualGradient, wide: wide, own: own, width: layout.width))
            }
            switch gate {
            case .open: run(OpenGate(), wide)
            case .input: run(InputGate(), wide + 2 * layout.width)
            case .output(let output): run(OutputGate(output: output), wide)
            }
        }
    }

    /// Calls `body` with the numbers per channel repeated over wide rows, one after another; there are at least two.
    private static func withWide<R>(
        _ layout: ChannelRows, _ values: [UnsafePointer<Float>], _ body: (UnsafePointer<Float>) -> R
    ) -> R {
        BufferPool.withScratch(values.count * layout.width) { wide in
            for (i, value) in values.enumerated() { layout.widen(value, into: wide + i * layout.width) }
            return body(wide)
        }
    }
}
