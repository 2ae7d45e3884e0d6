/// Convolution with 3×3 filters of stride one by Winograd's minimal filtering F(2×2, 3×3): 16 products where there were 36.
///
/// Squares of the input are transformed, multiplied with the transformed filter by 16 matrix products in the direct convolution's
/// tiles, and transformed back; a third axis, time, is summed in the transformed domain. Rounding errors are a few times those of the
/// definition, well within 1e-5. Other geometries go to `DirectConvolution`, and so does a pass with a result that is not finite. Sources: Winograd, *Arithmetic Complexity of Computations*
/// (1980); Lavin and Gray, *Fast Algorithms for Convolutional Neural Networks* (2016).
package struct WinogradConvolution: ConvolutionKernel {
    private let other = DirectConvolution()

    package init() {}

    package var name: String { "winograd" }

    /// Whether a geometry is computed this way: the others' filters, strides or channels do not fit.
    package static func supports(_ g: ConvolutionGeometry) -> Bool {
        g.kernel.height == 3 && g.kernel.width == 3 && g.stride == Extent(1, 1, 1) && g.inputChannels % Lanes.count == 0
            && g.outputChannels % Lanes.count == 0 && g.padding.height <= 2 && g.padding.width <= 2
            && g.padding.time < g.kernel.time && ChannelBlocks.machineRegister == Lanes.count
    }

    package func forward(
        _ geometry: ConvolutionGeometry, input: UnsafePointer<Float>, filter: UnsafePointer<Float>,
        bias: UnsafePointer<Float>?, output: UnsafeMutablePointer<Float>
    ) {
        if Self.supports(geometry),
            WinogradCorrelation(.forward(geometry)).run(input, filter: filter, bias: bias, output: output)
        {
            return
        }
        other.forward(geometry, input: input, filter: filter, bias: bias, output: output)
    }

    package func backwardData(
        _ geometry: ConvolutionGeometry, outputGradient: UnsafePointer<Float>, filter: UnsafePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>
    ) {
        if Self.supports(geometry),
            withTurned(
                filter, geometry,
                { WinogradCorrelation(.backward(geometry)).run(outputGradient, filter: $0, bias: nil, output: inputGradient) })
        {
            return
        }
        other.backwardData(geometry, outputGradient: outputGradient, filter: filter, inputGradient: inputGradient)
    }

    package func backwardWeights(
        _ geometry: ConvolutionGeometry, input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
        filterGradient: UnsafeMutablePointer<Float>
    ) {
        if Self.supports(geometry),
            WinogradAccumulation(.forward(geometry, squares: 128)).run(
                input, outputGradient: outputGradient, filterGradient: filterGradient)
        {
            return
        }
        other.backwardWeights(geometry, input: input, outputGradient: outputGradient, filterGradient: filterGradient)
    }

    /// Calls `body` with the filter as the derivative by the input reads it.
    func withTurned(
        _ filter: UnsafePointer<Float>, _ geometry: ConvolutionGeometry, _ body: (UnsafePointer<Float>) -> Bool
    ) -> Bool {
        BufferPool.withScratch(geometry.filterCount) { turned in
            turn(filter, geometry, into: turned)
            return body(turned)
        }
    }

    /// The filter as the derivative by the input reads it: turned about in all three axes, inputs and outputs exchanged.
    private func turn(
        _ filter: UnsafePointer<Float>, _ g: ConvolutionGeometry, into turned: UnsafeMutablePointer<Float>
    ) {
        let (taps, inputs, outputs) = (g.kernel.count, g.inputChannels, g.outputChannels)
        Threads.parallelFor(taps * (outputs / Lanes.count), grain: 1) { range in
            for index in range {
                let (tap, first) = (index / (outputs / Lanes.count), index % (outputs / Lanes.count) * Lanes.count)
                let source = filter + tap * inputs * outputs + first
                let target = turned + ((taps - 1 - tap) * outputs + first) * inputs
                for input in 0..<inputs {
                    for lane in 0..<Lanes.count { target[lane &* inputs &+ input] = source[input &* outputs &+ lane] }
                }
            }
        }
    }
}

extension WinogradTiles {
    /// What the forward pass reads and writes, and the derivative by the filter.
    static func forward(_ g: ConvolutionGeometry, squares: Int = 64) -> WinogradTiles {
        WinogradTiles(
            batch: g.batch, source: g.input, sourceChannels: g.inputChannels, target: g.output,
            targetChannels: g.outputChannels, kernelTime: g.kernel.time, padding: g.padding, squares: squares)
    }

    /// What the derivative by the input reads and writes: a correlation with the turned filter.
    static func backward(_ g: ConvolutionGeometry) -> WinogradTiles {
        let (kernel, padding) = (g.kernel, g.padding)
        return WinogradTiles(
            batch: g.batch, source: g.output, sourceChannels: g.outputChannels, target: g.input,
            targetChannels: g.inputChannels, kernelTime: kernel.time,
            padding: Extent(kernel.time - 1 - padding.time, 2 - padding.height, 2 - padding.width), squares: 64)
    }
}
