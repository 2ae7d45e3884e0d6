import CFFmpeg

/// Which channels of a sound are wanted.
public enum Channels: Hashable, Sendable {
    /// One, mixed of all: libswresample's weights (centre and sides 3 dB down, low frequencies dropped), scaled so that full scale on
    /// every channel stays within −1…1; two channels give their mean.
    case mono
    /// Two, left and right; one channel is heard on both, more are mixed down.
    case stereo
    /// All of them, in the file's order.
    case all
    /// The one with this number, from 0.
    case one(Int)
}

/// Brings decoded samples of any layout and format to interleaved floats of the wanted channels, at their own rate.
final class ChannelMixer {
    /// Channels that come out.
    let count: Int
    private let wanted: Channels
    private let stored: Int
    private var context: OpaquePointer?
    private var format: Int32 = -1
    private var rate: Int32 = 0
    private var channels: Int32 = 0
    private var mask: UInt64 = 0

    /// `stored` is the number of channels of the stream.
    init(_ wanted: Channels, stored: Int) {
        self.wanted = wanted
        self.stored = max(1, stored)
        count =
            switch wanted {
            case .mono, .one: 1
            case .stereo: 2
            case .all: max(1, stored)
            }
    }

    deinit { swr_free(&context) }

    /// Appends the samples of `frame` to `output`; false where the layout cannot be mixed.
    func append(_ frame: UnsafeMutablePointer<AVFrame>, to output: inout [Float]) -> Bool {
        let samples = Int(frame.pointee.nb_samples)
        if samples == 0 { return true }
        if count == 1, frame.pointee.ch_layout.nb_channels == 1, frame.pointee.format == AV_SAMPLE_FMT_FLTP.rawValue {
            let source = UnsafeRawPointer(frame.pointee.extended_data[0]!).assumingMemoryBound(to: Float.self)
            output.append(contentsOf: UnsafeBufferPointer(start: source, count: samples))
            return true
        }
        guard prepare(frame) else { return false }
        let mixed = [Float](unsafeUninitializedCapacity: samples * count) { buffer, filled in
            var target: UnsafeMutablePointer<UInt8>? = UnsafeMutableRawPointer(buffer.baseAddress!)
                .assumingMemoryBound(to: UInt8.self)
            let planes = UnsafeMutableRawPointer(frame.pointee.extended_data!)
                .assumingMemoryBound(to: UnsafePointer<UInt8>?.self)
            filled = max(0, Int(swr_convert(context, &target, Int32(samples), planes, Int32(samples)))) * count
        }
        output += mixed
        return mixed.count == samples * count
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
        var to = AVChannelLayout()
        // The stream's own layout: a stretch of it with fewer channels is brought to that.
        if wanted == .all && channels == stored {
            av_channel_layout_copy(&to, &from)
        } else {
            av_channel_layout_default(&to, Int32(count))
        }
        let code = swr_alloc_set_opts2(
            &context, &to, AV_SAMPLE_FMT_FLT, rate, &from, AVSampleFormat(rawValue: format), rate, 0, nil)
        guard code >= 0, let context else { return false }
        let options = UnsafeMutableRawPointer(context)
        av_opt_set_double(options, "rematrix_maxval", 1, 0)
        if case .one(let index) = wanted {
            guard index < Int(channels) else { return false }
            var weights = [Double](repeating: 0, count: Int(channels))
            weights[index] = 1
            guard swr_set_matrix(context, weights, channels) >= 0 else { return false }
        }
        return swr_init(context) >= 0
    }
}
