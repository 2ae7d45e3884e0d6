import CLanes

/// `WinogradConvolution` of brain floats, read and written as they lie: where the CPU multiplies them sixteen pairs at a time, and has no
/// larger unit for matrices, which the definition's products keep busy on their own.
///
/// Factors are rounded to brain floats, as operands are; a factor is a sum of up to four inputs, so errors are some times those of the
/// definition in bf16. Each pass says whether its results are finite; where not, they are not those of the definition.
struct HalfWinogradConvolution {
    /// Whether this build has the instruction: elsewhere it is the same numbers, slower than 32-bit floats.
    static var isFast: Bool {
        AVTS_MULTIPLIES_BRAIN_FLOATS != 0 && OneDNN.shared?.hasNativeBF16 == true && OneDNN.shared?.hasAMX == false
    }

    static func supports(_ g: ConvolutionGeometry) -> Bool {
        WinogradConvolution.supports(g) && g.inputChannels % HalfCorrelation.columns == 0
            && g.outputChannels % HalfCorrelation.columns == 0
    }

    func forward(
        _ geometry: ConvolutionGeometry, input: UnsafePointer<BFloat16>, filter: UnsafePointer<Float>,
        bias: UnsafePointer<Float>?, output: UnsafeMutablePointer<BFloat16>
    ) -> Bool {
        HalfCorrelation(.forward(geometry)).run(input, filter: filter, bias: bias, output: output)
    }

    func backwardData(
        _ geometry: ConvolutionGeometry, outputGradient: UnsafePointer<BFloat16>, filter: UnsafePointer<Float>,
        inputGradient: UnsafeMutablePointer<BFloat16>
    ) -> Bool {
        WinogradConvolution().withTurned(filter, geometry) { turned in
            HalfCorrelation(.backward(geometry)).run(outputGradient, filter: turned, bias: nil, output: inputGradient)
        }
    }

    func backwardWeights(
        _ geometry: ConvolutionGeometry, input: UnsafePointer<BFloat16>, outputGradient: UnsafePointer<BFloat16>,
        filterGradient: UnsafeMutablePointer<Float>
    ) -> Bool {
        HalfAccumulation(.forward(geometry, squares: 128)).run(
            input, outputGradient: outputGradient, filterGradient: filterGradient)
    }
}
