/// A convolution's batch cut into pieces of equal length, the last one perhaps shorter.
///
/// How it is cut depends on the sizes and the number of threads alone, and so do the bits of a result. A kernel that spans one time
/// step sees the frames of all clips as a batch of pictures.
struct BatchPieces {
    private let whole: ConvolutionGeometry
    /// Items of a piece.
    private let length: Int
    let count: Int
    /// Threads within a piece: more than one only where there are too few items to go round.
    let innerThreads: Int

    /// - Parameter perThread: pieces for each thread, so that one which is slowed down holds up less.
    init(_ geometry: ConvolutionGeometry, perThread: Int) {
        whole = geometry.framesAsBatch
        let threads = Threads.count
        if whole.batch < threads {
            (length, count, innerThreads) = (whole.batch, 1, threads)
        } else {
            let wanted = threads == 1 ? 1 : threads * perThread
            length = max((whole.batch + wanted - 1) / wanted, 1)
            count = (whole.batch + length - 1) / length
            innerThreads = 1
        }
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
