import Work

/// Every size of a pooling, channels last: input `[batch, T, H, W, channels]`, output `[batch, T′, H′, W′, channels]` with
/// `T′ = (T + 2·padding − kernel) / stride + 1` and so on.
package struct PoolingGeometry: Hashable, Sendable {
    package let batch: Int
    package let input: Extent
    package let channels: Int
    package let kernel: Extent
    package let stride: Extent
    package let padding: Extent
    package let output: Extent

    /// Ends the cell unless the kernel fits the padded input and the padding is at most half the kernel, so that every window has an input.
    package init(
        batch: Int, input: Extent, channels: Int, kernel: Extent, stride: Extent, padding: Extent = Extent(0, 0, 0)
    ) {
        Failing.unless(
            padding.time <= kernel.time / 2 && padding.height <= kernel.height / 2 && padding.width <= kernel.width / 2,
            "pooling: found padding \(padding) for kernel \(kernel), expected at most half")
        let sizes = ConvolutionGeometry(
            batch: batch, input: input, inputChannels: channels, outputChannels: channels, kernel: kernel, stride: stride,
            padding: padding)
        self.batch = batch
        self.input = input
        self.channels = channels
        self.kernel = kernel
        self.stride = stride
        self.padding = padding
        output = sizes.output
    }

    package var inputCount: Int { batch * input.count * channels }
    package var outputCount: Int { batch * output.count * channels }

    /// Calls `body` for the inputs of each place in the window, a run of output points along the width at a time: offsets in floats of
    /// the first of them from the start of the whole arrays, points in the run, and the place's number (0…kernel.count − 1).
    /// From one point to the next are `channels` floats of output and `stride.width · channels` of input.
    @inline(__always)
    func forEachRun(ofClip n: Int, _ body: (_ output: Int, _ input: Int, _ points: Int, _ place: Int) -> Void) {
        for t in 0..<output.time {
            for h in 0..<output.height {
                let row = ((n * output.time + t) * output.height + h) * output.width
                for kt in 0..<kernel.time {
                    let it = t * stride.time - padding.time + kt
                    guard it >= 0, it < input.time else { continue }
                    for kh in 0..<kernel.height {
                        let ih = h * stride.height - padding.height + kh
                        guard ih >= 0, ih < input.height else { continue }
                        let line = ((n * input.time + it) * input.height + ih) * input.width
                        for kw in 0..<kernel.width {
                            let shift = kw - padding.width
                            // Points w with 0 ≤ w · stride + shift < width.
                            let first = shift >= 0 ? 0 : (-shift + stride.width - 1) / stride.width
                            let end = min((input.width - 1 - shift) / stride.width + 1, output.width)
                            guard shift < input.width, first < end else { continue }
                            body(
                                (row + first) * channels, (line + first * stride.width + shift) * channels, end - first,
                                (kt * kernel.height + kh) * kernel.width + kw)
                        }
                    }
                }
            }
        }
    }
}
