import Work

/// Every size of a convolution, channels last: input `[batch, T, H, W, inputChannels]`, filter `[kT, kH, kW, inputChannels, outputChannels]`,
/// output `[batch, T′, H′, W′, outputChannels]` with `T′ = (T + 2·padding − kT) / stride + 1` and so on.
package struct ConvolutionGeometry: Hashable, Sendable {
    package let batch: Int
    package let input: Extent
    package let inputChannels: Int
    package let outputChannels: Int
    package let kernel: Extent
    package let stride: Extent
    package let padding: Extent
    package let output: Extent

    /// Ends the cell unless kernel and stride are positive, padding is not negative and the padded input is at least as large as the kernel.
    package init(
        batch: Int, input: Extent, inputChannels: Int, outputChannels: Int,
        kernel: Extent, stride: Extent = Extent(1, 1, 1), padding: Extent = Extent(0, 0, 0)
    ) {
        func along(_ axis: KeyPath<Extent, Int>) -> Int {
            let (size, kernel, stride, padding) = (
                input[keyPath: axis], kernel[keyPath: axis], stride[keyPath: axis], padding[keyPath: axis]
            )
            Failing.unless(
                kernel > 0 && stride > 0 && padding >= 0 && size + 2 * padding >= kernel,
                "convolution: found size \(size), kernel \(kernel), stride \(stride), padding \(padding), expected a kernel that fits"
            )
            return (size + 2 * padding - kernel) / stride + 1
        }
        self.batch = batch
        self.input = input
        self.inputChannels = inputChannels
        self.outputChannels = outputChannels
        self.kernel = kernel
        self.stride = stride
        self.padding = padding
        output = Extent(along(\.time), along(\.height), along(\.width))
    }

    package var inputCount: Int { batch * input.count * inputChannels }
    package var outputCount: Int { batch * output.count * outputChannels }
    package var filterCount: Int { depth * outputChannels }
    /// Products summed into one output: kT · kH · kW · inputChannels.
    package var depth: Int { kernel.count * inputChannels }
    /// Floating-point operations of one pass in either direction: two for each multiply and add.
    package var operations: Double { 2 * Double(outputCount) * Double(depth) }

    /// Whether each output sees one input point and the other way round: then the convolution is one matrix product.
    var isPointwise: Bool {
        kernel.count == 1 && stride == Extent(1, 1, 1) && padding == Extent(0, 0, 0)
    }
}
