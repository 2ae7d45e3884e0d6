import CFFmpeg

/// Changes the rate of a run of mono samples, on a grid that does not depend on where the run begins.
///
/// Output sample `n` lies at `n / outputRate` seconds of the file's clock and is a function of the input around it alone:
/// a run that begins at an input sample which falls on an output sample (`alignment`) gives the same numbers as any other.
final class Resampler {
    let inputRate: Int
    let outputRate: Int
    private var context: OpaquePointer?

    init?(from inputRate: Int, to outputRate: Int) {
        self.inputRate = inputRate
        self.outputRate = outputRate
        if inputRate == outputRate { return }
        var mono = AVChannelLayout()
        av_channel_layout_default(&mono, 1)
        var single = mono  // C wants two pointers
        let code = swr_alloc_set_opts2(
            &context, &mono, AV_SAMPLE_FMT_FLT, Int32(outputRate), &single, AV_SAMPLE_FMT_FLT, Int32(inputRate), 0, nil)
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
        guard let context else {
            output += input
            return
        }
        let room = Int(swr_get_out_samples(context, Int32(input.count)))
        input.withUnsafeBytes { bytes in
            let ready = [Float](unsafeUninitializedCapacity: max(1, room)) { buffer, filled in
                var source: UnsafePointer<UInt8>? = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
                var target: UnsafeMutablePointer<UInt8>? = UnsafeMutableRawPointer(buffer.baseAddress!)
                    .assumingMemoryBound(to: UInt8.self)
                filled = max(0, Int(swr_convert(context, &target, Int32(room), &source, Int32(input.count))))
            }
            output += ready
        }
    }

    private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestCommonDivisor(b, a % b) }
}
