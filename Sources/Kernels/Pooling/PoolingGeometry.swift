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

    /// Traps unless the kernel fits the padded input and the padding is at most half the kernel, so that every window has an input.
    package init(
        batch: Int, input: Extent, channels: Int, kernel: Extent, stride: Extent, padding: Extent = Extent(0, 0, 0)
    ) {
        precondition(
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

    /// Calls `body` for every output point of clip `n` and each of its window's inputs: offsets in floats from the start of the whole
    /// arrays, and the input's number in the window.
    @inline(__always)
    func forEachInput(ofClip n: Int, _ body: (_ output: Int, _ input: Int, _ position: Int, _ isFirst: Bool) -> Void) {
        for t in 0..<output.time {
            let times = window(t, stride.time, padding.time, kernel.time, input.time)
            for h in 0..<output.height {
                let heights = window(h, stride.height, padding.height, kernel.height, input.height)
                for w in 0..<output.width {
                    let widths = window(w, stride.width, padding.width, kernel.width, input.width)
                    let point = (((n * output.time + t) * output.height + h) * output.width + w) * channels
                    var isFirst = true
                    for it in times.range {
                        for ih in heights.range {
                            let line = ((n * input.time + it) * input.height + ih) * input.width
                            let position = ((it - times.start) * kernel.height + ih - heights.start) * kernel.width - widths.start
                            for iw in widths.range {
                                body(point, (line + iw) * channels, position + iw, isFirst)
                                isFirst = false
                            }
                        }
                    }
                }
            }
        }
    }

    @inline(__always)
    private func window(_ i: Int, _ stride: Int, _ padding: Int, _ kernel: Int, _ size: Int) -> (start: Int, range: Range<Int>) {
        let start = i * stride - padding
        return (start, max(start, 0)..<min(start + kernel, size))
    }
}
