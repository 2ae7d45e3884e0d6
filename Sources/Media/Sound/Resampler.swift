import CFFmpeg

/// Changes the rate of a run of samples, on a grid that does not depend on where the run begins.
///
/// Output sample `n` lies at `n / outputRate` seconds of the file's clock and is a function of the input around it alone:
/// a run that begins at an input sample which falls on an output sample (`alignment`) gives the same numbers as any other.
final class Resampler {
    let inputRate: Int
    let outputRate: Int
    let channels: Int
    private var context: OpaquePointer?

    /// Samples come and go with their `channels` interleaved.
    init?(from inputRate: Int, to outputRate: Int, channels: Int = 1) {
        self.inputRate = inputRate
        self.outputRate = outputRate
        self.channels = channels
        guard inputRate > 0, outputRate > 0 else { return nil }
        if inputRate == outputRate { return }
        var layout = AVChannelLayout()
        av_channel_layout_default(&layout, Int32(channels))
        var same = layout  // C wants two pointers
        let code = swr_alloc_set_opts2(
            &context, &layout, AV_SAMPLE_FMT_FLT, Int32(outputRate), &same, AV_SAMPLE_FMT_FLT, Int32(inputRate), 0, nil)
        if code < 0 { return nil }
    }

    deinit { swr_free(&context) }

    /// Input samples on either side that an output sample depends on, with room to spare.
    var reach: Int {
        if inputRate == outputRate { return 0 }
        return 64 * max(1, (inputRate + outputRate - 1) / outputRate)
    }

    /// Input and output samples after which the two grids meet again.
    var alignment: (input: Int, output: Int) {
        let divisor = greatestCommonDivisor(inputRate, outputRate)
        return (inputRate / divisor, outputRate / divisor)
    }

    /// Starts a new run.
    func begin() -> Bool {
        guard let context else { return true }
        return swr_init(context) >= 0
    }

    /// Appends to `output` what `input` makes ready.
    func append(_ input: [Float], to output: inout [Float]) {
        if input.isEmpty { return }
        guard context != nil else {
            output += input
            return
        }
        input.withUnsafeBytes { bytes in
            convert(bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), count: input.count / channels, to: &output)
        }
    }

    /// Appends to `output` what is still held back.
    func finish(to output: inout [Float]) { if context != nil { convert(nil, count: 0, to: &output) } }

    private func convert(_ input: UnsafePointer<UInt8>?, count: Int, to output: inout [Float]) {
        let room = max(1, Int(swr_get_out_samples(context, Int32(count))))
        output += [Float](unsafeUninitializedCapacity: room * channels) { buffer, filled in
            var source = input
            var target: UnsafeMutablePointer<UInt8>? = UnsafeMutableRawPointer(buffer.baseAddress!)
                .assumingMemoryBound(to: UInt8.self)
            let code =
                input == nil
                ? swr_convert(context, &target, Int32(room), nil, 0)
                : swr_convert(context, &target, Int32(room), &source, Int32(count))
            filled = max(0, Int(code)) * channels
        }
    }

    private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestCommonDivisor(b, a % b) }
}
