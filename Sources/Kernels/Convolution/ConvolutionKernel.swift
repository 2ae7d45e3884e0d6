/// One way to compute convolutions (cross-correlations, as the field has it) and their derivatives.
///
/// Every pointer is to a dense array laid out as `ConvolutionGeometry` says. Results overwrite what they are written to.
package protocol ConvolutionKernel: Sendable {
    /// What `avts-bench` and `doctor` call it.
    var name: String { get }

    /// `output = input ⋆ filter (+ bias)`; `bias` has `outputChannels` numbers.
    func forward(
        _ geometry: ConvolutionGeometry, input: UnsafePointer<Float>, filter: UnsafePointer<Float>,
        bias: UnsafePointer<Float>?, output: UnsafeMutablePointer<Float>)

    /// The derivative by the input, given the one by the output.
    func backwardData(
        _ geometry: ConvolutionGeometry, outputGradient: UnsafePointer<Float>, filter: UnsafePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>)

    /// The derivative by the filter, given the one by the output.
    func backwardWeights(
        _ geometry: ConvolutionGeometry, input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
        filterGradient: UnsafeMutablePointer<Float>)
}
