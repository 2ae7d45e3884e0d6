/// Batch normalisation with what usually follows it, in one pass over memory: `y = [relu](scale · x + shift [+ residual])`, scale and
/// shift a number for each channel, rows `[rows, channels]`.
///
/// Inputs, outputs and their gradients are all kept as one floating-point type; the numbers of the channels are 32-bit floats.
package enum BatchNormalizationKernel {
    /// Writes y.
    package static func forward(
        rows: Int, channels: Int, input: Elements, residual: Elements?, scale: UnsafePointer<Float>, shift: UnsafePointer<Float>,
        relu: Bool, output: MutableElements
    ) {
        let layout = ChannelRows(rows: rows, channels: channels)
        withWide(layout, [scale, shift]) { wide in
            func run<Element: StoredElement>(_ type: Element.Type) {
                layout.run(
                    NormalizationForward<Element>(
                        input: input.pointer(to: type), residual: residual?.pointer(to: type), relu: relu,
                        output: output.pointer(to: type), wide: wide, width: layout.width))
            }
            input.type == .bf16 ? run(BFloat16.self) : run(Float.self)
        }
    }

    /// `Σ g` and `Σ g · (x − mean) · inverse` for each channel, where g is the derivative by the output that passes `gate`: the
    /// derivatives by shift and scale.
    package static func parameterGradients(
        rows: Int, channels: Int, input: Elements, outputGradient: Elements, gate: NormalizationGate,
        mean: UnsafePointer<Float>, inverse: UnsafePointer<Float>
    ) -> (shift: [Float], scale: [Float]) {
        let layout = ChannelRows(rows: rows, channels: channels)
        return withWide(layout, gate.channelValues + [mean, inverse]) { wide in
            func sums<Element: StoredElement>(_ type: Element.Type) -> (shift: [Float], scale: [Float]) {
                func sums(_ gate: some RegisterGate, _ own: UnsafePointer<Float>) -> (shift: [Float], scale: [Float]) {
                    let sums = layout.sums(
                        NormalizationParameters(
                            input: input.pointer(to: type), outputGradient: outputGradient.pointer(to: type), gate: gate,
                            wide: wide, own: own, width: layout.width))
                    return (sums.first, sums.second)
                }
                switch gate {
                case .open: return sums(OpenGate(), wide)
                case .input: return sums(InputGate(), wide + 2 * layout.width)
                case .output(let output): return sums(OutputGate(output: output.pointer(to: type)), wide)
                }
            }
            return input.type == .bf16 ? sums(BFloat16.self) : sums(Float.self)
        }
    }

    /// The derivative by the input, `a · g − b − c · (x − mean)` with numbers a, b, c for each channel, and by the residual, g, if wanted.
    ///
    /// With batch statistics a = γ/σ, b = a · Σg / rows, c = a · Σ(g · x̂) / (σ · rows); with fixed ones b = c = 0.
    package static func inputGradient(
        rows: Int, channels: Int, input: Elements, outputGradient: Elements, gate: NormalizationGate,
        mean: UnsafePointer<Float>, a: UnsafePointer<Float>, b: UnsafePointer<Float>, c: UnsafePointer<Float>,
        inputGradient: MutableElements, residualGradient: MutableElements?
    ) {
        let layout = ChannelRows(rows: rows, channels: channels)
        withWide(layout, gate.channelValues + [mean, a, b, c]) { wide in
            func run<Element: StoredElement>(_ type: Element.Type) {
                func run(_ gate: some RegisterGate, _ own: UnsafePointer<Float>) {
                    layout.run(
                        NormalizationInput(
                            input: input.pointer(to: type), outputGradient: outputGradient.pointer(to: type), gate: gate,
                            inputGradient: inputGradient.pointer(to: type), residualGradient: residualGradient?.pointer(to: type),
                            wide: wide, own: own, width: layout.width))
                }
                switch gate {
                case .open: run(OpenGate(), wide)
                case .input: run(InputGate(), wide + 2 * layout.width)
                case .output(let output): run(OutputGate(output: output.pointer(to: type)), wide)
                }
            }
            input.type == .bf16 ? run(BFloat16.self) : run(Float.self)
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
