/// One way to pool over windows of `PoolingGeometry`.
package protocol PoolingKernel: Sendable {
    /// Writes the maxima, and into `places` (as many floats as outputs) whatever the derivative needs to know of them.
    func maximum(
        _ geometry: PoolingGeometry, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
        places: UnsafeMutablePointer<Float>)

    /// Gives each output's derivative to the input that won, by the `places` of the same kernel.
    func maximumGradient(
        _ geometry: PoolingGeometry, outputGradient: UnsafePointer<Float>, places: UnsafePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>)

    /// Writes the means.
    func average(_ geometry: PoolingGeometry, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>)

    func averageGradient(
        _ geometry: PoolingGeometry, outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>)
}

/// Our own loops, `MaxPooling` and `AveragePooling`: three to five times as fast as oneDNN's kernels on channels-last arrays, and NaN
/// wins, as in PyTorch.
package struct DirectPooling: PoolingKernel {
    package init() {}

    package func maximum(
        _ geometry: PoolingGeometry, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
        places: UnsafeMutablePointer<Float>
    ) {
        MaxPooling.forward(geometry, input: input, output: output, places: places)
    }

    package func maximumGradient(
        _ geometry: PoolingGeometry, outputGradient: UnsafePointer<Float>, places: UnsafePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>
    ) {
        MaxPooling.backward(geometry, outputGradient: outputGradient, places: places, inputGradient: inputGradient)
    }

    package func average(_ geometry: PoolingGeometry, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>) {
        AveragePooling.forward(geometry, input: input, output: output)
    }

    package func averageGradient(
        _ geometry: PoolingGeometry, outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>
    ) {
        AveragePooling.backward(geometry, outputGradient: outputGradient, inputGradient: inputGradient)
    }
}

/// Which implementation pools: our own, unless `AVTS_CONVOLUTION=onednn` asks for oneDNN wherever it can compute.
package enum PoolingChoice {
    package static let kernel: any PoolingKernel =
        (ConvolutionChoice.isOneDNNForced ? OneDNNPooling() : nil) ?? DirectPooling()
}
