/// The three passes of a convolution on elements of any floating-point type: where a kernel is chosen by precision, type and geometry.
///
/// oneDNN's kernels in bf16 read and write such elements as they lie; for the others they become 32-bit floats for the time of the call.
/// What Winograd's filters in bf16 give that is not finite is computed again by the definition.
/// Filters, biases and the filter's derivative are 32-bit floats.
package struct ConvolutionPasses: Sendable {
    package let geometry: ConvolutionGeometry
    package let precision: Precision

    package init(_ geometry: ConvolutionGeometry, precision: Precision) {
        (self.geometry, self.precision) = (geometry, precision)
    }

    /// `output = input ⋆ filter (+ bias)`.
    package func forward(
        input: Elements, filter: UnsafePointer<Float>, bias: UnsafePointer<Float>?, output: MutableElements
    ) {
        if let halves = ConvolutionChoice.halfWinograd(for: geometry, .forward, precision: precision) {
            let isDone = ConversionKernel.with(BFloat16.self, input, count: geometry.inputCount) { input in
                ConversionKernel.with(BFloat16.self, for: output, count: geometry.outputCount) { output in
                    halves.forward(geometry, input: input, filter: filter, bias: bias, output: output)
                }
            }
            if isDone { return }
        }
        let kernel = ConvolutionChoice.kernel(for: geometry, .forward, precision: precision)
        if let typed = kernel as? OneDNNConvolution {
            return typed.forward(geometry, input: input, filter: filter, bias: bias, output: output)
        }
        ConversionKernel.withFloats(input, count: geometry.inputCount) { input in
            ConversionKernel.withFloats(for: output, count: geometry.outputCount) { output in
                kernel.forward(geometry, input: input, filter: filter, bias: bias, output: output)
            }
        }
    }

    /// The derivative by the input.
    package func backwardData(outputGradient: Elements, filter: UnsafePointer<Float>, inputGradient: MutableElements) {
        if let halves = ConvolutionChoice.halfWinograd(for: geometry, .backwardData, precision: precision) {
            let isDone = ConversionKernel.with(BFloat16.self, outputGradient, count: geometry.outputCount) { gradient in
                ConversionKernel.with(BFloat16.self, for: inputGradient, count: geometry.inputCount) { target in
                    halves.backwardData(geometry, outputGradient: gradient, filter: filter, inputGradient: target)
                }
            }
            if isDone { return }
        }
        let kernel = ConvolutionChoice.kernel(for: geometry, .backwardData, precision: precision)
        if let typed = kernel as? OneDNNConvolution {
            return typed.backwardData(geometry, outputGradient: outputGradient, filter: filter, inputGradient: inputGradient)
        }
        ConversionKernel.withFloats(outputGradient, count: geometry.outputCount) { gradient in
            ConversionKernel.withFloats(for: inputGradient, count: geometry.inputCount) { target in
                kernel.backwardData(geometry, outputGradient: gradient, filter: filter, inputGradient: target)
            }
        }
    }

    /// The derivative by the filter.
    package func backwardWeights(input: Elements, outputGradient: Elements, filterGradient: UnsafeMutablePointer<Float>) {
        if let halves = ConvolutionChoice.halfWinograd(for: geometry, .backwardWeights, precision: precision) {
            let isDone = ConversionKernel.with(BFloat16.self, input, count: geometry.inputCount) { input in
                ConversionKernel.with(BFloat16.self, outputGradient, count: geometry.outputCount) { gradient in
                    halves.backwardWeights(geometry, input: input, outputGradient: gradient, filterGradient: filterGradient)
                }
            }
            if isDone { return }
        }
        let kernel = ConvolutionChoice.kernel(for: geometry, .backwardWeights, precision: precision)
        if let typed = kernel as? OneDNNConvolution {
            return typed.backwardWeights(
                geometry, input: input, outputGradient: outputGradient, filterGradient: filterGradient)
        }
        ConversionKernel.withFloats(input, count: geometry.inputCount) { input in
            ConversionKernel.withFloats(outputGradient, count: geometry.outputCount) { gradient in
                kernel.backwardWeights(geometry, input: input, outputGradient: gradient, filterGradient: filterGradient)
            }
        }
    }
}
