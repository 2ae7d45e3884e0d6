/// A convolution's batch cut into pieces of equal length, the last one perhaps shorter.
///
/// How it is cut depends on the sizes alone, never on the threads, and so do the bits of a result: oneDNN's kernels sum in another order
/// in a batch of another length. A kernel that spans one time step sees the frames of all clips as a batch of pictures.
struct BatchPieces {
    private let whole: ConvolutionGeometry
    /// Items of a piece.
    private let length: Int
    let count: Int

    /// Operations of the smallest piece: some tenths of a millisecond's work.
    private static let smallest = 4e7

    /// - Parameter most: how many pieces at most; at least one is made.
    init(_ geometry: ConvolutionGeometry, most: Int) {
        whole = geometry.framesAsBatch
        let worth = Int(min(whole.operations / Self.smallest, 1e6))
        let wanted = max(min(most, worth, whole.batch), 1)
        length = max((whole.batch + wanted - 1) / wanted, 1)
        count = (whole.batch + length - 1) / length
    }

    /// Pieces of full length.
    var wholeCount: Int { whole.batch / length }

    func geometry(_ piece: Int) -> ConvolutionGeometry { whole.with(batch: min(length, whole.batch - piece * length)) }

    /// Floats before a piece's input and output.
    func inputOffset(_ piece: Int) -> Int { piece * length * whole.input.count * whole.inputChannels }
    func outputOffset(_ piece: Int) -> Int { piece * length * whole.output.count * whole.outputChannels }
}

extension ConvolutionGeometry {
    func with(batch: Int) -> ConvolutionGeometry {
        ConvolutionGeometry(
            batch: batch, input: input, inputChannels: inputChannels, outputChannels: outputChannels, kernel: kernel,
            stride: stride, padding: padding)
    }

    /// The same with each frame as an item of the batch, where the kernel spans one frame.
    var framesAsBatch: ConvolutionGeometry {
        guard kernel.time == 1 && stride.time == 1 && padding.time == 0 else { return self }
        return ConvolutionGeometry(
            batch: batch * input.time, input: Extent(1, input.height, input.width), inputChannels: inputChannels,
            outputChannels: outputChannels, kernel: kernel, stride: stride, padding: padding)
    }
}
