import CFFmpeg

/// Mixes decoded samples of any layout and format down to one channel of floats, at their own rate.
///
/// The weights are libswresample's (centre and sides 3 dB down, low frequencies dropped), scaled so that full scale on
/// every channel stays within −1…1; two channels give their mean.
final class MonoMixer {
    private var context: OpaquePointer?
    private var format: Int32 = -1
    private var rate: Int32 = 0
    private var channels: Int32 = 0
    private var mask: UInt64 = 0

    deinit { swr_free(&context) }

    /// Appends the samples of `frame` to `output`; nil where the layout cannot be mixed.
    func append(_ frame: UnsafeMutablePointer<AVFrame>, to output: inout [Float]) -> Bool {
        let count = Int(frame.pointee.nb_samples)
        if count == 0 { return true }
        let layout = frame.pointee.ch_layout
        if layout.nb_channels == 1 && frame.pointee.format == AV_SAMPLE_FMT_FLTP.rawValue {
            let samples = UnsafeRawPointer(frame.pointee.extended_data[0]!).assumingMemoryBound(to: Float.self)
            output.append(contentsOf: UnsafeBufferPointer(start: samples, count: count))
            return true
        }
        guard prepare(frame) else { return false }
        let mixed = [Float](unsafeUninitializedCapacity: count) { buffer, filled in
            var target: UnsafeMutablePointer<UInt8>? = UnsafeMutableRawPointer(buffer.baseAddress!)
                .assumingMemoryBound(to: UInt8.self)
            let planes = UnsafeMutableRawPointer(frame.pointee.extended_data!)
                .assumingMemoryBound(to: UnsafePointer<UInt8>?.self)
            filled = max(0, Int(swr_convert(context, &target, Int32(count), planes, Int32(count))))
        }
        output += mixed
        return mixed.count == count
    }

    private func prepare(_ frame: UnsafeMutablePointer<AVFrame>) -> Bool {
        let layout = frame.pointee.ch_layout
        let isKnown =
            context != nil && format == frame.pointee.format && rate == frame.pointee.sample_rate
            && channels == layout.nb_channels && mask == layout.u.mask
        if isKnown { return true }
        format = frame.pointee.format
        rate = frame.pointee.sample_rate
        channels = layout.nb_channels
        mask = layout.u.mask
        swr_free(&context)
        var from = AVChannelLayout()
        if layout.order == AV_CHANNEL_ORDER_NATIVE {
            av_channel_layout_copy(&from, &frame.pointee.ch_layout)
        } else {
            av_channel_layout_default(&from, channels)
        }
        var mono = AVChannelLayout()
        av_channel_layout_default(&mono, 1)
        let code = swr_alloc_set_opts2(
            &context, &mono, AV_SAMPLE_FMT_FLT, rate, &from, AVSampleFormat(rawValue: format), rate, 0, nil)
        guard code >= 0, let context else { return false }
        av_opt_set_double(UnsafeMutableRawPointer(context), "rematrix_maxval", 1, 0)
        return swr_init(context) >= 0
    }
}
